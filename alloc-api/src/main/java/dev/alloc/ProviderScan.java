package dev.alloc;

import java.net.URL;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One pass over a {@link ServiceLoader}, in which a broken provider hides nobody.
 *
 * <p>The loader may throw from {@code hasNext} and from {@code next}, errors of its own or linkage
 * errors, and goes on with the next provider afterwards.
 */
final class ProviderScan {
  static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  private static final int MOST_FAILURES = 1_000; // a loader that fails without progress must end

  private final List<AllocatorProvider> providers = new ArrayList<>();
  private final List<BrokenProvider> broken = new ArrayList<>();

  ProviderScan(@Nullable ClassLoader loader) {
    var found = ServiceLoader.load(AllocatorProvider.class, loader).stream().iterator();
    while (broken.size() < MOST_FAILURES && step(found)) {}
  }

  List<AllocatorProvider> providers() {
    return List.copyOf(providers);
  }

  List<BrokenProvider> broken() {
    return List.copyOf(broken);
  }

  /** The file name of the JAR or folder that a provider was loaded from. */
  static String origin(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    URL location = source == null ? null : source.getLocation();
    if (location == null) {
      return "module " + type.getModule().getName();
    }
    String path = location.getPath();
    String trimmed = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    return trimmed.substring(trimmed.lastIndexOf('/') + 1);
  }

  private boolean step(Iterator<ServiceLoader.Provider<AllocatorProvider>> found) {
    ServiceLoader.Provider<AllocatorProvider> next;
    try {
      if (!found.hasNext()) {
        return false;
      }
      next = found.next();
    } catch (ServiceConfigurationError | LinkageError e) {
      broken.add(new BrokenProvider("a provider that cannot be loaded: " + e.getMessage(), e));
      return true;
    }
    try {
      add(next.get());
    } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
      broken.add(new BrokenProvider(describe(next), e));
    }
    return true;
  }

  private void add(AllocatorProvider provider) {
    String name = provider.name();
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "the name '" + name + "' is not lower-case letters, digits and single dashes");
    }
    provider.options(); // fails here, where it is caught, or never
    providers.add(provider);
  }

  private static String describe(ServiceLoader.Provider<AllocatorProvider> provider) {
    try {
      return provider.type().getName() + " in " + origin(provider.type());
    } catch (ServiceConfigurationError | LinkageError e) {
      return "a provider without a loadable type: " + e.getMessage();
    }
  }
}
