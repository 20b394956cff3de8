package dev.alloc.tracking.site;

import dev.alloc.Allocator;
import java.util.Set;

/** Which frames on top of a stack are allocation itself and not its caller. */
final class PlatformFrames {
  private static final Set<String> PACKAGES =
      Set.of(
          "dev.alloc", // the holder, the arena views; not the packages below
          "dev.alloc.arena",
          "dev.alloc.counting",
          "dev.alloc.debug",
          "dev.alloc.system",
          "java.lang.foreign",
          "java.lang.invoke",
          "jdk.internal.foreign");

  private static final ClassValue<Boolean> PLATFORM =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          return PACKAGES.contains(type.getPackageName())
              || isOfThisPlugin(type)
              || Allocator.class.isAssignableFrom(type.getNestHost())
              || Allocator.class.isAssignableFrom(type);
        }
      };

  private PlatformFrames() {}

  /** Its tests are in the same packages, and are callers like others. */
  private static boolean isOfThisPlugin(Class<?> type) {
    return type.getPackageName().startsWith("dev.alloc.tracking")
        && type.getProtectionDomain().equals(PlatformFrames.class.getProtectionDomain());
  }

  static boolean contains(Class<?> type) {
    return PLATFORM.get(type);
  }
}
