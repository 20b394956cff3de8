package dev.alloc.junit.scope;

import dev.alloc.AllocatorProvider;
import dev.alloc.Allocators;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells {@code tracking} what the calling thread does, so that its reports name the test. The
 * plugin is found by its name: without it tests run as well.
 */
final class Title {
  private static final String PLUGIN = "tracking";
  private static final @Nullable MethodHandle CALL_TITLED = find();

  private Title() {}

  static <T extends @Nullable Object> T call(
      String title, ScopedValue.CallableOp<T, Throwable> body) throws Throwable {
    if (CALL_TITLED == null) {
      return body.call();
    }
    @SuppressWarnings("unchecked") // it returns what the body does
    T result = (T) CALL_TITLED.invoke(title, body);
    return result;
  }

  private static @Nullable MethodHandle find() {
    Optional<AllocatorProvider> plugin =
        Allocators.providers().stream().filter(each -> each.name().equals(PLUGIN)).findFirst();
    if (plugin.isEmpty()) {
      return null;
    }
    Class<?> provider = plugin.get().getClass();
    try {
      Class<?> tracking =
          Class.forName(provider.getPackageName() + ".Tracking", false, provider.getClassLoader());
      return MethodHandles.publicLookup()
          .findStatic(
              tracking,
              "callTitled",
              MethodType.methodType(Object.class, String.class, ScopedValue.CallableOp.class));
    } catch (ReflectiveOperationException another) {
      return null; // a plugin of that name that has no titles
    }
  }
}
