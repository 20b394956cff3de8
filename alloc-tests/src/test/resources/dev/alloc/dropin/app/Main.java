package vendor.app;

import dev.alloc.Allocators;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Uses the allocator that it is started with. */
public final class Main {

  private Main() {}

  public static void main(String[] arguments) {
    MemorySegment block = Allocators.allocate(8, 8);
    block.set(ValueLayout.JAVA_LONG, 0, 42);
    System.out.println(Allocators.current().name() + ' ' + block.get(ValueLayout.JAVA_LONG, 0));
    Allocators.free(block);
    Allocators.providers().forEach(provider -> System.out.println(provider.name()));
    System.out.println(Main.class.getModule().isNamed() ? "module path" : "class path");
  }
}
