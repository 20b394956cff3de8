package dev.alloc.debug;

import dev.alloc.MemoryFaultException;
import dev.alloc.debug.fault.Faults;
import dev.alloc.debug.fault.Reaction;
import dev.alloc.debug.guard.Home;
import dev.alloc.debug.guard.Layout;
import dev.alloc.debug.table.Block;
import dev.alloc.debug.table.BlockTable;
import dev.alloc.debug.table.Claim;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;

/** Finds out what is wrong with what cannot be freed. */
record Refusals(String name, BlockTable table, Home home, Faults faults, Reaction reaction) {

  /** Reacts to a free of what is no live block; what can be none is refused in any case. */
  void react(MemorySegment segment, int claim, String call) {
    MemoryFaultException fault = of(segment, claim, call);
    if (segment.address() == 0 || !home.mayHold(segment)) {
      throw fault;
    }
    reaction.to(fault);
  }

  /** The fault of a claim that failed. */
  MemoryFaultException of(MemorySegment segment, int claim, String call) {
    if (segment.address() == 0) {
      return MemoryFaultException.invalidFree(name, segment, "MemorySegment.NULL is not a block");
    }
    if (!home.mayHold(segment)) {
      String where = segment.isNative() ? "it is native" : "it is on the Java heap";
      return faults.invalidFree(segment, where + ", where no block of this allocator is", call);
    }
    Optional<Block> block = table.at(segment.address());
    if (claim == Claim.FREED && block.isPresent()) {
      return faults.doubleFree(block.get(), call);
    }
    if (claim == Claim.WRONG_SIZE && block.isPresent()) {
      return faults.wrongSize(segment, block.get(), call);
    }
    return faults.invalidFree(segment, whereabouts(segment), call);
  }

  private String whereabouts(MemorySegment segment) {
    long address = segment.address();
    List<Block> around =
        table.find(
            block -> {
              long from = block.address() - Layout.front(block.shift());
              return address >= from && address < from + block.wholeBytes();
            });
    return around.isEmpty() ? "no block begins there" : faults.inside(segment, around.getFirst());
  }
}
