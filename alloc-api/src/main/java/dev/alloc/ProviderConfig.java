package dev.alloc;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What one provider of a chain gets: its options, and the allocator below once it asks for it. */
final class ProviderConfig implements AllocatorConfig {
  private final AllocatorProvider provider;
  private final Options options;
  private final Supplier<Allocator> below;
  private @Nullable Allocator upstream;

  ProviderConfig(AllocatorProvider provider, Options options, Supplier<Allocator> below) {
    this.provider = provider;
    this.options = options;
    this.below = below;
  }

  @Override
  public Allocator upstream() {
    if (!provider.needsUpstream()) {
      throw new IllegalStateException(
          "'" + provider.name() + "' is a base: needsUpstream() is false, so there is none");
    }
    if (upstream == null) {
      upstream = below.get();
    }
    return upstream;
  }

  @Override
  public long bytes(String key, long otherwise) {
    return value(key)
        .map(
            text ->
                ByteSizes.parse(text)
                    .orElseThrow(
                        () ->
                            malformed(
                                key,
                                text,
                                "a size in bytes: a whole number from 0, which may end in k, m"
                                    + " or g")))
        .orElse(otherwise);
  }

  @Override
  public int integer(String key, int otherwise) {
    Optional<String> text = value(key);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(text.get());
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw malformed(key, text.get(), "a whole number from 0 to " + Integer.MAX_VALUE);
    }
    throw malformed(key, text.get(), "a whole number from 0 to " + Integer.MAX_VALUE);
  }

  @Override
  public boolean flag(String key, boolean otherwise) {
    Optional<String> text = value(key);
    if (text.isEmpty()) {
      return otherwise;
    }
    return switch (text.get()) {
      case "", "true" -> true; // -Dalloc.PLUGIN.OPTION alone switches it on
      case "false" -> false;
      default -> throw malformed(key, text.get(), "true or false");
    };
  }

  @Override
  public String text(String key, String otherwise) {
    return value(key).orElse(otherwise);
  }

  /** Closes the allocator below, if there is one, because the one above could not be created. */
  void closeUpstream(Throwable failure) {
    if (upstream == null) {
      return;
    }
    try {
      upstream.close();
    } catch (RuntimeException | Error e) {
      failure.addSuppressed(e);
    }
  }

  private Optional<String> value(String key) {
    if (!provider.options().containsKey(key)) {
      throw new IllegalArgumentException(
          "'" + provider.name() + "' reads the option '" + key + "' but does not declare it");
    }
    return options.get(provider.name(), key);
  }

  private AllocatorLookupException malformed(String key, String value, String expected) {
    AllocatorProvider.Option option = Objects.requireNonNull(provider.options().get(key));
    return new AllocatorLookupException(
        "alloc.%s.%s=%s is not %s. %s Default: %s."
            .formatted(
                provider.name(), key, value, expected, option.help(), option.defaultValue()));
  }
}
