/** Netty's pooled buffers as an allocator. */
module com.example.nettypooled {
  requires dev.alloc;
  requires io.netty.buffer;

  provides dev.alloc.AllocatorProvider with
      com.example.nettypooled.NettyPooledProvider;
}
