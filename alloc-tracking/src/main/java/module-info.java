/** The allocator {@code tracking}: who allocated what is still live. */
module dev.alloc.tracking {
  requires transitive dev.alloc;
  requires static com.google.auto.service;
  requires static jdk.jfr;
  requires static org.jspecify;

  exports dev.alloc.tracking;

  provides dev.alloc.AllocatorProvider with
      dev.alloc.tracking.TrackingProvider;
}
