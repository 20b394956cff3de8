/** Apache Arrow's root allocator as an allocator. */
module com.example.arrow {
  requires dev.alloc;
  requires org.apache.arrow.memory.core;

  provides dev.alloc.AllocatorProvider with
      com.example.arrow.ArrowProvider;
}
