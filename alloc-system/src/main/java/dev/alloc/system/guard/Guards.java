package dev.alloc.system.guard;

import dev.alloc.MemoryFaultException;
import dev.alloc.MemoryFaultException.Kind;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks after the guarded blocks: finds them, verifies them, takes them back. Any thread.
 *
 * @param name of the allocator, for messages
 */
record Guards(String name, GuardedMemory memory) {

  /** The block that begins there, live or freed lately. */
  @Nullable GuardedBlock find(long address) {
    return memory.blocks().find(address);
  }

  /**
   * Takes a block back.
   *
   * @throws MemoryFaultException if the segment is not this live and intact block; it stays live
   */
  void free(GuardedBlock block, MemorySegment segment, String noticedAt) {
    synchronized (block) {
      verify(block, segment, noticedAt);
      block.setLive(false); // first: without a mapping, nobody may look at it
      try {
        memory.end(block);
      } catch (MappingException refused) {
        block.setLive(true);
        throw new IllegalStateException(
            "%s: the block 0x%x of %d bytes could not be freed and stays live: %s"
                .formatted(name, segment.address(), segment.byteSize(), refused.getMessage()),
            refused);
      }
    }
    try {
      memory.trim(memory.freed().mostBytes());
    } catch (MappingException _) {
      // The block is freed. What was not given back is still kept, and the next free tries again.
    }
  }

  /**
   * Verifies that the segment is this live block and that the bytes around it are intact.
   *
   * @throws MemoryFaultException if not
   */
  void verify(GuardedBlock block, MemorySegment segment, String noticedAt) {
    synchronized (block) {
      if (!block.isLive()) {
        throw fault(Kind.DOUBLE_FREE, segment, "the block that began there was freed", noticedAt);
      }
      long byteSize = block.placement().byteSize();
      if (byteSize != segment.byteSize()) {
        throw fault(
            Kind.WRONG_SIZE, segment, "the block has %d bytes".formatted(byteSize), noticedAt);
      }
      var fault = block.verify(name, noticedAt);
      if (fault.isPresent()) {
        throw fault.get();
      }
    }
  }

  /** Verifies the bytes around all live blocks; throws the first fault, which has the others. */
  void check() {
    List<MemoryFaultException> faults = new ArrayList<>();
    memory
        .blocks()
        .forEach(
            block -> {
              synchronized (block) {
                if (block.isLive()) {
                  block.verify(name, "check").ifPresent(faults::add);
                }
              }
            });
    if (!faults.isEmpty()) {
      MemoryFaultException first = faults.getFirst();
      faults.stream().skip(1).forEach(first::addSuppressed);
      throw first;
    }
  }

  /** Gives back the addresses of freed blocks. */
  void close() {
    try {
      memory.trim(0);
    } catch (MappingException refused) {
      throw new IllegalStateException(
          name + ": freed blocks could not be given back: " + refused.getMessage(), refused);
    }
  }

  private MemoryFaultException fault(
      Kind kind, MemorySegment segment, String why, String noticedAt) {
    return new MemoryFaultException(
        kind,
        "%s: %s of 0x%x (%d bytes): %s%n  noticed at %s"
            .formatted(name, kind, segment.address(), segment.byteSize(), why, noticedAt),
        segment.address(),
        segment.byteSize());
  }
}
