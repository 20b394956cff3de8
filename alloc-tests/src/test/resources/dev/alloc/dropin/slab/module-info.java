/** A plugin of somebody else's. */
module vendor.slab {
  requires dev.alloc;

  provides dev.alloc.AllocatorProvider with
      vendor.slab.SlabProvider;
}
