package dev.alloc.tck.emulated;

import com.google.auto.service.AutoService;
import dev.alloc.AllocatorProvider;

/** Provides {@code avr16}: 64 KiB in all and 16-bit sizes. */
@AutoService(AllocatorProvider.class)
public final class Avr16Provider extends EmulatedProvider {

  /** Creates the provider. */
  public Avr16Provider() {
    super(Machine.AVR16);
  }
}
