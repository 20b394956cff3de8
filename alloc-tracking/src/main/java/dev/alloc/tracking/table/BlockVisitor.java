package dev.alloc.tracking.table;

/** Is shown records, outside of all locks. */
@FunctionalInterface
public interface BlockVisitor {

  /**
   * Looks at a record.
   *
   * @param address the block's address
   * @param byteSize its size in bytes
   * @param origin the number of where it was allocated
   */
  void visit(long address, long byteSize, int origin);
}
