package dev.alloc.tracking.table;

/**
 * A block that was freed not long ago.
 *
 * @param address its address
 * @param byteSize its size in bytes
 * @param tag what was recorded with it
 * @param freedBy what was recorded with the free
 */
public record FreedBlock(long address, long byteSize, long tag, int freedBy) {}
