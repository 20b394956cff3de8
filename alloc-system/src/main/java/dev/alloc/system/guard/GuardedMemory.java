package dev.alloc.system.guard;

import org.jspecify.annotations.Nullable;

/** Makes mappings for blocks and ends them, within the budget of the process. Any thread. */
record GuardedMemory(
    Mappings mappings, MappingBudget budget, BlocksByAddress blocks, FreedBlocks freed) {

  /**
   * Makes a block, whose bytes are 0.
   *
   * @throws MappingException if there is no room for it, or are no mappings; nothing has changed
   */
  GuardedBlock allocate(long byteSize, long byteAlignment) throws MappingException {
    long pageSize = mappings.pageSize();
    long mappingSize = Placement.mappingSize(byteSize, byteAlignment, pageSize);
    long mapping = mappings.reserve(mappingSize);
    int taken = 0;
    try {
      Placement placement = Placement.in(mapping, byteSize, byteAlignment, pageSize);
      take(placement.mappings());
      taken = placement.mappings();
      if (placement.openedSize() > 0) {
        mappings.open(placement.opened(), placement.openedSize());
      }
      GuardedBlock block = new GuardedBlock(placement);
      blocks.put(block);
      return block;
    } catch (MappingException | RuntimeException | Error failure) {
      budget.giveBack(taken);
      mappings.releaseAfter(failure, mapping, mappingSize);
      throw failure;
    }
  }

  /**
   * Ends a block that has just died.
   *
   * @throws MappingException if the system refuses; then nothing has changed
   */
  void end(GuardedBlock block) throws MappingException {
    Placement placement = block.placement();
    if (placement.mappingSize() > freed.mostBytes()) {
      mappings.release(placement.mapping(), placement.mappingSize());
      budget.giveBack(placement.mappings());
      blocks.remove(block); // another may be at its address already, and stays
    } else {
      mappings.discard(placement.mapping(), placement.mappingSize());
      budget.giveBack(placement.mappings() - 1);
      freed.add(block);
    }
  }

  /**
   * Gives back the addresses of the oldest freed blocks, down to so many bytes.
   *
   * @return whether there were any
   * @throws MappingException if the system refuses to take one; it is still kept then
   */
  boolean trim(long bytes) throws MappingException {
    boolean any = false;
    for (@Nullable GuardedBlock oldest = freed.removeBeyond(bytes);
        oldest != null;
        oldest = freed.removeBeyond(bytes)) {
      Placement placement = oldest.placement();
      blocks.remove(oldest); // first: the address may be another block's the moment it is back
      try {
        mappings.release(placement.mapping(), placement.mappingSize());
      } catch (MappingException refused) {
        blocks.put(oldest);
        freed.add(oldest);
        throw refused;
      }
      budget.giveBack(1);
      any = true;
    }
    return any;
  }

  private void take(int count) throws MappingException {
    if (!budget.take(count) && !(trim(0) && budget.take(count))) {
      throw new MappingException(budget.exhausted());
    }
  }
}
