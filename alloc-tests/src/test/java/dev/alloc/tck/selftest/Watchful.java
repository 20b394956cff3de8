package dev.alloc.tck.selftest;

import dev.alloc.Allocator;
import dev.alloc.Capability;
import dev.alloc.MemoryFaultException;
import dev.alloc.MemoryFaultException.Kind;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;

/** The reference with an eye on who allocates and frees. */
class Watchful extends Reference {
  private static final StackWalker WALKER =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  private final Map<Long, Site> allocated = new HashMap<>();
  final Map<Long, Site> freed = new HashMap<>();

  /** Where something was done. */
  record Site(String thread, List<StackTraceElement> stack) {}

  Site here() {
    List<StackTraceElement> stack =
        WALKER.walk(
            frames ->
                frames
                    .dropWhile(frame -> Allocator.class.isAssignableFrom(frame.getDeclaringClass()))
                    .limit(1)
                    .map(StackWalker.StackFrame::toStackTraceElement)
                    .toList());
    return new Site(Thread.currentThread().getName(), stack);
  }

  @Override
  MemorySegment doAllocate(long byteSize, long byteAlignment) {
    MemorySegment block = super.doAllocate(byteSize, byteAlignment);
    entered(block);
    return block;
  }

  final void entered(MemorySegment block) {
    allocated.put(block.address(), here());
    freed.remove(block.address());
  }

  final void left(long address) {
    freed.put(address, here());
  }

  @Override
  MemorySegment doReallocate(
      MemorySegment block, long oldByteSize, long newByteSize, long byteAlignment) {
    Site site = Objects.requireNonNull(allocated.get(block.address()));
    MemorySegment resized = super.doReallocate(block, oldByteSize, newByteSize, byteAlignment);
    allocated.put(resized.address(), site);
    freed.remove(resized.address());
    return resized;
  }

  @Override
  void doFree(MemorySegment block) {
    super.doFree(block);
    left(block.address());
  }

  @Override
  long sizeOf(MemorySegment block) {
    long address = Objects.requireNonNull(block, "block").address();
    Long byteSize = sizes.get(address);
    Site first = freed.get(address);
    if (block.isNative() && byteSize == null && first != null) {
      throw doubleFree(block, first);
    }
    if (block.isNative() && byteSize != null && byteSize != block.byteSize()) {
      throw wrongSize(block, byteSize);
    }
    return super.sizeOf(block);
  }

  MemoryFaultException doubleFree(MemorySegment block, Site first) {
    return new MemoryFaultException(
        Kind.DOUBLE_FREE,
        name() + ": DOUBLE_FREE of a block",
        block.address(),
        block.byteSize(),
        OptionalLong.empty(),
        List.of(),
        freeSites(first, here()));
  }

  List<List<StackTraceElement>> freeSites(Site first, Site second) {
    return List.of(first.stack(), second.stack());
  }

  MemoryFaultException wrongSize(MemorySegment block, long byteSize) {
    return new MemoryFaultException(
        Kind.WRONG_SIZE, name() + ": WRONG_SIZE of a block", block.address(), byteSize);
  }

  @Override
  public synchronized void close() {
    if (!closed && !sizes.isEmpty()) {
      MemoryFaultException fault =
          new MemoryFaultException(Kind.LEAK, name() + ": LEAK of blocks", 0, -1);
      leaks().forEach(fault::addSuppressed);
      throw fault;
    }
    super.close();
  }

  List<MemoryFaultException> leaks() {
    List<MemoryFaultException> leaks = new ArrayList<>();
    sizes.forEach(
        (address, byteSize) ->
            leaks.add(leak(address, byteSize, Objects.requireNonNull(allocated.get(address)))));
    return leaks;
  }

  MemoryFaultException leak(long address, long byteSize, Site site) {
    return new MemoryFaultException(
        Kind.LEAK,
        "%s: LEAK of 0x%x (%d bytes), allocated by %s"
            .formatted(name(), address, byteSize, site.thread()),
        address,
        byteSize,
        OptionalLong.empty(),
        site.stack(),
        List.of());
  }

  @Override
  public Set<Capability> capabilities() {
    return watching();
  }

  static Set<Capability> watching() {
    EnumSet<Capability> all = EnumSet.copyOf(EVERYTHING);
    all.add(Capability.DETECTS_DOUBLE_FREE);
    all.add(Capability.DETECTS_INVALID_FREE);
    all.add(Capability.DETECTS_LEAK);
    return Collections.unmodifiableSet(all);
  }
}
