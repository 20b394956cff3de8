package dev.alloc.tck.emulated;

import dev.alloc.AllocatorLookupException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Locale;
import java.util.Optional;

/**
 * Addresses without memory behind them until they are written to, from Linux's {@code mmap}.
 *
 * @param address the first one, aligned as was asked for
 * @param byteSize how many there are, in bytes
 * @param mapped the first address of the whole mapping
 * @param mappedSize the size of the whole mapping, in bytes
 */
record LazyMemory(long address, long byteSize, long mapped, long mappedSize) {
  private static final int READ_WRITE = 1 | 2;
  private static final int PRIVATE_ANONYMOUS = 0x2 | 0x20;
  private static final int NO_RESERVE = isPowerPc() ? 0x40 : 0x4000;
  private static final int DONT_NEED = 4;
  private static final long PAGE = 64 << 10; // of no processor are they larger

  /** Why there can be none here; empty if there can. */
  static Optional<String> unavailable() {
    String system = System.getProperty("os.name");
    if (!system.equals("Linux") || ValueLayout.ADDRESS.byteSize() < Long.BYTES) {
      return Optional.of(
          "it needs a 64-bit Linux, whose mmap gives addresses without memory; this is %d-bit %s."
              .formatted(ValueLayout.ADDRESS.byteSize() * Byte.SIZE, system));
    }
    return Optional.empty();
  }

  /** Takes addresses; the memory behind them is 0. */
  static LazyMemory reserve(long byteSize, long byteAlignment) {
    long mappedSize = byteSize + byteAlignment;
    long mapped = Functions.map(mappedSize);
    if (mapped == -1) {
      throw new OutOfMemoryError("no %d bytes of addresses are left".formatted(mappedSize));
    }
    long address = (mapped + byteAlignment - 1) & -byteAlignment;
    return new LazyMemory(address, byteSize, mapped, mappedSize);
  }

  @SuppressWarnings("restricted") // it is ours from there to there
  MemorySegment segment() {
    return MemorySegment.ofAddress(address).reinterpret(byteSize);
  }

  /** Gives back the memory behind a range of offsets, as far as it is whole pages. */
  void discard(long offset, long length) {
    long from = (address + offset + PAGE - 1) & -PAGE;
    long to = (address + offset + length) & -PAGE;
    if (from < to) {
      Functions.discard(from, to - from);
    }
  }

  void release() {
    Functions.unmap(mapped, mappedSize);
  }

  private static boolean isPowerPc() {
    return System.getProperty("os.arch").toLowerCase(Locale.ROOT).startsWith("ppc");
  }

  /** Linked when the first one is made: there are processes that may not. */
  private static final class Functions {
    private static final MethodHandle MAP = link("mmap", 'j', "jjiiij");
    private static final MethodHandle ADVISE = link("madvise", 'i', "jji");
    private static final MethodHandle UNMAP = link("munmap", 'i', "jj");

    static long map(long byteSize) {
      try {
        int flags = PRIVATE_ANONYMOUS | NO_RESERVE;
        return (long) MAP.invokeExact(0L, byteSize, READ_WRITE, flags, -1, 0L);
      } catch (Throwable thrown) {
        throw unexpected(thrown);
      }
    }

    static void discard(long address, long byteSize) {
      try {
        require("madvise", (int) ADVISE.invokeExact(address, byteSize, DONT_NEED));
      } catch (Throwable thrown) {
        throw unexpected(thrown);
      }
    }

    static void unmap(long address, long byteSize) {
      try {
        require("munmap", (int) UNMAP.invokeExact(address, byteSize));
      } catch (Throwable thrown) {
        throw unexpected(thrown);
      }
    }

    @SuppressWarnings("restricted")
    private static MethodHandle link(String name, char result, String parameters) {
      Linker linker = Linker.nativeLinker();
      MemorySegment function = linker.defaultLookup().findOrThrow(name);
      ValueLayout[] layouts =
          parameters.chars().mapToObj(type -> layout((char) type)).toArray(ValueLayout[]::new);
      try {
        return linker.downcallHandle(function, FunctionDescriptor.of(layout(result), layouts));
      } catch (IllegalCallerException denied) {
        throw new AllocatorLookupException(
            "native access is denied; start java with --enable-native-access=ALL-UNNAMED", denied);
      }
    }

    private static ValueLayout layout(char type) {
      return type == 'j' ? ValueLayout.JAVA_LONG : ValueLayout.JAVA_INT;
    }

    private static void require(String function, int result) {
      if (result != 0) {
        throw new IllegalStateException(function + " refused what mmap gave");
      }
    }

    /** C functions throw nothing: what is not ours is an error of the JVM. */
    private static RuntimeException unexpected(Throwable thrown) {
      return switch (thrown) {
        case RuntimeException ours -> ours;
        case Error error -> throw error;
        default -> new IllegalStateException(thrown);
      };
    }
  }
}
