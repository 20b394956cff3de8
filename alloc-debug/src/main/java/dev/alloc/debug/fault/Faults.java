package dev.alloc.debug.fault;

import dev.alloc.MemoryFaultException;
import dev.alloc.MemoryFaultException.Kind;
import dev.alloc.debug.site.Actors;
import dev.alloc.debug.site.Sites;
import dev.alloc.debug.table.Block;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.OptionalLong;

/** Says what is wrong, with all that is known of the block. Safe for threads. */
public final class Faults {
  private static final int LEAST_DEPTH = 8; // of the stack that notices, whatever the option says
  private static final int MOST_LEAKS = 1_000;

  private final String name;
  private final Sites sites;
  private final Sites noticing;
  private final Actors actors;

  /**
   * Creates what describes the faults of one allocator.
   *
   * @param name the allocator's name
   * @param sites where blocks were allocated and freed
   * @param actors by whom
   */
  public Faults(String name, Sites sites, Actors actors) {
    this.name = name;
    this.sites = sites;
    this.noticing = new Sites(Math.max(LEAST_DEPTH, sites.depth()));
    this.actors = actors;
  }

  /**
   * Returns the fault of bytes that somebody wrote who should not have.
   *
   * @param damage what was found
   * @param call what was called when it was found
   * @return the fault
   */
  public MemoryFaultException damaged(Damage damage, String call) {
    Block block = damage.block();
    boolean freed = block.state() == Block.State.HELD || block.state() == Block.State.LEAVING;
    Kind kind =
        damage.offset() < 0
            ? Kind.UNDERRUN
            : damage.offset() >= block.byteSize() ? Kind.OVERRUN : Kind.WRITE_AFTER_FREE;
    String message =
        "%s: %s of %s 0x%x (%d bytes): byte %d is 0x%02x, expected 0x%02x\n  %s\n  allocated %s%s\n  noticed at %s, %s"
            .formatted(
                name,
                kind,
                freed ? "freed block" : "block",
                block.address(),
                block.byteSize(),
                damage.offset(),
                damage.found(),
                damage.expected(),
                damage.dump(),
                allocated(block),
                freed ? "\n  freed " + freed(block) : "",
                call,
                here());
    return new MemoryFaultException(
        kind,
        message,
        block.address(),
        block.byteSize(),
        OptionalLong.of(damage.offset()),
        sites.frames(block.allocationSite()),
        freed ? freeSites(block) : List.of());
  }

  /**
   * Returns the fault of freeing a block again.
   *
   * @param block the block
   * @param call what was called
   * @return the fault
   */
  public MemoryFaultException doubleFree(Block block, String call) {
    List<StackTraceElement> second = noticing.frames(noticing.hereIfPossible());
    String message =
        "%s: DOUBLE_FREE of block 0x%x (%d bytes)\n  allocated %s\n  freed %s\n  freed again at %s, %s"
            .formatted(
                name,
                block.address(),
                block.byteSize(),
                allocated(block),
                freed(block),
                call,
                by(actors.here(), second));
    return new MemoryFaultException(
        Kind.DOUBLE_FREE,
        message,
        block.address(),
        block.byteSize(),
        OptionalLong.empty(),
        sites.frames(block.allocationSite()),
        block.freeSite() == Sites.UNKNOWN
            ? List.of()
            : List.of(sites.frames(block.freeSite()), second));
  }

  /**
   * Returns the fault of freeing a block with another size than it has.
   *
   * @param segment what was freed
   * @param block the block
   * @param call what was called
   * @return the fault
   */
  public MemoryFaultException wrongSize(MemorySegment segment, Block block, String call) {
    String message =
        "%s: WRONG_SIZE of 0x%x (%d bytes): the block there has %d bytes\n  allocated %s\n  noticed at %s, %s"
            .formatted(
                name,
                segment.address(),
                segment.byteSize(),
                block.byteSize(),
                allocated(block),
                call,
                here());
    return new MemoryFaultException(
        Kind.WRONG_SIZE,
        message,
        segment.address(),
        block.byteSize(),
        OptionalLong.empty(),
        sites.frames(block.allocationSite()),
        List.of());
  }

  /**
   * Returns the fault of freeing what is no block.
   *
   * @param segment what was freed
   * @param why why it is none, as the end of a sentence
   * @param call what was called
   * @return the fault
   */
  public MemoryFaultException invalidFree(MemorySegment segment, String why, String call) {
    return MemoryFaultException.invalidFree(
        name, segment, "%s\n  noticed at %s, %s".formatted(why, call, here()));
  }

  /**
   * Describes where in which block a segment begins, for a fault.
   *
   * @param segment what was freed
   * @param block the block it begins in or next to
   * @return the end of a sentence
   */
  public String inside(MemorySegment segment, Block block) {
    long offset = segment.address() - block.address();
    String where =
        offset < 0
            ? "%d bytes before".formatted(-offset)
            : offset < block.byteSize()
                ? "%d bytes inside".formatted(offset)
                : "%d bytes behind".formatted(offset - block.byteSize());
    return "it is %s the %s block 0x%x (%d bytes)\n  allocated %s"
        .formatted(
            where,
            block.isLive() ? "live" : "freed",
            block.address(),
            block.byteSize(),
            allocated(block));
  }

  /**
   * Returns the fault of closing with live blocks, which suppresses one for each of the first 1 000
   * of them.
   *
   * @param blocks the blocks, at least one
   * @return the fault
   */
  public MemoryFaultException leak(List<Block> blocks) {
    Block first = blocks.getFirst();
    String message =
        "%s: LEAK: %d %s with %d bytes still live, one of them allocated %s"
            .formatted(
                name,
                blocks.size(),
                blocks.size() == 1 ? "block" : "blocks",
                blocks.stream().mapToLong(Block::byteSize).sum(),
                allocated(first));
    MemoryFaultException leak = new MemoryFaultException(Kind.LEAK, message, 0, -1);
    blocks.stream().limit(MOST_LEAKS).forEach(block -> leak.addSuppressed(leaked(block)));
    return leak;
  }

  private MemoryFaultException leaked(Block block) {
    String message =
        "%s: LEAK of block 0x%x (%d bytes), allocated %s"
            .formatted(name, block.address(), block.byteSize(), allocated(block));
    return new MemoryFaultException(
        Kind.LEAK,
        message,
        block.address(),
        block.byteSize(),
        OptionalLong.empty(),
        sites.frames(block.allocationSite()),
        List.of());
  }

  private List<List<StackTraceElement>> freeSites(Block block) {
    return block.freeSite() == Sites.UNKNOWN ? List.of() : List.of(sites.frames(block.freeSite()));
  }

  private String allocated(Block block) {
    return by(block.allocatedBy(), sites.frames(block.allocationSite()));
  }

  private String freed(Block block) {
    return by(block.freedBy(), sites.frames(block.freeSite()));
  }

  private String here() {
    return by(actors.here(), noticing.frames(noticing.hereIfPossible()));
  }

  private String by(long thread, List<StackTraceElement> frames) {
    String site =
        frames.isEmpty() ? "" : " at " + frames.getFirst() + (frames.size() > 1 ? " …" : "");
    return "by " + actors.describe(thread) + site;
  }
}
