/** The {@code arena} plugin: bump allocation, bulk release, marks and pooled arenas. */
module dev.alloc.arena {
  requires dev.alloc;
  requires static com.google.auto.service;
  requires static org.jspecify;

  exports dev.alloc.arena;

  provides dev.alloc.AllocatorProvider with
      dev.alloc.arena.ArenaProvider;
}
