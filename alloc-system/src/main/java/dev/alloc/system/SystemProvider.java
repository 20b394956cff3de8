package dev.alloc.system;

import com.google.auto.service.AutoService;
import dev.alloc.Allocator;
import dev.alloc.AllocatorConfig;
import dev.alloc.AllocatorLookupException;
import dev.alloc.AllocatorProvider;
import dev.alloc.system.guard.GuardOptions;
import java.util.HashMap;
import java.util.Map;

/** Provides {@code system}, the malloc and free of the C library or of a library that is named. */
@AutoService(AllocatorProvider.class)
@SuppressWarnings("exports") // the annotation is for the compiler only
public final class SystemProvider implements AllocatorProvider {

  /** Creates the provider; no native code is touched before {@link #create}. */
  public SystemProvider() {}

  @Override
  public String name() {
    return SystemAllocator.NAME;
  }

  @Override
  public Map<String, Option> options() {
    Map<String, Option> options = new HashMap<>(GuardOptions.options());
    options.putAll(LibraryOptions.options());
    return Map.copyOf(options);
  }

  /**
   * Creates an allocator over the C library, or over the library that the options name.
   *
   * @throws AllocatorLookupException if the options are wrong or cannot be met on this platform, or
   *     that library cannot be loaded or has no malloc and free of its own
   * @throws IllegalCallerException if native access is denied to this module; the message names the
   *     flag that allows it
   * @throws UnsupportedOperationException if this Java runtime cannot call C functions, or the C
   *     library lacks one
   */
  @Override
  public Allocator create(AllocatorConfig config) {
    return GuardOptions.apply(config, LibraryOptions.open(config), LibraryOptions.library(config));
  }
}
