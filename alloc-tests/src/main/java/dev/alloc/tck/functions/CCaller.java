package dev.alloc.tck.functions;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.alloc.tck.NativeTables.Functions;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.Objects;

/**
 * Calls a table's functions as C does, and looks at {@code errno} as C does. Sizes and addresses
 * are numbers in bytes; one that {@code size_t} cannot hold is cut, as C would.
 */
@SuppressWarnings("restricted") // calling C is what this is for
final class CCaller {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final ValueLayout WORD =
      ((ValueLayout) Objects.requireNonNull(LINKER.canonicalLayouts().get("size_t"), "size_t"))
          .withoutName();
  private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
  private static final long ERRNO_OFFSET =
      Linker.Option.captureStateLayout().byteOffset(MemoryLayout.PathElement.groupElement("errno"));

  /** The largest {@code size_t}, as an unsigned number. */
  static final long SIZE_MAX = WORD.byteSize() == 8 ? -1L : 0xFFFF_FFFFL;

  private final MemorySegment state = Arena.ofAuto().allocate(Linker.Option.captureStateLayout());
  private final Functions table;

  CCaller(Functions table) {
    this.table = table;
  }

  long malloc(long byteSize) {
    return call(table.malloc(), byteSize);
  }

  long calloc(long count, long byteSize) {
    return call(table.calloc(), count, byteSize);
  }

  long realloc(long address, long byteSize) {
    return call(table.realloc(), address, byteSize);
  }

  long alignedAlloc(long byteAlignment, long byteSize) {
    return call(table.alignedAlloc(), byteAlignment, byteSize);
  }

  void free(long address) {
    MethodHandle free = wide(handle(table.free(), FunctionDescriptor.ofVoid(WORD)));
    try {
      free.invokeExact(state, address);
    } catch (Throwable e) {
      throw new IllegalStateException("free cannot be called", e);
    }
  }

  boolean hasUsableSize() {
    return table.usableSize().address() != 0;
  }

  long usableSize(long address) {
    return call(table.usableSize(), address);
  }

  /** Returns errno as the last call left it. */
  int errno() {
    return state.get(JAVA_INT, ERRNO_OFFSET);
  }

  /** Returns the bytes of a block. */
  static MemorySegment bytes(long address, long byteSize) {
    return MemorySegment.ofAddress(address).reinterpret(byteSize);
  }

  private long call(MemorySegment function, long... arguments) {
    ValueLayout[] words = new ValueLayout[arguments.length];
    Arrays.fill(words, WORD);
    MethodHandle wide = wide(handle(function, FunctionDescriptor.of(WORD, words)));
    state.fill((byte) 0);
    try {
      long result =
          arguments.length == 1
              ? (long) wide.invokeExact(state, arguments[0])
              : (long) wide.invokeExact(state, arguments[0], arguments[1]);
      return result & SIZE_MAX;
    } catch (Throwable e) {
      throw new IllegalStateException("the function cannot be called", e);
    }
  }

  /** With {@code long} where the given one has C's word; the first parameter is the state. */
  private static MethodHandle wide(MethodHandle narrow) {
    MethodType type = narrow.type();
    for (int i = 1; i < type.parameterCount(); i++) {
      type = type.changeParameterType(i, long.class);
    }
    return MethodHandles.explicitCastArguments(
        narrow, type.returnType() == void.class ? type : type.changeReturnType(long.class));
  }

  private static MethodHandle handle(MemorySegment function, FunctionDescriptor type) {
    return LINKER.downcallHandle(function, type, ERRNO);
  }
}
