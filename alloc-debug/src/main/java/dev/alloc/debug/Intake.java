package dev.alloc.debug;

import dev.alloc.Allocator;
import dev.alloc.Allocators;
import dev.alloc.MemoryFaultException;
import dev.alloc.MemoryFaultException.Kind;
import dev.alloc.debug.guard.Guards;
import dev.alloc.debug.guard.Layout;
import dev.alloc.debug.guard.Pattern;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Takes memory from below and makes blocks of it.
 *
 * @param failures the number of requests that could not be met
 */
record Intake(Parts parts, Departure departure, Handout handout, AtomicLong failures) {

  /** What a block's bytes are to be at first. */
  enum Contents {
    /** What nobody has written yet. */
    FRESH,
    /** Zero. */
    ZERO
  }

  /** Refuses what cannot be a request. */
  void check(Allocator self, long byteSize, long byteAlignment) {
    try {
      Allocators.checkRequest(self, byteSize, byteAlignment);
      long whole = Layout.whole(byteSize, Long.numberOfTrailingZeros(byteAlignment));
      if (whole < 0 || whole > parts.upstream().maxByteSize()) {
        throw Allocators.outOfMemory(self, byteSize, byteAlignment);
      }
    } catch (OutOfMemoryError tooLarge) {
      failures.incrementAndGet();
      throw tooLarge;
    }
  }

  /**
   * Makes a block.
   *
   * @param counted whether it counts as allocated; not if it is another one's new place
   */
  MemorySegment block(
      Allocator self, long byteSize, long byteAlignment, Contents contents, boolean counted) {
    int shift = Long.numberOfTrailingZeros(byteAlignment);
    long front = Layout.front(shift);
    DebugMark mark = parts.marks().current();
    if (mark != null) {
      mark.reserve();
    }
    boolean again = !parts.remains().isEmpty(); // then nobody may fill it before it was looked at
    MemorySegment whole = memory(self, byteSize, byteAlignment, again ? Contents.FRESH : contents);
    long address = whole.address() + front;
    try {
      parts.home().sawBlock(whole);
      if (again) {
        handout.inspect(whole);
      }
      fill(address, byteSize, shift, contents, again);
      MemorySegment block = parts.scopes().begin(whole.asSlice(front, byteSize));
      enter(self, address, byteSize, shift, counted, mark);
      return block;
    } catch (RuntimeException | Error failure) {
      throw givenBack(self, address - front, byteSize, byteAlignment, failure);
    }
  }

  private void fill(long address, long byteSize, int shift, Contents contents, boolean again) {
    MemorySegment memory = parts.home().memory();
    Guards.build(memory, address, byteSize, shift);
    if (contents == Contents.FRESH) {
      Pattern.fill(memory, address, byteSize, Pattern.FRESH);
    } else if (again) {
      Pattern.fill(memory, address, byteSize, (byte) 0);
    }
  }

  private MemorySegment memory(
      Allocator self, long byteSize, long byteAlignment, Contents contents) {
    try {
      return request(byteSize, byteAlignment, contents);
    } catch (OutOfMemoryError full) {
      departure.flush("allocate"); // what is held back may be what is lacking
    }
    try {
      return request(byteSize, byteAlignment, contents);
    } catch (OutOfMemoryError full) {
      failures.incrementAndGet();
      OutOfMemoryError refusal = Allocators.outOfMemory(self, byteSize, byteAlignment);
      refusal.initCause(full);
      throw refusal;
    }
  }

  private MemorySegment request(long byteSize, long byteAlignment, Contents contents) {
    long wholeBytes = Layout.whole(byteSize, Long.numberOfTrailingZeros(byteAlignment));
    return contents == Contents.ZERO
        ? parts.upstream().allocateZeroed(wholeBytes, byteAlignment)
        : parts.upstream().allocate(wholeBytes, byteAlignment);
  }

  private void enter(
      Allocator self,
      long address,
      long byteSize,
      int shift,
      boolean counted,
      @Nullable DebugMark mark) {
    int site = parts.sites().here();
    long thread = parts.actors().here();
    long serial = parts.table().insert(address, byteSize, shift, site, thread, counted);
    if (serial < 0) {
      throw new MemoryFaultException(
          Kind.INVALID_FREE,
          """
          %s: INVALID_FREE of block 0x%x: the allocator below has given its memory out again, \
          so it was freed there and not here\
          """
              .formatted(self.name(), address),
          address,
          byteSize);
    }
    if (mark != null) {
      mark.add(address, (int) serial);
    }
  }

  /** Gives memory back that became no block, and returns what to throw. */
  private RuntimeException givenBack(
      Allocator self, long from, long byteSize, long byteAlignment, Throwable failure) {
    Throwable thrown = failure;
    if (failure instanceof OutOfMemoryError) {
      failures.incrementAndGet();
      thrown = Allocators.outOfMemory(self, byteSize, byteAlignment).initCause(failure);
    }
    int shift = Long.numberOfTrailingZeros(byteAlignment);
    long wholeBytes = Layout.whole(byteSize, shift);
    try {
      parts.scopes().end(from + Layout.front(shift));
      parts.upstream().free(parts.home().memory().asSlice(from, wholeBytes));
    } catch (RuntimeException | Error second) {
      thrown.addSuppressed(second);
    }
    if (thrown instanceof Error error) {
      throw error;
    }
    return (RuntimeException) thrown;
  }
}
