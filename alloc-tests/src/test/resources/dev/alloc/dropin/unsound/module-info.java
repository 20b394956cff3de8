module vendor.unsound {
  requires dev.alloc;

  provides dev.alloc.AllocatorProvider with
      vendor.unsound.UnsoundProvider;
}
