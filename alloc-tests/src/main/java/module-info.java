/** The tests of the allocator contract. */
module dev.alloc.tests {
  requires static com.google.auto.service;
  requires transitive dev.alloc;
  requires static org.jspecify;
  requires transitive org.junit.jupiter.api;

  exports dev.alloc.tck;
  exports dev.alloc.tck.failing;

  provides dev.alloc.AllocatorProvider with
      dev.alloc.tck.ProbeProvider,
      dev.alloc.tck.UnbuildableProvider,
      dev.alloc.tck.emulated.Avr16Provider,
      dev.alloc.tck.emulated.HeapProvider,
      dev.alloc.tck.failing.FailingProvider;
}
