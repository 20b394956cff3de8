package dev.alloc.system;

import static java.lang.invoke.MethodType.methodType;

import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * The integer that holds a size or a pointer of the C library, and what follows from its width.
 *
 * @param layout the layout of {@code size_t}, of 4 or 8 bytes
 */
record CWord(ValueLayout layout) {
  private static final MethodHandle TO_UNSIGNED_LONG;

  static {
    try {
      TO_UNSIGNED_LONG =
          MethodHandles.lookup()
              .findStatic(Integer.class, "toUnsignedLong", methodType(long.class, int.class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  CWord {
    if (layout.carrier() != long.class && layout.carrier() != int.class) {
      throw new UnsupportedOperationException(
          "system: a C library whose size_t is " + layout + " is not supported");
    }
  }

  static CWord of(Linker linker) {
    MemoryLayout sizeT = linker.canonicalLayouts().get("size_t");
    if (sizeT instanceof ValueLayout layout) {
      return new CWord(layout.withoutName());
    }
    throw new UnsupportedOperationException("system: the linker does not know size_t: " + sizeT);
  }

  /** The largest alignment that every malloc gives to blocks of at least that size. */
  long mallocAlignment() {
    return 2 * layout.byteSize();
  }

  /**
   * The largest size of an object in C, less the largest alignment: so no sum of a size and an
   * alignment overflows, neither here nor in the C library.
   */
  long maxByteSize(long maxAlignment) {
    return (layout.carrier() == long.class ? Long.MAX_VALUE : Integer.MAX_VALUE) - maxAlignment;
  }

  /** Returns a handle for which every such integer is a {@code long}. */
  MethodHandle widen(MethodHandle narrow) {
    MethodType type = narrow.type();
    MethodType longs = type;
    for (int i = 0; i < type.parameterCount(); i++) {
      longs = longs.changeParameterType(i, long.class);
    }
    MethodHandle wide = MethodHandles.explicitCastArguments(narrow, longs);
    return type.returnType() == int.class
        ? MethodHandles.filterReturnValue(wide, TO_UNSIGNED_LONG) // no pointer is negative
        : wide;
  }

  /** Returns a handle for C to call, with such integers where the given one has {@code long}. */
  MethodHandle narrow(MethodHandle wide) {
    if (layout.carrier() == long.class) {
      return wide;
    }
    MethodType type = wide.type();
    MethodHandle narrow = wide;
    for (int i = 0; i < type.parameterCount(); i++) {
      narrow = MethodHandles.filterArguments(narrow, i, TO_UNSIGNED_LONG);
    }
    return type.returnType() == long.class
        ? MethodHandles.explicitCastArguments(narrow, narrow.type().changeReturnType(int.class))
        : narrow;
  }
}
