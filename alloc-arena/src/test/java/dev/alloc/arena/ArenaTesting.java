package dev.alloc.arena;

import dev.alloc.Allocator;
import dev.alloc.AllocatorConfig;
import dev.alloc.Allocators;
import dev.alloc.Capability;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Arenas over an upstream that knows what it gave out, without the plugins of other modules. */
public final class ArenaTesting {

  /** Gives memory from the JDK's arenas and counts calls. */
  @SuppressWarnings("MustBeClosedChecker") // free closes them
  public static final class Upstream {
    final Map<Long, Arena> live = new ConcurrentHashMap<>();
    int calls;
    long limit = Long.MAX_VALUE;
    long bytes;

    synchronized MemorySegment allocate(long byteSize, long byteAlignment) {
      calls++;
      if (byteSize > limit - bytes) {
        throw new OutOfMemoryError("the upstream's limit");
      }
      Arena arena = Arena.ofShared();
      MemorySegment block = arena.allocate(byteSize, byteAlignment);
      live.put(block.address(), arena);
      bytes += byteSize;
      return block;
    }

    synchronized void free(MemorySegment block) {
      calls++;
      bytes -= block.byteSize();
      Arena arena = live.remove(block.address());
      if (arena == null) {
        throw new AssertionError("not a live block: " + block);
      }
      arena.close();
    }

    Allocator allocator() {
      return Allocators.of(
          this::allocate, this::free, Set.of(Capability.NATIVE, Capability.SCOPES));
    }
  }

  private ArenaTesting() {}

  /** An arena with these options. */
  public static Allocator over(Upstream upstream, Map<String, String> options) {
    return new ArenaProvider().create(new Config(upstream.allocator(), options));
  }

  /** An arena with chunks of 4 to 16 KiB. */
  public static Allocator over(Upstream upstream) {
    return over(upstream, Map.of("chunk", "4096", "maxChunk", "16384"));
  }

  private record Config(Allocator upstream, Map<String, String> options)
      implements AllocatorConfig {
    @Override
    public long bytes(String key, long otherwise) {
      return Long.parseLong(options.getOrDefault(key, Long.toString(otherwise)));
    }

    @Override
    public int integer(String key, int otherwise) {
      return (int) bytes(key, otherwise);
    }

    @Override
    public boolean flag(String key, boolean otherwise) {
      return Boolean.parseBoolean(options.getOrDefault(key, Boolean.toString(otherwise)));
    }

    @Override
    public String text(String key, String otherwise) {
      return options.getOrDefault(key, otherwise);
    }
  }
}
