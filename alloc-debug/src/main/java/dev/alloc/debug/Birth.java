package dev.alloc.debug;

import dev.alloc.debug.table.Block;

/** What tells a block from all others: those that come to its address have other serials. */
record Birth(long address, int serial) {

  static Birth of(Block block) {
    return new Birth(block.address(), block.serial());
  }
}
