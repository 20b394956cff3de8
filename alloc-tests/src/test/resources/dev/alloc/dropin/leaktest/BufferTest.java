package vendor.leaktest;

import dev.alloc.Allocators;
import dev.alloc.junit.AllocationFailures;
import dev.alloc.junit.LeakCheck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@LeakCheck
class BufferTest {

  @BeforeEach
  void before() {}

  @Test
  void clean() {
    Allocators.free(Allocators.allocate(8, 8));
  }

  @Test
  void leaks() {
    Allocators.allocate(8, 8);
  }

  @Test
  @AllocationFailures
  void survives() {
    Allocators.free(Allocators.allocate(8, 8));
  }

  @Test
  @LeakCheck(sites = true)
  void needsTracking() {}

  @AfterEach
  void after() {}
}
