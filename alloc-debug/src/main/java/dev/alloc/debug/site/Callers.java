package dev.alloc.debug.site;

import dev.alloc.Allocator;
import java.util.List;

/** Tells callers from the frames of allocation itself. */
final class Callers {
  private static final List<String> PLUGINS =
      List.of("dev.alloc.arena", "dev.alloc.counting", "dev.alloc.system", "dev.alloc.tracking");
  private static final List<String> LIBRARIES =
      List.of("dev.alloc", "java.lang.foreign", "java.lang.invoke", "jdk.internal.foreign");

  private static final ClassValue<Boolean> IS_CALLER =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          return !(isAllocator(type) || isInside(type.getPackageName()) || isOurs(type));
        }
      };

  private Callers() {}

  static boolean contain(Class<?> type) {
    return IS_CALLER.get(type);
  }

  private static boolean isAllocator(Class<?> type) {
    return Allocator.class.isAssignableFrom(type)
        || Allocator.class.isAssignableFrom(type.getNestHost());
  }

  private static boolean isInside(String packageName) {
    return LIBRARIES.contains(packageName)
        || PLUGINS.stream()
            .anyMatch(plugin -> packageName.equals(plugin) || packageName.startsWith(plugin + '.'));
  }

  /** Tests of this plugin share its packages, and not its JAR. */
  private static boolean isOurs(Class<?> type) {
    return type.getPackageName().startsWith("dev.alloc.debug")
        && type.getProtectionDomain().equals(Callers.class.getProtectionDomain());
  }
}
