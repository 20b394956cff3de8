package dev.alloc.cli.memcheck;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects one error of memcheck's report. */
final class FindingBuilder {
  private String kind = "";
  private String what = "";
  private final List<NativeFrame> stack = new ArrayList<>();
  private final List<String> details = new ArrayList<>();
  private long leakedBytes;
  private long leakedBlocks;
  private int stacks;
  private @Nullable String file;
  private @Nullable String function;

  void kind(String name) {
    kind = name;
  }

  void what(String sentence) {
    what = sentence;
  }

  void detail(String sentence) {
    details.add(sentence);
  }

  void leakedBytes(long bytes) {
    leakedBytes = bytes;
  }

  void leakedBlocks(long blocks) {
    leakedBlocks = blocks;
  }

  void startStack() {
    stacks++;
  }

  void startFrame() {
    file = null;
    function = null;
  }

  void file(String path) {
    file = path;
  }

  void function(String name) {
    function = name;
  }

  /** The first stack is that of the error; others are those of the block. */
  void endFrame() {
    if (stacks == 1) {
      stack.add(new NativeFrame(file, function));
    }
  }

  Finding build() {
    @Nullable BlockPlace block =
        details.stream().flatMap(line -> BlockPlace.of(line).stream()).findFirst().orElse(null);
    return new Finding(
        kind,
        leakedBlocks == 0 ? what : leak(),
        1,
        List.copyOf(stack),
        List.copyOf(details),
        block,
        leakedBytes,
        leakedBlocks);
  }

  /** Memcheck's own sentence ends with a number of no use. */
  private String leak() {
    return "%d bytes in %d %s were never freed (%s)"
        .formatted(
            leakedBytes,
            leakedBlocks,
            leakedBlocks == 1 ? "block" : "blocks",
            switch (kind) {
              case "Leak_StillReachable" -> "an address of them is still in memory";
              case "Leak_PossiblyLost" -> "an address inside of them is still in memory";
              default -> "no address of them is left";
            });
  }
}
