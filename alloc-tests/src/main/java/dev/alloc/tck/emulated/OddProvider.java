package dev.alloc.tck.emulated;

import com.google.auto.service.AutoService;
import dev.alloc.AllocatorProvider;

/** Provides {@code odd}: unaligned addresses, dirty memory, frees reused at once. */
@AutoService(AllocatorProvider.class)
public final class OddProvider extends EmulatedProvider {

  /** Creates the provider. */
  public OddProvider() {
    super(Machine.ODD);
  }
}
