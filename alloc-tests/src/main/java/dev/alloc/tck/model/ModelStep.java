package dev.alloc.tck.model;

import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * One step of a random sequence. Every step means something after any other steps, so that steps
 * can be left out: blocks are picked modulo the number of live ones.
 *
 * @param pick which live block
 */
public record ModelStep(Kind kind, int pick, long byteSize, long byteAlignment) {

  enum Kind {
    ALLOCATE,
    REALLOCATE,
    WRITE,
    FREE
  }

  static ModelStep random(RandomGenerator random, long mostBytes, long mostAlignment) {
    Kind kind =
        switch (random.nextInt(10)) {
          case 0, 1, 2, 3 -> Kind.ALLOCATE;
          case 4, 5, 6 -> Kind.REALLOCATE;
          case 7 -> Kind.WRITE;
          default -> Kind.FREE;
        };
    int bits = 64 - Long.numberOfLeadingZeros(mostBytes);
    long byteSize = Math.min(mostBytes, random.nextLong(1L << random.nextInt(1, bits + 1)));
    int alignmentBits = Long.numberOfTrailingZeros(mostAlignment);
    return new ModelStep(
        kind, random.nextInt(1 << 16), byteSize, 1L << random.nextInt(alignmentBits + 1));
  }

  @Override
  public String toString() {
    String name = kind.name().toLowerCase(Locale.ROOT);
    return switch (kind) {
      case ALLOCATE -> "%s(%d, %d)".formatted(name, byteSize, byteAlignment);
      case REALLOCATE -> "%s(#%d, %d, %d)".formatted(name, pick, byteSize, byteAlignment);
      case WRITE, FREE -> "%s(#%d)".formatted(name, pick);
    };
  }
}
