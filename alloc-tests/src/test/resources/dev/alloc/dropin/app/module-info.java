/** A program that knows the API and no allocator. */
module vendor.app {
  requires dev.alloc;
}
