package dev.alloc.cli.library;

import dev.alloc.cli.request.BadInputException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** A malloc that Debian has as a library. */
public enum Malloc {
  /** Wants its thread-local memory at the start of the process. */
  JEMALLOC("libjemalloc.so.2", "libjemalloc2", ""),
  /** Microsoft's. */
  MIMALLOC("libmimalloc.so.2", "libmimalloc2.0", "mi_"),
  /** That of gperftools. */
  TCMALLOC("libtcmalloc_minimal.so.4", "libtcmalloc-minimal4", "tc_");

  private final String file;
  private final String packageName;
  private final String prefix;

  Malloc(String file, String packageName, String prefix) {
    this.file = file;
    this.packageName = packageName;
    this.prefix = prefix;
  }

  /**
   * Finds one by its name.
   *
   * @param name in lower case
   * @return the malloc
   * @throws BadInputException if it is not among these; the message lists them
   */
  public static Malloc named(String name) {
    return Arrays.stream(values())
        .filter(known -> known.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new BadInputException(
                    "No malloc named '%s'. There are: %s; for another one set alloc.system.library."
                        .formatted(
                            name,
                            Arrays.stream(values())
                                .map(Malloc::toString)
                                .collect(Collectors.joining(", ")))));
  }

  /**
   * Returns where it is.
   *
   * @return its file and package
   */
  public CLibraryFile library() {
    return new CLibraryFile(file, packageName);
  }

  /**
   * Returns what the names of its functions begin with.
   *
   * @return as in {@code alloc.system.prefix}
   */
  public String prefix() {
    return prefix;
  }

  /** Returns its name. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
