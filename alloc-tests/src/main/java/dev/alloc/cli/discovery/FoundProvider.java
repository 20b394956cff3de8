package dev.alloc.cli.discovery;

import dev.alloc.AllocatorProvider;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;

/**
 * A provider of an allocator and where it came from.
 *
 * @param name the allocator's name
 * @param provider the provider
 */
public record FoundProvider(String name, AllocatorProvider provider) {
  private static final String FOR_TESTS = "dev.alloc.tck";
  private static final String EMULATED = FOR_TESTS + ".emulated";

  /**
   * Returns the JAR, or the folder of classes, that the provider was loaded from.
   *
   * @return an absolute path
   */
  public Path jar() {
    return jarOf(provider.getClass());
  }

  /**
   * Returns whether this allocator imitates another machine and has to be switched on.
   *
   * @return whether it is one of the emulated architectures
   */
  public boolean emulated() {
    return provider.getClass().getPackageName().equals(EMULATED);
  }

  /**
   * Returns whether this allocator is of use in tests only, as the emulated and the failing ones
   * are.
   *
   * @return whether it belongs to the TCK
   */
  public boolean forTests() {
    String holder = provider.getClass().getPackageName();
    return holder.equals(FOR_TESTS) || holder.startsWith(FOR_TESTS + ".");
  }

  /**
   * Returns the JAR, or the folder of classes, that a class was loaded from.
   *
   * @param type a class of the class path or module path
   * @return an absolute path
   */
  public static Path jarOf(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    if (source == null || source.getLocation() == null) {
      throw new IllegalStateException(type + " does not come from a JAR or folder");
    }
    try {
      return Path.of(new URI(source.getLocation().toString())).toAbsolutePath();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(type + " comes from " + source.getLocation(), e);
    }
  }
}
