package dev.alloc.suite.linear;

import dev.alloc.AllocatorStats;
import dev.alloc.MemoryFaultException;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * The live blocks in the order of their allocation, and what was counted. All methods may be called
 * from any thread; one lock guards everything.
 *
 * <p>A new block is appended and a search starts at the oldest one: that is the origin's way, and
 * the reason why blocks that stay alive make every free slower.
 */
final class LiveList {

  /** A live block, or one whose allocation or free is under way. */
  static final class Node {
    private long address;
    private long byteSize;
    private boolean onHeap;
    private @Nullable Node next;

    long byteSize() {
      return byteSize;
    }
  }

  private final Node head = new Node(); // of no block
  private Node tail = head;
  private boolean closed;
  private long allocations;
  private long frees;
  private long allocatedBytes;
  private long freedBytes;
  private long reallocations;
  private long failures;

  synchronized boolean isClosed() {
    return closed;
  }

  synchronized void close() {
    closed = true;
  }

  synchronized void allocated(Node node, MemorySegment block) {
    append(node, block);
    allocations++;
    allocatedBytes += node.byteSize;
  }

  /** Takes a block out of the list, before its memory is given back and may become another's. */
  synchronized Node take(String allocator, MemorySegment block) {
    Node before = head;
    for (Node node = head.next; node != null; node = node.next) {
      if (node.address == block.address() && node.onHeap == !block.isNative()) {
        if (node.byteSize != block.byteSize()) {
          throw wrongSize(allocator, block, node.byteSize);
        }
        before.next = node.next;
        node.next = null;
        tail = tail == node ? before : tail;
        return node;
      }
      before = node;
    }
    throw MemoryFaultException.invalidFree(allocator, block, "no live block starts there");
  }

  synchronized void freed(Node taken) {
    frees++;
    freedBytes += taken.byteSize;
  }

  synchronized void reallocated(Node taken, MemorySegment block) {
    long former = taken.byteSize;
    append(taken, block);
    reallocations++;
    allocatedBytes += Math.max(0, taken.byteSize - former);
    freedBytes += Math.max(0, former - taken.byteSize);
  }

  /** Puts a block back that could not be freed or reallocated. */
  synchronized void putBack(Node taken) {
    tail.next = taken;
    tail = taken;
  }

  synchronized void failed() {
    failures++;
  }

  /** All blocks have been released in bulk. */
  synchronized void clear() {
    head.next = null;
    tail = head;
    frees = allocations;
    freedBytes = allocatedBytes;
  }

  synchronized AllocatorStats stats() {
    return AllocatorStats.unknown()
        .withLive(allocations - frees, allocatedBytes - freedBytes)
        .withTotals(allocations, frees, allocatedBytes)
        .withReallocations(reallocations)
        .withFailures(failures);
  }

  /** The fault that names the live blocks, or null if there are none. */
  synchronized @Nullable MemoryFaultException leak(String allocator) {
    long live = allocations - frees;
    if (live == 0) {
      return null;
    }
    MemoryFaultException fault = LinearFaults.leak(allocator, live, allocatedBytes - freedBytes);
    int named = 0;
    for (Node node = head.next; node != null && named < LinearFaults.MOST_NAMED; node = node.next) {
      fault.addSuppressed(LinearFaults.leakedBlock(allocator, node.address, node.byteSize));
      named++;
    }
    return fault;
  }

  private void append(Node node, MemorySegment block) {
    node.address = block.address();
    node.byteSize = block.byteSize();
    node.onHeap = !block.isNative();
    tail.next = node;
    tail = node;
  }

  private static MemoryFaultException wrongSize(
      String allocator, MemorySegment block, long byteSize) {
    return LinearFaults.wrongSize(allocator, block.address(), block.byteSize(), byteSize);
  }
}
