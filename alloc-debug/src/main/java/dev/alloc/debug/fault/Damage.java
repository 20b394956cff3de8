package dev.alloc.debug.fault;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.alloc.debug.guard.Guards;
import dev.alloc.debug.table.Block;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * A byte that is not as it was left, and those around it.
 *
 * @param block the block it is in or next to
 * @param offset its offset from the block's address
 * @param found what it is
 * @param expected what it should be
 * @param dump the bytes around it
 */
public record Damage(Block block, long offset, byte found, byte expected, String dump) {
  private static final int BEFORE = 8;
  private static final int WIDTH = 24;

  /**
   * Looks at a block that nobody else can give back meanwhile.
   *
   * @param memory all memory, by address
   * @param guards what it should look like
   * @param block the block
   * @return what is wrong, or null
   */
  public static @Nullable Damage of(MemorySegment memory, Guards guards, Block block) {
    boolean freed = block.state() == Block.State.HELD || block.state() == Block.State.LEAVING;
    long offset =
        freed
            ? guards.firstBadFreed(memory, block.address(), block.byteSize(), block.shift())
            : Guards.firstBad(memory, block.address(), block.byteSize(), block.shift());
    return offset == Guards.INTACT ? null : at(memory, guards, block, offset);
  }

  /**
   * Describes a byte that was found not to be as it was left.
   *
   * @param memory all memory, by address
   * @param guards what the block should look like
   * @param block the block
   * @param offset the byte's offset from the block's address
   * @return what is wrong
   */
  public static Damage at(MemorySegment memory, Guards guards, Block block, long offset) {
    boolean inside = offset >= 0 && offset < block.byteSize();
    return new Damage(
        block,
        offset,
        memory.get(JAVA_BYTE, block.address() + offset),
        inside ? guards.freed() : Guards.GUARD,
        dump(memory, block, offset));
  }

  /**
   * Makes the block look as it should, so that what is wrong is reported once.
   *
   * @param memory all memory, by address
   * @param guards what it should look like
   */
  public void repair(MemorySegment memory, Guards guards) {
    Guards.build(memory, block.address(), block.byteSize(), block.shift());
    if (block.state() == Block.State.HELD) {
      guards.fillFreed(memory, block.address(), block.byteSize());
    }
  }

  private static String dump(MemorySegment memory, Block block, long offset) {
    long least = Guards.firstOffset(block.shift());
    long end = Guards.endOffset(block.byteSize(), block.shift());
    long from = Math.max(least, Math.min(offset - BEFORE, end - WIDTH));
    StringBuilder text = new StringBuilder("bytes ").append(from).append(" on:");
    for (long at = from; at < Math.min(end, from + WIDTH); at++) {
      String format = at == offset ? " [%02x]" : " %02x";
      text.append(format.formatted(memory.get(JAVA_BYTE, block.address() + at)));
    }
    return text.toString();
  }
}
