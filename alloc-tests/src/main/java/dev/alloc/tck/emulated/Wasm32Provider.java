package dev.alloc.tck.emulated;

import com.google.auto.service.AutoService;
import dev.alloc.AllocatorProvider;

/** Provides {@code wasm32}: 32-bit sizes, and memory that grows by 64 KiB. */
@AutoService(AllocatorProvider.class)
public final class Wasm32Provider extends EmulatedProvider {

  /** Creates the provider. */
  public Wasm32Provider() {
    super(Machine.WASM32);
  }
}
