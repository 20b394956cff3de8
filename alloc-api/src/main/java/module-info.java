/**
 * The allocator contract and the global holder: all that a program needs to be independent of its
 * allocator, and all that an allocator needs to be found by name.
 */
module dev.alloc {
  requires static org.jspecify;

  exports dev.alloc;

  uses dev.alloc.AllocatorProvider;
}
