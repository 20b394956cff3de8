package dev.alloc.system.guard;

/**
 * Where a block lies in its mapping: {@code [unused] [before, block, after] [guard page]}.
 *
 * <p>All in bytes. The brackets are whole pages; the middle one is readable and writable. Unused
 * pages exist only beyond the alignment of a page.
 *
 * @param mapping the address of the mapping
 * @param mappingSize its size
 * @param opened the address of the pages that are opened
 * @param openedSize their size; 0 for a block of size 0
 * @param address the block's address
 * @param byteSize the block's size
 */
record Placement(
    long mapping, long mappingSize, long opened, long openedSize, long address, long byteSize) {

  /** The size of the mapping that is needed; no sum of the arguments may overflow. */
  static long mappingSize(long byteSize, long byteAlignment, long pageSize) {
    return roundUp(byteSize, pageSize) + pageSize + Math.max(0, byteAlignment - pageSize);
  }

  /** The placement in a mapping of that size. */
  static Placement in(long mapping, long byteSize, long byteAlignment, long pageSize) {
    long openedSize = roundUp(byteSize, pageSize);
    long mappingSize = mappingSize(byteSize, byteAlignment, pageSize);
    if (byteAlignment >= pageSize) {
      long address = roundUp(mapping, byteAlignment);
      return new Placement(mapping, mappingSize, address, openedSize, address, byteSize);
    }
    long address = mapping + openedSize - roundUp(byteSize, byteAlignment);
    return new Placement(mapping, mappingSize, mapping, openedSize, address, byteSize);
  }

  /** The address of the guard page. */
  long guard() {
    return opened + openedSize;
  }

  /** How many bytes lie between the block's end and the guard page. */
  long slack() {
    return guard() - address - byteSize;
  }

  /** How many of the kernel's mappings it takes: unused pages, those opened, the guard page. */
  int mappings() {
    return opened == mapping ? 2 : 3;
  }

  private static long roundUp(long value, long powerOfTwo) {
    return (value + powerOfTwo - 1) & -powerOfTwo;
  }
}
