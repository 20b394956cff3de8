package dev.alloc.cli.misuse.run;

import dev.alloc.cli.misuse.Misuse;
import dev.alloc.cli.misuse.Programs;

/**
 * One run of a program.
 *
 * @param program the program
 * @param byteSize how large its blocks are
 */
public record Run(Misuse program, long byteSize) {

  /** Returns this as an argument for {@link #parse}. */
  @Override
  public String toString() {
    return program.name() + '@' + byteSize;
  }

  static Run parse(String text) {
    String[] parts = text.split("@", 2);
    return new Run(
        Programs.all().stream()
            .filter(program -> program.name().equals(parts[0]))
            .findFirst()
            .orElseThrow(),
        Long.parseLong(parts[1]));
  }
}
