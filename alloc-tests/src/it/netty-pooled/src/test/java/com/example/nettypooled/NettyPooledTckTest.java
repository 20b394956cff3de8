package com.example.nettypooled;

import dev.alloc.tck.AllocatorTck;

final class NettyPooledTckTest implements AllocatorTck {
  @Override
  public String spec() {
    return "netty-pooled";
  }
}
