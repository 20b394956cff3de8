/** The allocator {@code debug}: misuse of memory, found and described. */
module dev.alloc.debug {
  requires transitive dev.alloc;
  requires static com.google.auto.service;
  requires static org.jspecify;

  exports dev.alloc.debug;

  provides dev.alloc.AllocatorProvider with
      dev.alloc.debug.DebugProvider;
}
