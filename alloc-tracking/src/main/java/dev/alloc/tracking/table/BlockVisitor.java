package dev.alloc.tracking.table;

/** Is shown records, outside of all locks. */
@FunctionalInterface
public interface BlockVisitor {

  /**
   * Looks at a record.
   *
   * @param address the block's address
   * @param byteSize its size in bytes
   * @param tag what was recorded with it
   */
  void visit(long address, long byteSize, long tag);
}
