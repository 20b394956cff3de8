package dev.alloc.tck.emulated;

import com.google.auto.service.AutoService;
import dev.alloc.AllocatorProvider;

/** Provides {@code heap}: blocks in one array, which works where native access is denied. */
@AutoService(AllocatorProvider.class)
public final class HeapProvider extends EmulatedProvider {

  /** Creates the provider. */
  public HeapProvider() {
    super(Machine.HEAP);
  }
}
