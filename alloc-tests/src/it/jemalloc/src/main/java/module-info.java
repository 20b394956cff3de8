/** jemalloc as an allocator, through LWJGL's binding. */
module com.example.jemalloc {
  requires dev.alloc;
  requires org.lwjgl.jemalloc;

  provides dev.alloc.AllocatorProvider with
      com.example.jemalloc.JemallocProvider;
}
