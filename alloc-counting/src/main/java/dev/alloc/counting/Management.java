package dev.alloc.counting;

import java.lang.management.ManagementFactory;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * Registers allocators with the platform's MBean server. To be touched only where the module
 * java.management is present.
 */
final class Management {

  private Management() {}

  /**
   * Registers until the allocator is closed; of those with one name, the later ones get a number.
   */
  static void register(CountingAllocator allocator) {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    String plain = "dev.alloc:type=Counting,name=" + allocator.name();
    try {
      CountingBean bean = new CountingBean(allocator);
      ObjectName name = new ObjectName(plain);
      for (int number = 2; !isRegistered(server, bean, name); number++) {
        name = new ObjectName(plain + '#' + number);
      }
      ObjectName registered = name;
      allocator.lifetime().whenClosed(() -> unregister(server, registered));
    } catch (JMException e) {
      throw new IllegalStateException("counting: cannot register the MXBean " + plain, e);
    }
  }

  private static boolean isRegistered(MBeanServer server, CountingBean bean, ObjectName name)
      throws JMException {
    try {
      server.registerMBean(bean, name);
      return true;
    } catch (InstanceAlreadyExistsException taken) {
      return false;
    }
  }

  private static void unregister(MBeanServer server, ObjectName name) {
    try {
      if (server.isRegistered(name)) { // else somebody did so before
        server.unregisterMBean(name);
      }
    } catch (JMException e) {
      throw new IllegalStateException("counting: cannot unregister the MXBean " + name, e);
    }
  }
}
