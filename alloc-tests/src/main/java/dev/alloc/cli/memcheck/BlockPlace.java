package dev.alloc.cli.memcheck;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where an address lies, by a block of malloc's.
 *
 * @param address the block's
 * @param byteSize the block's
 * @param offset of the address from the block's beginning, in bytes; negative before it
 * @param freed whether the block was freed when that was noticed
 */
public record BlockPlace(long address, long byteSize, long offset, boolean freed) {
  private static final Pattern SENTENCE =
      Pattern.compile(
          "Address 0x([0-9A-Fa-f]+) is ([0-9,]+) bytes (before|inside|after) an? .*?block of size"
              + " ([0-9,]+) (alloc'd|free'd)");

  /** Reads memcheck's sentence about an address; empty if it is not about a block. */
  static Optional<BlockPlace> of(String sentence) {
    Matcher matcher = SENTENCE.matcher(sentence);
    if (!matcher.lookingAt()) {
      return Optional.empty();
    }
    long accessed = Long.parseUnsignedLong(matcher.group(1), 16);
    long distance = number(matcher.group(2));
    long byteSize = number(matcher.group(4));
    long offset =
        switch (matcher.group(3)) {
          case "before" -> -distance;
          case "after" -> byteSize + distance;
          default -> distance;
        };
    return Optional.of(
        new BlockPlace(accessed - offset, byteSize, offset, matcher.group(5).equals("free'd")));
  }

  private static long number(String grouped) {
    return Long.parseLong(grouped.replace(",", ""));
  }

  /** Returns the place in words. */
  @Override
  public String toString() {
    String where =
        offset < 0
            ? "%d bytes before".formatted(-offset)
            : offset >= byteSize
                ? "%d bytes after".formatted(offset - byteSize)
                : "at byte %d of".formatted(offset);
    return String.format(
        Locale.ROOT,
        "%s a block of %d bytes at 0x%x, which is %s",
        where,
        byteSize,
        address,
        freed ? "freed" : "live");
  }
}
