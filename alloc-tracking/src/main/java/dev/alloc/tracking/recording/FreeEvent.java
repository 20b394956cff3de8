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

@Name("dev.alloc.Free")
@Label("Off-Heap Free")
@Description("A block that was freed by itself; those that a reset or a mark drops have no event")
@Category({"alloc", "Tracking"})
@Enabled(false)
final class FreeEvent extends Event {
  @Label("Allocator")
  @Nullable String allocator;

  @Label("Address")
  @MemoryAddress
  long address;

  @Label("Size")
  @DataAmount
  long size;

  static void write(String allocator, long address, long byteSize) {
    FreeEvent event = new FreeEvent();
    if (event.shouldCommit()) {
      event.allocator = allocator;
      event.address = address;
      event.size = byteSize;
      event.commit();
    }
  }
}
