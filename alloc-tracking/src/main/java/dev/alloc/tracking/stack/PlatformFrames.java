package dev.alloc.tracking.stack;

import dev.alloc.Allocator;
import java.util.List;
import java.util.Set;

/** Which frames on top of a stack are allocation itself and not its caller. */
final class PlatformFrames {
  private static final List<String> PLUGINS =
      List.of("dev.alloc.arena", "dev.alloc.counting", "dev.alloc.debug", "dev.alloc.system");
  private static final Set<String> PACKAGES =
      Set.of(
          "dev.alloc", // the holder, the arena views; not the packages below
          "java.lang.foreign",
          "java.lang.invoke",
          "jdk.internal.foreign");

  private static final ClassValue<Boolean> PLATFORM =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          return isInside(type.getPackageName())
              || isOfThisPlugin(type)
              || Allocator.class.isAssignableFrom(type.getNestHost())
              || Allocator.class.isAssignableFrom(type);
        }
      };

  private PlatformFrames() {}

  private static boolean isInside(String packageName) {
    return PACKAGES.contains(packageName)
        || PLUGINS.stream()
            .anyMatch(plugin -> packageName.equals(plugin) || packageName.startsWith(plugin + '.'));
  }

  /** Its tests are in the same packages, and are callers like others. */
  private static boolean isOfThisPlugin(Class<?> type) {
    return type.getPackageName().startsWith("dev.alloc.tracking")
        && type.getProtectionDomain().equals(PlatformFrames.class.getProtectionDomain());
  }

  static boolean contains(Class<?> type) {
    return PLATFORM.get(type);
  }
}
