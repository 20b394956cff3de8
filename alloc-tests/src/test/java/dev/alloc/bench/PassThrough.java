package dev.alloc.bench;

import dev.alloc.Allocator;
import dev.alloc.AllocatorStats;
import dev.alloc.Capability;
import java.lang.foreign.MemorySegment;
import java.util.Set;

/**
 * Wrappers that add nothing, in three types as a chain of three plugins has, twice: as records,
 * whose fields the compiler takes for constants, and as ordinary final classes, whose fields it
 * loads.
 *
 * <p>Only the calls measured are forwarded by each type itself.
 */
interface PassThrough extends Allocator {

  Allocator upstream();

  @Override
  default AllocatorStats stats() {
    return upstream().stats();
  }

  @Override
  default Set<Capability> capabilities() {
    return upstream().capabilities();
  }

  @Override
  default String name() {
    return "pass-through+" + upstream().name();
  }

  @Override
  default void close() {
    upstream().close();
  }

  /** Three records over an allocator. */
  static Allocator records(Allocator base) {
    return new Record1(new Record2(new Record3(base)));
  }

  /** One record three times over an allocator: the compiler inlines a method into itself once. */
  static Allocator recursiveRecords(Allocator base) {
    return new Record1(new Record1(new Record1(base)));
  }

  /** Three ordinary final classes over an allocator. */
  static Allocator classes(Allocator base) {
    return new Class1(new Class2(new Class3(base)));
  }

  /** The outermost record. */
  record Record1(Allocator upstream) implements PassThrough {
    @Override
    public MemorySegment allocate(long byteSize, long byteAlignment) {
      return upstream.allocate(byteSize, byteAlignment);
    }

    @Override
    public void free(MemorySegment block) {
      upstream.free(block);
    }
  }

  /** The middle record. */
  record Record2(Allocator upstream) implements PassThrough {
    @Override
    public MemorySegment allocate(long byteSize, long byteAlignment) {
      return upstream.allocate(byteSize, byteAlignment);
    }

    @Override
    public void free(MemorySegment block) {
      upstream.free(block);
    }
  }

  /** The innermost record. */
  record Record3(Allocator upstream) implements PassThrough {
    @Override
    public MemorySegment allocate(long byteSize, long byteAlignment) {
      return upstream.allocate(byteSize, byteAlignment);
    }

    @Override
    public void free(MemorySegment block) {
      upstream.free(block);
    }
  }

  /** The outermost class. */
  final class Class1 implements PassThrough {
    private final Allocator upstream;

    Class1(Allocator upstream) {
      this.upstream = upstream;
    }

    @Override
    public Allocator upstream() {
      return upstream;
    }

    @Override
    public MemorySegment allocate(long byteSize, long byteAlignment) {
      return upstream.allocate(byteSize, byteAlignment);
    }

    @Override
    public void free(MemorySegment block) {
      upstream.free(block);
    }
  }

  /** The middle class. */
  final class Class2 implements PassThrough {
    private final Allocator upstream;

    Class2(Allocator upstream) {
      this.upstream = upstream;
    }

    @Override
    public Allocator upstream() {
      return upstream;
    }

    @Override
    public MemorySegment allocate(long byteSize, long byteAlignment) {
      return upstream.allocate(byteSize, byteAlignment);
    }

    @Override
    public void free(MemorySegment block) {
      upstream.free(block);
    }
  }

  /** The innermost class. */
  final class Class3 implements PassThrough {
    private final Allocator upstream;

    Class3(Allocator upstream) {
      this.upstream = upstream;
    }

    @Override
    public Allocator upstream() {
      return upstream;
    }

    @Override
    public MemorySegment allocate(long byteSize, long byteAlignment) {
      return upstream.allocate(byteSize, byteAlignment);
    }

    @Override
    public void free(MemorySegment block) {
      upstream.free(block);
    }
  }
}
