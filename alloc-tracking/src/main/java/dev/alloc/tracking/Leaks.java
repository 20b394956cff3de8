package dev.alloc.tracking;

import dev.alloc.MemoryFaultException;
import dev.alloc.MemoryFaultException.Kind;
import dev.alloc.tracking.site.Origin;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The blocks that are live when nobody should need them any more. */
final class Leaks {
  private static final int MOST_BLOCKS = 1_000;
  private static final long NO_BLOCK = 0;
  private static final long UNKNOWN = -1;

  private Leaks() {}

  private record Block(long address, long byteSize, int origin) {}

  /** The fault of closing now, with a fault for each of the first blocks; empty if none is live. */
  static Optional<MemoryFaultException> of(String name, Records records) {
    List<Block> blocks = new ArrayList<>();
    records
        .table()
        .forEach((address, size, origin) -> blocks.add(new Block(address, size, origin)));
    if (blocks.isEmpty()) {
      return Optional.empty();
    }
    blocks.sort(Comparator.comparingInt(Block::origin).thenComparingLong(Block::address));
    long bytes = blocks.stream().mapToLong(Block::byteSize).sum();
    Block first = blocks.getFirst();
    String message =
        "%s: LEAK: %d %s with %d bytes still live, the first %s"
            .formatted(
                name,
                blocks.size(),
                blocks.size() == 1 ? "block" : "blocks",
                bytes,
                Sentences.by(records.origins().get(first.origin())));
    MemoryFaultException fault = new MemoryFaultException(Kind.LEAK, message, NO_BLOCK, UNKNOWN);
    blocks.stream()
        .limit(MOST_BLOCKS)
        .forEach(block -> fault.addSuppressed(of(name, records, block)));
    return Optional.of(fault);
  }

  private static MemoryFaultException of(String name, Records records, Block block) {
    Origin origin = records.origins().get(block.origin());
    String message =
        "%s: LEAK of block 0x%x (%d bytes), allocated %s"
            .formatted(name, block.address(), block.byteSize(), Sentences.by(origin));
    return new MemoryFaultException(
        Kind.LEAK,
        message,
        block.address(),
        block.byteSize(),
        OptionalLong.empty(),
        origin.stack().frames(),
        List.of());
  }
}
