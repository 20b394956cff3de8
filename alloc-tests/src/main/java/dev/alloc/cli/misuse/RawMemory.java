package dev.alloc.cli.misuse;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** Memory by address, without bounds, as C code has it. */
@SuppressWarnings("restricted") // leaving the block is the subject
public final class RawMemory {
  private static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);
  private static final Linker LINKER = Linker.nativeLinker();

  /** Linked when a program first asks for them: most never do. */
  private static final class C {
    static final MethodHandle MEMSET =
        LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("memset"),
            FunctionDescriptor.ofVoid(ADDRESS, JAVA_INT, JAVA_LONG));
    static final MethodHandle MEMCPY =
        LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("memcpy"),
            FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, JAVA_LONG));
    static final MethodHandle GETENV =
        LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("getenv"), FunctionDescriptor.of(ADDRESS, ADDRESS));
  }

  private RawMemory() {}

  /**
   * Writes a byte.
   *
   * @param address where
   * @param value what
   */
  public static void put(long address, byte value) {
    ALL.set(JAVA_BYTE, address, value);
  }

  /**
   * Writes eight bytes.
   *
   * @param address where the first goes
   * @param value what
   */
  public static void putLong(long address, long value) {
    ALL.set(JAVA_LONG_UNALIGNED, address, value);
  }

  /**
   * Reads a byte.
   *
   * @param address where
   * @return what is there
   */
  public static byte get(long address) {
    return ALL.get(JAVA_BYTE, address);
  }

  /**
   * Returns a segment that was not asked for.
   *
   * @param address where it begins
   * @param byteSize how many bytes it has
   * @return the segment, always accessible
   */
  public static MemorySegment segment(long address, long byteSize) {
    return ALL.asSlice(address, byteSize);
  }

  /**
   * Calls C's memset.
   *
   * @param address where
   * @param value the byte
   * @param byteSize how many bytes
   */
  public static void memset(long address, byte value, long byteSize) throws Throwable {
    C.MEMSET.invokeExact(MemorySegment.ofAddress(address), (int) value, byteSize);
  }

  /**
   * Calls C's memcpy.
   *
   * @param address where to
   * @param from where from
   * @param byteSize how many bytes
   */
  public static void memcpy(long address, MemorySegment from, long byteSize) throws Throwable {
    C.MEMCPY.invokeExact(MemorySegment.ofAddress(address), from, byteSize);
  }

  /**
   * Returns an address above the first frame of the process's stack, where its environment is.
   *
   * @param name of a variable that the process was started with, ended by a zero
   * @return the address
   */
  public static long stack(MemorySegment name) throws Throwable {
    return ((MemorySegment) C.GETENV.invokeExact(name)).address();
  }
}
