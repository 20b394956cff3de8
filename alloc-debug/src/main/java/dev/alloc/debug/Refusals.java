package dev.alloc.debug;

import dev.alloc.MemoryFaultException;
import dev.alloc.debug.fault.Faults;
import dev.alloc.debug.fault.Reaction;
import dev.alloc.debug.guard.Home;
import dev.alloc.debug.guard.Layout;
import dev.alloc.debug.quarantine.Quarantine;
import dev.alloc.debug.table.Block;
import dev.alloc.debug.table.BlockTable;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Finds out what is wrong with what cannot be freed. */
record Refusals(
    String name,
    BlockTable table,
    Quarantine quarantine,
    Home home,
    Faults faults,
    Reaction reaction) {

  /** Reacts to a free of what is no live block; what can be none is refused in any case. */
  void react(MemorySegment segment, String call) {
    MemoryFaultException fault = of(segment, call);
    if (segment.address() == 0 || !home.mayHold(segment)) {
      throw fault;
    }
    reaction.to(fault);
  }

  /** The fault of freeing what is no live block of that size. */
  MemoryFaultException of(MemorySegment segment, String call) {
    if (segment.address() == 0) {
      return MemoryFaultException.invalidFree(name, segment, "MemorySegment.NULL is not a block");
    }
    if (!home.mayHold(segment)) {
      String where = segment.isNative() ? "it is native" : "it is on the Java heap";
      return faults.invalidFree(segment, where + ", where no block of this allocator is", call);
    }
    Block live = table.at(segment.address());
    if (live != null && live.byteSize() != segment.byteSize()) {
      return faults.wrongSize(segment, live, call);
    }
    // live with that size: another thread was freeing it just now, and could not
    Block freed = live == null ? quarantine.at(segment.address()) : live;
    if (freed != null) {
      return faults.doubleFree(freed, call);
    }
    return faults.invalidFree(segment, whereabouts(segment), call);
  }

  private String whereabouts(MemorySegment segment) {
    long address = segment.address();
    Predicate<Block> isAround =
        block -> {
          long from = block.address() - Layout.front(block.shift());
          return address >= from && address < from + block.wholeBytes();
        };
    List<Block> around = new ArrayList<>(table.find(isAround));
    around.addAll(quarantine.find(quarantine.beginnings(), isAround));
    return around.isEmpty() ? "no block begins there" : faults.inside(segment, around.getFirst());
  }
}
