package dev.alloc.junit.scope;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alloc.Allocator;
import dev.alloc.Allocators;
import dev.alloc.Capability;
import java.lang.reflect.Method;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What a checked program sees")
final class SwitchAllocatorTest {

  @Test
  @DisplayName("passes every call on")
  void everyCall() throws NoSuchMethodException {
    for (Method method : Allocator.class.getDeclaredMethods()) {
      assertEquals(
          SwitchAllocator.class,
          SwitchAllocator.class
              .getMethod(method.getName(), method.getParameterTypes())
              .getDeclaringClass(),
          method.getName());
    }
  }

  @Test
  @DisplayName("counts only if the program's own allocator does, whatever is behind it")
  void counting() {
    try (Allocator own = Allocators.create("system");
        Allocator counting = Allocators.create("counting")) {
      SwitchAllocator seen = SwitchAllocator.over(own);
      seen.turnTo(counting);
      assertFalse(seen.capabilities().contains(Capability.COUNTS));
      assertTrue(SwitchAllocator.over(counting).capabilities().contains(Capability.COUNTS));
    }
  }
}
