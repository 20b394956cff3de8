package com.example.jemalloc;

import dev.alloc.tck.AllocatorTck;

final class JemallocTckTest implements AllocatorTck {
  @Override
  public String spec() {
    return "jemalloc";
  }
}
