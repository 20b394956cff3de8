package dev.alloc.cli.memcheck;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Memcheck's errors as a person reads them, with what Java knows of the blocks. */
public final class FindingText {
  private static final int MOST_SITES = 20;

  private final BlockHistory history;
  private final List<String> lines = new ArrayList<>();

  private FindingText(BlockHistory history) {
    this.history = history;
  }

  /**
   * Returns all that there is to say.
   *
   * @param report memcheck's report
   * @param history what is known of the blocks
   * @return lines of text
   */
  public static List<String> of(XmlReport report, BlockHistory history) {
    FindingText text = new FindingText(history);
    List<Finding> findings = report.findings();
    text.lines.add(
        findings.isEmpty()
            ? "memcheck: no errors"
            : "memcheck: %d %s"
                .formatted(findings.size(), findings.size() == 1 ? "error" : "errors"));
    findings.forEach(text::add);
    if (findings.stream().anyMatch(Finding::isLeak)) {
      text.addLive();
    }
    return text.lines;
  }

  /**
   * Returns one error as the members of a JSON object.
   *
   * @param finding the error
   * @param history what is known of the blocks
   * @return values by their names; null where unknown
   */
  public static Map<String, @Nullable Object> row(Finding finding, BlockHistory history) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    BlockPlace block = finding.block();
    BlockHistory.@Nullable Life life =
        block == null ? null : history.find(block.address(), block.byteSize()).orElse(null);
    row.put("kind", finding.kind());
    row.put("what", finding.what());
    row.put("count", finding.count());
    row.put("stack", finding.stack().stream().map(NativeFrame::toString).toList());
    row.put("blockSize", block == null ? null : block.byteSize());
    row.put("offset", block == null ? null : block.offset());
    row.put("freed", block == null ? null : block.freed());
    row.put("allocatedAt", life == null ? null : life.allocated().frames());
    JavaSite freed = life == null ? null : life.freed();
    row.put("freedAt", block == null || !block.freed() || freed == null ? null : freed.frames());
    row.put("leakedBytes", finding.isLeak() ? finding.leakedBytes() : null);
    row.put("leakedBlocks", finding.isLeak() ? finding.leakedBlocks() : null);
    return row;
  }

  private void add(Finding finding) {
    lines.add("");
    lines.add(
        finding.what() + (finding.count() == 1 ? "" : ", %d times".formatted(finding.count())));
    addStack(finding.stack());
    if (finding.count() > 1) {
      lines.add(
          "  the first of them; the others came by the same functions, perhaps to other blocks");
    }
    BlockPlace block = finding.block();
    if (block == null) {
      finding.details().forEach(detail -> lines.add("  " + detail));
      return;
    }
    lines.add("  " + block);
    history
        .find(block.address(), block.byteSize())
        .ifPresent(
            life -> {
              addSite("  allocated", life.allocated());
              JavaSite freed = life.freed();
              if (block.freed() && freed != null) {
                addSite("  freed", freed);
              }
            });
  }

  /** What called the Java code that called a function is how the JVM came to run it. */
  private void addStack(List<NativeFrame> stack) {
    String word = "at";
    boolean inFunction = false;
    for (NativeFrame frame : stack) {
      if (frame.isGenerated() && inFunction) {
        lines.add("    by Java code");
        return;
      }
      lines.add("    %s %s".formatted(word, frame));
      word = "by";
      inFunction |= !frame.isGenerated();
    }
  }

  private void addLive() {
    List<BlockHistory.Live> live = history.live();
    if (live.isEmpty()) {
      return;
    }
    lines.add("");
    lines.add("never freed, as 'tracking' knows it:");
    for (BlockHistory.Live each : live.subList(0, Math.min(MOST_SITES, live.size()))) {
      addSite(
          "  %d bytes in %d %s allocated"
              .formatted(each.bytes(), each.blocks(), each.blocks() == 1 ? "block" : "blocks"),
          each.site());
    }
    if (live.size() > MOST_SITES) {
      lines.add("  and from %d other places".formatted(live.size() - MOST_SITES));
    }
  }

  private void addSite(String what, JavaSite site) {
    lines.add("%s by thread '%s'".formatted(what, site.thread()));
    site.frames().forEach(frame -> lines.add("    at " + frame));
  }
}
