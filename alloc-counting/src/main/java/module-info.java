/** The allocator {@code counting}: what is live below it, at next to no cost. */
module dev.alloc.counting {
  requires transitive dev.alloc;
  requires static com.google.auto.service;
  requires static java.management;
  requires static jdk.jfr;
  requires static org.jspecify;

  exports dev.alloc.counting;

  provides dev.alloc.AllocatorProvider with
      dev.alloc.counting.CountingProvider;
}
