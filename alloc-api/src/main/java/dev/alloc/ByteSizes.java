package dev.alloc;

import java.util.Locale;
import java.util.OptionalLong;

/** Sizes as people write them: {@code 512}, {@code 64k}, {@code 16m}, {@code 2g}. */
final class ByteSizes {

  private ByteSizes() {}

  /** Returns the size in bytes, or nothing if the text is no size from 0 to Long.MAX_VALUE. */
  static OptionalLong parse(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    int shift =
        switch (lower.isEmpty() ? ' ' : lower.charAt(lower.length() - 1)) {
          case 'k' -> 10;
          case 'm' -> 20;
          case 'g' -> 30;
          default -> 0;
        };
    String digits = shift == 0 ? lower : lower.substring(0, lower.length() - 1);
    if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Math.multiplyExact(Long.parseLong(digits), 1L << shift));
    } catch (NumberFormatException | ArithmeticException tooLarge) {
      return OptionalLong.empty();
    }
  }
}
