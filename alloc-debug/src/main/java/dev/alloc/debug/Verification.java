package dev.alloc.debug;

import dev.alloc.MemoryFaultException;
import dev.alloc.debug.fault.Damage;
import dev.alloc.debug.table.Block;
import dev.alloc.debug.table.Block.State;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Looks at all blocks, live and held. */
record Verification(Parts parts) {

  /** Returns what is wrong, and mends it, so that each is reported once. */
  List<MemoryFaultException> faults(String call) {
    MemorySegment memory = parts.home().memory();
    List<Damage> damages = new ArrayList<>();
    Predicate<Block> collect =
        block -> {
          boolean isBetween = block.state() == State.CLAIMED || block.state() == State.LEAVING;
          Damage damage = isBetween ? null : Damage.of(memory, parts.guards(), block);
          if (damage != null) {
            damage.repair(memory, parts.guards());
            damages.add(damage);
          }
          return false;
        };
    parts.table().find(collect);
    parts.quarantine().find(parts.quarantine().beginnings(), collect);
    return damages.stream().map(damage -> parts.faults().damaged(damage, call)).toList();
  }

  /** Returns the blocks that the program has. */
  List<Block> live() {
    return parts.table().find(_ -> true);
  }
}
