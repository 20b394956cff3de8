package dev.alloc.system.guard;

import dev.alloc.AllocatorLookupException;
import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.VarHandle;
import java.util.Locale;

/**
 * Reserves, opens and gives back ranges of addresses.
 *
 * <p>Lengths are in bytes, and addresses and lengths multiples of the page size. Any thread.
 *
 * @param anonymous the flag of mappings without a file, which each system numbers its own way
 */
record Mappings(MappingFunctions functions, int anonymous) {
  private static final int NO_ACCESS = 0;
  private static final int READ_WRITE = 1 | 2;
  private static final int PRIVATE = 2;
  private static final int FIXED = 0x10;
  private static final int NO_FILE = -1;
  private static final long FAILED = -1;

  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO = STATE.varHandle(PathElement.groupElement("errno"));

  /**
   * Returns the mappings of this process.
   *
   * @throws AllocatorLookupException if it cannot have any; the message says why
   */
  static Mappings ofThisProcess() {
    Mappings mappings =
        new Mappings(MappingFunctions.link(), anonymous(System.getProperty("os.name")));
    try {
      mappings.release(mappings.reserve(mappings.pageSize()), mappings.pageSize());
    } catch (MappingException refused) {
      throw new AllocatorLookupException(
          "alloc.system.guard=page is not possible here: " + refused.getMessage(), refused);
    }
    return mappings;
  }

  static int anonymous(String osName) {
    String name = osName.toLowerCase(Locale.ROOT);
    if (name.startsWith("linux")) {
      return 0x20;
    }
    if (name.startsWith("mac")) {
      return 0x1000;
    }
    throw new AllocatorLookupException(
        "alloc.system.guard=page knows the mappings of Linux and macOS, not those of %s."
                .formatted(osName)
            + " Use the allocator 'debug' there.");
  }

  int pageSize() {
    return functions.pageSize();
  }

  /** Returns the address of a range that cannot be accessed. */
  long reserve(long byteSize) throws MappingException {
    return map(0, byteSize, PRIVATE | anonymous);
  }

  /** Makes the range inaccessible and its memory free; its addresses stay taken. */
  void discard(long address, long byteSize) throws MappingException {
    long _ = map(address, byteSize, PRIVATE | anonymous | FIXED);
  }

  /** Lets a range be read and written; its bytes are 0. */
  void open(long address, long byteSize) throws MappingException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      int result = (int) functions.mprotect().invokeExact(state, address, byteSize, READ_WRITE);
      if (result != 0) {
        throw failure("mprotect", byteSize, state);
      }
    } catch (Throwable thrown) {
      throw expected(thrown);
    }
  }

  /** Gives the range back. */
  void release(long address, long byteSize) throws MappingException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      int result = (int) functions.munmap().invokeExact(state, address, byteSize);
      if (result != 0) {
        throw failure("munmap", byteSize, state);
      }
    } catch (Throwable thrown) {
      throw expected(thrown);
    }
  }

  /** Gives the range back because of a failure; what goes wrong is suppressed by that failure. */
  void releaseAfter(Throwable failure, long address, long byteSize) {
    try {
      release(address, byteSize);
    } catch (MappingException refused) {
      failure.addSuppressed(refused);
    }
  }

  private long map(long address, long byteSize, int flags) throws MappingException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      long result =
          (long)
              functions.mmap().invokeExact(state, address, byteSize, NO_ACCESS, flags, NO_FILE, 0L);
      if (result == FAILED) {
        throw failure("mmap", byteSize, state);
      }
      return result & functions.addressBits();
    } catch (Throwable thrown) {
      throw expected(thrown);
    }
  }

  private MappingException failure(String call, long byteSize, MemorySegment state) {
    int errno = (int) ERRNO.get(state, 0L);
    return new MappingException(
        "%s of %d bytes failed with errno %d (%s)"
            .formatted(call, byteSize, errno, meaning(errno)));
  }

  @SuppressWarnings("restricted") // C says that it ends with 0
  private String meaning(int errno) {
    try {
      long text = (long) functions.strerror().invokeExact(errno);
      return MemorySegment.ofAddress(text & functions.addressBits())
          .reinterpret(Long.MAX_VALUE)
          .getString(0);
    } catch (Throwable thrown) {
      throw new AssertionError(thrown);
    }
  }

  /** C functions throw nothing: what is not ours is an error of the JVM. */
  private static MappingException expected(Throwable thrown) {
    return switch (thrown) {
      case MappingException ours -> ours;
      case Error error -> throw error;
      default -> throw new AssertionError(thrown);
    };
  }
}
