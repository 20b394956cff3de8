package dev.alloc.tracking.recording;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.MemoryAddress;
import jdk.jfr.Name;
import org.jspecify.annotations.Nullable;

@Name("dev.alloc.Allocation")
@Label("Off-Heap Allocation")
@Description("A block that a tracking allocator gave out; of sampled ones, one that was drawn")
@Category({"alloc", "Tracking"})
@Enabled(false)
final class AllocationEvent extends Event {
  @Label("Allocator")
  @Nullable String allocator;

  @Label("Address")
  @MemoryAddress
  long address;

  @Label("Size")
  @DataAmount
  long size;

  @Label("Title")
  @Nullable String title;

  static void write(String allocator, long address, long byteSize, @Nullable String title) {
    AllocationEvent event = new AllocationEvent();
    if (event.shouldCommit()) {
      event.allocator = allocator;
      event.address = address;
      event.size = byteSize;
      event.title = title;
      event.commit();
    }
  }
}
