/** The allocator {@code system}: malloc and free of the C library. */
module dev.alloc.system {
  requires transitive dev.alloc;
  requires static com.google.auto.service;
  requires static org.jspecify;

  exports dev.alloc.system;

  provides dev.alloc.AllocatorProvider with
      dev.alloc.system.SystemProvider;
}
