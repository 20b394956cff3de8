package dev.alloc.system.guard;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.invoke.MethodType.methodType;

import dev.alloc.AllocatorLookupException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * The functions of the C library for mappings, linked once; sizes and addresses are {@code long},
 * sign-extended where a pointer has 32 bits.
 *
 * @param mmap place for errno, address, length, protection, flags, file, offset
 * @param mprotect place for errno, address, length, protection
 * @param munmap place for errno, address, length
 * @param strerror errno
 * @param pageSize in bytes
 * @param addressBits all bits of an address
 */
record MappingFunctions(
    MethodHandle mmap,
    MethodHandle mprotect,
    MethodHandle munmap,
    MethodHandle strerror,
    int pageSize,
    long addressBits) {
  private static final MethodType MMAP =
      methodType(
          long.class,
          MemorySegment.class,
          long.class,
          long.class,
          int.class,
          int.class,
          int.class,
          long.class);
  private static final MethodType MPROTECT =
      methodType(int.class, MemorySegment.class, long.class, long.class, int.class);
  private static final MethodType MUNMAP =
      methodType(int.class, MemorySegment.class, long.class, long.class);
  private static final MethodType STRERROR = methodType(long.class, int.class);

  private static @Nullable MappingFunctions linked;

  /**
   * Returns the functions of this process.
   *
   * @throws AllocatorLookupException if there is none of one of them; the message says so
   */
  static synchronized MappingFunctions link() {
    if (linked == null) {
      linked = link(Linker.nativeLinker());
    }
    return linked;
  }

  private static MappingFunctions link(Linker linker) {
    ValueLayout word = word(linker);
    boolean wide = word.byteSize() == Long.BYTES;
    ValueLayout w = word.withoutName();
    var mmap = FunctionDescriptor.of(w, w, w, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG);
    var mprotect = FunctionDescriptor.of(JAVA_INT, w, w, JAVA_INT);
    var munmap = FunctionDescriptor.of(JAVA_INT, w, w);
    var strerror = FunctionDescriptor.of(w, JAVA_INT);
    Linker.Option errno = Linker.Option.captureCallState("errno");
    return new MappingFunctions(
        // With 32 bits, the offset of mmap has 32 or 64, as the library likes; mmap64 has 64.
        handle(linker, wide ? "mmap" : "mmap64", mmap, MMAP, errno),
        handle(linker, "mprotect", mprotect, MPROTECT, errno),
        handle(linker, "munmap", munmap, MUNMAP, errno),
        handle(linker, "strerror", strerror, STRERROR),
        pageSize(linker),
        wide ? -1L : 0xFFFF_FFFFL);
  }

  private static ValueLayout word(Linker linker) {
    MemoryLayout sizeT = linker.canonicalLayouts().get("size_t");
    if (sizeT instanceof ValueLayout layout) {
      return layout;
    }
    throw new AllocatorLookupException(
        "alloc.system.guard=page: the linker does not know size_t: " + sizeT);
  }

  @SuppressWarnings("restricted")
  private static MethodHandle handle(
      Linker linker,
      String name,
      FunctionDescriptor descriptor,
      MethodType type,
      Linker.Option... options) {
    MemorySegment function = linker.defaultLookup().find(name).orElseThrow(() -> noFunction(name));
    return MethodHandles.explicitCastArguments(
        linker.downcallHandle(function, descriptor, options), type);
  }

  private static AllocatorLookupException noFunction(String name) {
    return new AllocatorLookupException(
        "alloc.system.guard=page needs mmap and its kin; the C library of %s has no '%s'."
                .formatted(System.getProperty("os.name"), name)
            + " Use the allocator 'debug' there.");
  }

  private static int pageSize(Linker linker) {
    MethodHandle getpagesize =
        handle(linker, "getpagesize", FunctionDescriptor.of(JAVA_INT), methodType(int.class));
    try {
      return (int) getpagesize.invokeExact();
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }
}
