package dev.alloc.tracking;

import dev.alloc.MemoryFaultException;
import dev.alloc.MemoryFaultException.Kind;
import dev.alloc.tracking.site.Origin;
import dev.alloc.tracking.stack.Stack;
import dev.alloc.tracking.stack.StackCapture;
import dev.alloc.tracking.stack.Walkers;
import dev.alloc.tracking.table.BlockTable;
import dev.alloc.tracking.table.FreedBlock;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.OptionalLong;

/** Says what is wrong with what was freed, with all that the records know. */
final class Faults {
  private static final int LEAST_DEPTH = 8;

  private final String name;
  private final Records records;
  private final StackCapture capture; // a fault is worth a look, whatever allocations are

  Faults(String name, Records records) {
    this.name = name;
    this.records = records;
    this.capture = Walkers.plain(Math.max(LEAST_DEPTH, records.sites().depth()));
  }

  /** The fault of freeing what the table refused. */
  MemoryFaultException refused(MemorySegment block, int result) {
    if (result == BlockTable.ELSEWHERE) {
      return elsewhere(block);
    }
    if (block.address() == 0) {
      return neverGivenOut(block);
    }
    if (result == BlockTable.WRONG_SIZE) {
      return wrongSize(block);
    }
    FreedBlock freed = records.table().lastFree(block.address(), block.byteSize());
    return freed == null ? neverGivenOut(block) : doubleFree(block, freed);
  }

  MemoryFaultException neverGivenOut(MemorySegment block) {
    if (block.address() == 0) {
      return MemoryFaultException.invalidFree(name, block, "MemorySegment.NULL is not a block");
    }
    return MemoryFaultException.invalidFree(
        name, block, "no live block begins there, and none was freed there lately");
  }

  private MemoryFaultException elsewhere(MemorySegment block) {
    if (block.address() == 0) {
      return neverGivenOut(block);
    }
    return MemoryFaultException.invalidFree(
        name,
        block,
        block.isNative()
            ? "it is native"
            : "it is on the Java heap, in an array not of this allocator");
  }

  private MemoryFaultException wrongSize(MemorySegment block) {
    long byteSize = records.table().sizeOf(block.address());
    String message =
        "%s: WRONG_SIZE of 0x%x (%d bytes): the block there has %d bytes"
            .formatted(name, block.address(), block.byteSize(), byteSize);
    return new MemoryFaultException(Kind.WRONG_SIZE, message, block.address(), byteSize);
  }

  private MemoryFaultException doubleFree(MemorySegment block, FreedBlock freed) {
    Origin allocated = records.origins().get(freed.origin());
    Origin first = records.origins().get(freed.freedBy());
    Stack again = capture.capture();
    String message =
        "%s: DOUBLE_FREE of block 0x%x (%s)\n  allocated %s\n  freed %s\n  freed again by thread '%s'%s"
            .formatted(
                name,
                freed.address(),
                freed.byteSize() == FreedBlock.LARGE
                    ? "8 MiB or more"
                    : freed.byteSize() + " bytes",
                Sentences.by(allocated),
                first.stack().frames().isEmpty()
                    ? Sentences.by(first) + " (set alloc.tracking.frees=8 to see from where)"
                    : Sentences.by(first),
                Thread.currentThread().getName(),
                Sentences.at(again));
    return new MemoryFaultException(
        Kind.DOUBLE_FREE,
        message,
        block.address(),
        freed.byteSize(),
        OptionalLong.empty(),
        allocated.stack().frames(),
        List.of(first.stack().frames(), again.frames()));
  }
}
