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

  private static final long LIMITED = -1; // instead of an address

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
    if (!parts.scopes().used() && !parts.home().hasLimited()) {
      long address = place(self, byteSize, byteAlignment, contents, counted, null);
      if (address != LIMITED) {
        return parts.home().memory().asSlice(address, byteSize);
      }
    }
    Made made = new Made();
    place(self, byteSize, byteAlignment, contents, counted, made);
    return made.block;
  }

  /** What is returned beside an address. */
  private static final class Made {
    MemorySegment block = MemorySegment.NULL;
  }

  /**
   * Makes a block, of which most callers need the address only: the segment is then made where it
   * is used, and for most programs not at all. For the compiler to see that, its callers have to be
   * inlined, so they are small, and this is in one piece: beyond 325 bytes it is not inlined.
   *
   * @param made gets the block; if null, it is as good as a slice of all memory
   * @return its address; {@link #LIMITED} if it would not be as good, and nothing has changed then
   */
  private long place(
      Allocator self,
      long byteSize,
      long byteAlignment,
      Contents contents,
      boolean counted,
      @Nullable Made made) {
    int shift = Long.numberOfTrailingZeros(byteAlignment);
    DebugMark mark = parts.marks().current();
    if (mark != null) {
      mark.reserve();
    }
    boolean again = !parts.remains().isEmpty(); // then nobody may fill it before it was looked at
    MemorySegment whole = memory(self, byteSize, byteAlignment, again ? Contents.FRESH : contents);
    long address = whole.address() + Layout.front(shift);
    try {
      if (made != null) {
        parts.home().sawBlock(whole);
      } else if (!parts.home().isUnlimited(whole)) {
        parts.upstream().free(whole);
        return LIMITED;
      }
      if (again) {
        handout.inspect(whole);
      }
      MemorySegment memory = parts.home().memory();
      Guards.build(memory, address, byteSize, shift);
      if (contents == Contents.FRESH) {
        Pattern.fill(memory, address, byteSize, Pattern.FRESH);
      } else if (again) {
        Pattern.fill(memory, address, byteSize, (byte) 0);
      }
      if (made != null) {
        made.block = parts.scopes().begin(whole.asSlice(Layout.front(shift), byteSize));
      }
      int site = parts.sites().here();
      long thread = parts.actors().here();
      long serial = parts.table().insert(address, byteSize, shift, site, thread, counted);
      if (serial < 0) {
        throw freedBelow(self, address, byteSize);
      }
      if (mark != null) {
        mark.add(address, (int) serial);
      }
      return address;
    } catch (RuntimeException | Error failure) {
      throw givenBack(self, address, byteSize, byteAlignment, failure);
    }
  }

  private static MemoryFaultException freedBelow(Allocator self, long address, long byteSize) {
    return new MemoryFaultException(
        Kind.INVALID_FREE,
        """
        %s: INVALID_FREE of block 0x%x: the allocator below has given its memory out again, \
        so it was freed there and not here\
        """
            .formatted(self.name(), address),
        address,
        byteSize);
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

  /** Gives memory back that became no block, and returns what to throw. */
  private RuntimeException givenBack(
      Allocator self, long address, long byteSize, long byteAlignment, Throwable failure) {
    Throwable thrown = failure;
    if (failure instanceof OutOfMemoryError) {
      failures.incrementAndGet();
      thrown = Allocators.outOfMemory(self, byteSize, byteAlignment).initCause(failure);
    }
    int shift = Long.numberOfTrailingZeros(byteAlignment);
    long wholeBytes = Layout.whole(byteSize, shift);
    try {
      parts.scopes().end(address);
      long from = address - Layout.front(shift);
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
