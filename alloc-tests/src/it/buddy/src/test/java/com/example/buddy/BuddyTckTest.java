package com.example.buddy;

import dev.alloc.tck.AllocatorTck;

final class BuddyTckTest implements AllocatorTck {
  @Override
  public String spec() {
    return "buddy";
  }
}
