package dev.alloc.counting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alloc.Allocator;
import dev.alloc.Allocators;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ManagementTest {
  private static final String NAME = "dev.alloc:type=Counting,name=counting+system";

  private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

  @Test
  @DisplayName("all figures can be read, through a proxy too, until the allocator is closed")
  void figures() throws JMException {
    ObjectName name = new ObjectName(NAME);
    try (Allocator counting =
        Allocators.create(
            "counting",
            Map.of("counting.mbean", "true", "counting.limit", "1k", "counting.peak", "true"))) {
      MemorySegment block = counting.allocate(300, 8);
      counting.free(counting.allocate(200, 8));
      assertEquals(300L, server.getAttribute(name, "LiveBytes"));
      CountingMXBean bean = JMX.newMXBeanProxy(server, name, CountingMXBean.class);
      assertEquals("counting+system", bean.getName());
      assertEquals(1, bean.getLiveBlocks());
      assertEquals(500, bean.getPeakBytes());
      assertEquals(1024, bean.getLimitBytes());
      assertEquals(2, bean.getAllocations());
      assertEquals(1, bean.getFrees());
      assertEquals(500, bean.getAllocatedBytes());
      assertEquals(0, bean.getReallocations());
      assertEquals(0, bean.getFailures());
      assertEquals(-1, bean.getReservedBytes());
      counting.free(block);
    }
    assertFalse(server.isRegistered(name));
  }

  @Test
  @DisplayName("two of one name are told apart; unknown figures are -1")
  void twoOfOneName() throws JMException {
    Map<String, String> mbean = Map.of("counting.mbean", "");
    Allocator first = Allocators.create("counting", mbean);
    Allocator second = Allocators.create("counting", mbean);
    assertEquals(Set.of(NAME, NAME + "#2"), registered());
    assertEquals(-1L, server.getAttribute(new ObjectName(NAME), "PeakBytes"));
    assertEquals(-1L, server.getAttribute(new ObjectName(NAME), "LimitBytes"));
    first.close();
    assertEquals(Set.of(NAME + "#2"), registered());
    second.close();
    assertEquals(Set.of(), registered());
  }

  @Test
  @DisplayName("a bean that somebody else has unregistered does not disturb close")
  void unregisteredBefore() throws JMException {
    Allocator counting = Allocators.create("counting", Map.of("counting.mbean", ""));
    server.unregisterMBean(new ObjectName(NAME));
    counting.close();
    assertEquals(Set.of(), registered());
  }

  @Test
  @DisplayName("nothing is registered unless asked for")
  void off() throws JMException {
    try (Allocator counting = Allocators.create("counting")) {
      assertTrue(counting.stats().liveBlocks().isPresent());
      assertEquals(Set.of(), registered());
    }
  }

  private Set<String> registered() throws JMException {
    return server.queryNames(new ObjectName("dev.alloc:*"), null).stream()
        .map(ObjectName::getCanonicalName)
        .map(name -> "dev.alloc:type=Counting,name=" + name.replaceAll(".*name=|,type=.*", ""))
        .collect(Collectors.toSet());
  }
}
