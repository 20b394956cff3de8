package dev.alloc.tracking.log;

import dev.alloc.Allocator;
import dev.alloc.AllocatorLookupException;
import dev.alloc.tracking.stack.Stack;
import dev.alloc.tracking.stack.StackCapture;
import dev.alloc.tracking.stack.Walkers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The file, and what was written to it. Any thread. */
public final class BlockLog {
  private static final String SEPARATOR = "\t";

  // One of each file: what is written to it by several allocators stays in order.
  private static final Map<Path, BlockLog> LOGS = new ConcurrentHashMap<>();

  private final Path file;
  private final StackCapture capture;
  private final Map<Site, Integer> sites = new HashMap<>();
  private boolean created;
  private boolean failed;

  private record Site(String thread, Stack stack) {}

  private BlockLog(Path file, StackCapture capture) {
    this.file = file;
    this.capture = capture;
  }

  /**
   * Returns an allocator that logs what goes through it.
   *
   * @param upstream the allocator below; the new one closes it
   * @param file where to; it is replaced by the first block of this process
   * @param depth how many stack frames to keep of each event, if this is the file's first allocator
   * @return the allocator, with the name of the one below
   * @throws AllocatorLookupException if there cannot be such a file
   */
  public static Allocator over(Allocator upstream, String file, int depth) {
    return new LoggingAllocator(
        upstream,
        LOGS.computeIfAbsent(
            writable(file), path -> new BlockLog(path, Walkers.plain(Math.max(1, depth)))));
  }

  void allocated(long address, long byteSize) {
    Stack stack = capture.capture();
    write(stack, site -> line("allocated", Long.toHexString(address), byteSize, site));
  }

  void freed(long address) {
    Stack stack = capture.capture();
    write(stack, site -> line("freed", Long.toHexString(address), site));
  }

  synchronized void reset() {
    append(line("reset"));
  }

  private interface Event {
    String at(int site);
  }

  private synchronized void write(Stack stack, Event event) {
    Site site = new Site(Thread.currentThread().getName(), stack);
    @Nullable Integer known = sites.get(site);
    if (known != null) {
      append(event.at(known));
      return;
    }
    int number = sites.size() + 1;
    sites.put(site, number);
    Stream<Object> frames = stack.frames().stream().map(frame -> frame);
    append(
        line(Stream.concat(Stream.of("site", number, site.thread()), frames).toArray())
            + event.at(number));
  }

  private void append(String lines) {
    if (failed) {
      return;
    }
    StandardOpenOption how =
        created ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
    try {
      Files.write(
          file,
          lines.getBytes(StandardCharsets.UTF_8),
          StandardOpenOption.CREATE,
          StandardOpenOption.WRITE,
          how);
      created = true;
    } catch (IOException e) {
      failed = true;
      System.err.println("alloc.tracking.log=" + file + ": " + e);
    }
  }

  private static String line(Object... parts) {
    return Stream.of(parts)
            .map(part -> part.toString().replaceAll("[\\t\\r\\n]", " "))
            .collect(Collectors.joining(SEPARATOR))
        + "\n";
  }

  private static Path writable(String name) {
    try {
      Path file = Path.of(name).toAbsolutePath();
      Path folder = file.getParent();
      if (Files.isDirectory(file) || folder == null || !Files.isWritable(folder)) {
        throw new AllocatorLookupException(
            "alloc.tracking.log=%s cannot be written: it needs a folder that can be written to"
                .formatted(name));
      }
      return file;
    } catch (InvalidPathException e) {
      throw new AllocatorLookupException("alloc.tracking.log=%s is no file".formatted(name), e);
    }
  }
}
