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

@Name("dev.alloc.Reallocation")
@Label("Off-Heap Reallocation")
@Description("A block that got another size, and perhaps another address")
@Category({"alloc", "Tracking"})
@Enabled(false)
final class ReallocationEvent extends Event {
  @Label("Allocator")
  @Nullable String allocator;

  @Label("Former Address")
  @MemoryAddress
  long formerAddress;

  @Label("Address")
  @MemoryAddress
  long address;

  @Label("Former Size")
  @DataAmount
  long formerSize;

  @Label("Size")
  @DataAmount
  long size;

  static void write(
      String allocator, long formerAddress, long formerSize, long address, long byteSize) {
    ReallocationEvent event = new ReallocationEvent();
    if (event.shouldCommit()) {
      event.allocator = allocator;
      event.formerAddress = formerAddress;
      event.formerSize = formerSize;
      event.address = address;
      event.size = byteSize;
      event.commit();
    }
  }
}
