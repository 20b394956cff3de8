package dev.alloc.tck.fuzz;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a thread did, told when a failure has been shrunk and a person is to read it; silent
 * otherwise. Blocks are numbered as they come.
 */
sealed interface Story {
  default void allocated(MemorySegment block, long size, long alignment, boolean zeroed) {}

  default void reallocated(MemorySegment old, MemorySegment block, long size, long alignment) {}

  default void wrote(MemorySegment block) {}

  default void freed(MemorySegment block) {}

  default void reset() {}

  /** What a block is called in a message. */
  default String name(MemorySegment block) {
    return "a block of %d bytes".formatted(block.byteSize());
  }

  /** One that nobody reads. */
  final class Silent implements Story {
    static final Silent INSTANCE = new Silent();

    private Silent() {}
  }

  /** One that is kept. Not thread safe: each thread has its own. */
  final class Told implements Story {
    private final List<String> lines = new ArrayList<>();
    private final Map<Long, String> names = new HashMap<>();
    private int last;

    List<String> lines() {
      return lines;
    }

    @Override
    public void allocated(MemorySegment block, long size, long alignment, boolean zeroed) {
      String call = zeroed ? "allocateZeroed" : "allocate";
      lines.add("%s = %s(%d, %d)".formatted(newName(block), call, size, alignment));
    }

    @Override
    public void reallocated(MemorySegment old, MemorySegment block, long size, long alignment) {
      String before = name(old);
      names.remove(old.address());
      lines.add("%s = reallocate(%s, %d, %d)".formatted(newName(block), before, size, alignment));
    }

    @Override
    public void wrote(MemorySegment block) {
      lines.add("write %s".formatted(name(block)));
    }

    @Override
    public void freed(MemorySegment block) {
      lines.add("free(%s)".formatted(name(block)));
      names.remove(block.address());
    }

    @Override
    public void reset() {
      lines.add("reset");
      names.clear();
    }

    @Override
    public String name(MemorySegment block) {
      String name = names.get(block.address());
      return name == null
          ? "a block of another thread's (%d bytes)".formatted(block.byteSize())
          : name;
    }

    private String newName(MemorySegment block) {
      last++;
      String name = "#" + last;
      names.put(block.address(), name);
      return name;
    }
  }
}
