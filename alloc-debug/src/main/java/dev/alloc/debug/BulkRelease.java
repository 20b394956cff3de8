package dev.alloc.debug;

import dev.alloc.debug.table.Block;

/** Verifies and fills all blocks before the allocator below drops them. */
record BulkRelease(Parts parts, Verification verification) {

  /** To be called while no other call is under way. */
  void reset(long retainBytes) {
    parts.reaction().to(verification.faults("reset"));
    for (Block block : verification.live()) {
      parts.guards().fillFreed(parts.home().memory(), block.address(), block.byteSize());
    }
    parts.upstream().reset(retainBytes);
    parts.table().clear();
    parts.large().clear();
  }
}
