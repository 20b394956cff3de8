package dev.alloc.system.export;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * C's {@code errno} of the calling thread, written last before an upcall returns: from there to the
 * caller the JVM makes no call that sets it.
 */
final class Errno {
  /** There is no memory; so on Linux, macOS, the BSDs and Windows. */
  static final int ENOMEM = 12;

  /** An argument is wrong; so on Linux, macOS, the BSDs and Windows. */
  static final int EINVAL = 22;

  @SuppressWarnings("restricted") // what is read there is the int whose address this is
  private static final AddressLayout POINTER_TO_INT =
      ValueLayout.ADDRESS.withTargetLayout(JAVA_INT);

  private static final @Nullable MethodHandle LOCATION = location().orElse(null);

  private Errno() {}

  /** Sets errno; does nothing where this platform's C library does not say where it is. */
  static void set(int value) {
    if (LOCATION != null) {
      try {
        MemorySegment errno = (MemorySegment) LOCATION.invokeExact();
        errno.set(JAVA_INT, 0, value);
      } catch (Throwable e) {
        throw new IllegalStateException("errno cannot be set", e);
      }
    }
  }

  @SuppressWarnings("restricted")
  private static Optional<MethodHandle> location() {
    Linker linker = Linker.nativeLinker();
    return Stream.of("__errno_location", "__error", "__errno", "_errno") // glibc, BSD, bionic, UCRT
        .map(name -> linker.defaultLookup().find(name).orElse(null))
        .filter(Objects::nonNull)
        .findFirst()
        .map(
            function ->
                linker.downcallHandle(
                    function,
                    FunctionDescriptor.of(POINTER_TO_INT),
                    Linker.Option.critical(false)));
  }
}
