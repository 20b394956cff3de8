package dev.alloc.debug;

import dev.alloc.MemoryFaultException;
import dev.alloc.debug.fault.Damage;
import dev.alloc.debug.table.Block;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** Looks at all blocks, live and held. */
record Verification(Parts parts) {

  /** Returns what is wrong, and mends it, so that each is reported once. */
  List<MemoryFaultException> faults(String call) {
    MemorySegment memory = parts.home().memory();
    List<Damage> damages = new ArrayList<>();
    parts
        .table()
        .find(
            block -> {
              Damage damage = Damage.of(memory, parts.guards(), block);
              if (damage != null) {
                damage.repair(memory, parts.guards());
                damages.add(damage);
              }
              return false;
            });
    return damages.stream().map(damage -> parts.faults().damaged(damage, call)).toList();
  }

  /** Returns the blocks that the program has. */
  List<Block> live() {
    return parts.table().find(Block::isLive);
  }
}
