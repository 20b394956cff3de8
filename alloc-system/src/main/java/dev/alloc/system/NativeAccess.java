package dev.alloc.system;

import dev.alloc.Allocator;
import java.lang.foreign.MemorySegment;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds out whether restricted methods may be called here, before anything depends on it. */
final class NativeAccess {

  private NativeAccess() {}

  /**
   * Makes one restricted call; {@link Module#isNativeAccessEnabled} would say no in the default
   * mode as well, in which the calls work and only a warning is printed.
   */
  @SuppressWarnings("restricted")
  static void probe() {
    try {
      MemorySegment _ = MemorySegment.NULL.reinterpret(0);
    } catch (IllegalCallerException denied) {
      throw new IllegalCallerException(
          denial(SystemAllocator.class.getModule(), Allocator.class.getModule()), denied);
    }
  }

  /** The API needs access as well: its arena views give blocks a lifetime. */
  static String denial(Module... needed) {
    String modules =
        Stream.of(needed)
            .map(module -> module.isNamed() ? module.getName() : "ALL-UNNAMED")
            .distinct()
            .collect(Collectors.joining(","));
    return "system: native access is denied; start java with --enable-native-access=" + modules;
  }
}
