/** A buddy allocator. */
module com.example.buddy {
  requires dev.alloc;

  provides dev.alloc.AllocatorProvider with
      com.example.buddy.BuddyProvider;
}
