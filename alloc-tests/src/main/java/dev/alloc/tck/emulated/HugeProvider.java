package dev.alloc.tck.emulated;

import com.google.auto.service.AutoService;
import dev.alloc.AllocatorProvider;

/** Provides {@code huge}: 1 TiB of addresses, none of which is used twice. */
@AutoService(AllocatorProvider.class)
public final class HugeProvider extends EmulatedProvider {

  /** Creates the provider. */
  public HugeProvider() {
    super(Machine.HUGE);
  }
}
