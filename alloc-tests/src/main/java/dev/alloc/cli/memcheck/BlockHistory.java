package dev.alloc.cli.memcheck;

import dev.alloc.cli.request.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the log of {@code tracking} says of each address: the last block that began there. */
public final class BlockHistory {
  private static final Pattern SEPARATOR = Pattern.compile("\t");

  private final Map<String, JavaSite> sites = new HashMap<>();
  private final Map<Long, Life> byAddress = new LinkedHashMap<>();

  /**
   * A block's life.
   *
   * @param byteSize its size in bytes
   * @param allocated where it was allocated
   * @param freed where it was freed; null if it was not
   */
  public record Life(long byteSize, JavaSite allocated, @Nullable JavaSite freed) {}

  /**
   * What is live of one site.
   *
   * @param site where it was allocated
   * @param blocks how many blocks
   * @param bytes their bytes
   */
  public record Live(JavaSite site, long blocks, long bytes) {}

  private BlockHistory() {}

  /**
   * Reads a log, up to a line that was not finished.
   *
   * @param file what {@code alloc.tracking.log} made
   * @return what it says; nothing if there is no such file
   * @throws BadInputException if it is no such log
   */
  public static BlockHistory read(Path file) {
    BlockHistory history = new BlockHistory();
    try (Stream<String> lines = Files.lines(file)) {
      lines.forEach(line -> history.add(List.of(SEPARATOR.split(line))));
    } catch (NoSuchFileException noBlock) {
      return history;
    } catch (IOException | IndexOutOfBoundsException | NumberFormatException e) {
      throw new BadInputException("%s is no log of 'tracking': %s.".formatted(file, e), e);
    }
    return history;
  }

  /**
   * Returns the last block of that address, if malloc may have been asked for that size for it.
   *
   * @param address where it began
   * @param byteSize what malloc was asked for in bytes: at least 1, and a multiple of the alignment
   * @return its life, if there was one
   */
  public Optional<Life> find(long address, long byteSize) {
    return Optional.ofNullable(byAddress.get(address))
        .filter(life -> mayBeAskedFor(life.byteSize(), byteSize, Long.lowestOneBit(address)));
  }

  private static boolean mayBeAskedFor(long byteSize, long asked, long largestAlignment) {
    for (long alignment = 1; alignment > 0 && alignment <= largestAlignment; alignment *= 2) {
      if (asked == ((Math.max(1, byteSize) + alignment - 1) & -alignment)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns where what was never freed was allocated.
   *
   * @return each place once
   */
  public List<JavaSite> liveSites() {
    return live().stream().map(Live::site).toList();
  }

  /** Returns what was never freed, most bytes first. */
  List<Live> live() {
    Map<JavaSite, Live> bySite = new LinkedHashMap<>();
    for (Life life : byAddress.values()) {
      if (life.freed() == null) {
        bySite.merge(
            life.allocated(),
            new Live(life.allocated(), 1, life.byteSize()),
            (a, b) -> new Live(a.site(), a.blocks() + b.blocks(), a.bytes() + b.bytes()));
      }
    }
    Collection<Live> all = bySite.values();
    return all.stream().sorted(Comparator.comparingLong(Live::bytes).reversed()).toList();
  }

  private void add(List<String> parts) {
    switch (parts.getFirst()) {
      case "site" ->
          sites.put(parts.get(1), new JavaSite(parts.get(2), parts.subList(3, parts.size())));
      case "allocated" ->
          byAddress.put(
              address(parts), new Life(Long.parseLong(parts.get(2)), site(parts.get(3)), null));
      case "freed" ->
          byAddress.computeIfPresent(
              address(parts),
              (_, life) -> new Life(life.byteSize(), life.allocated(), site(parts.get(2))));
      case "reset" -> byAddress.clear();
      default -> throw new IndexOutOfBoundsException("a line begins with " + parts.getFirst());
    }
  }

  private static long address(List<String> parts) {
    return Long.parseUnsignedLong(parts.get(1), 16);
  }

  private JavaSite site(String number) {
    return sites.getOrDefault(number, new JavaSite("?", new ArrayList<>()));
  }
}
