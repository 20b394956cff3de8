package dev.alloc.cli.memcheck;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A frame as memcheck sees it.
 *
 * @param file the path of the program or library, null for generated code
 * @param function the function, null if it has no name
 */
public record NativeFrame(@Nullable String file, @Nullable String function) {
  private static final String OWN = "vgpreload_"; // memcheck's malloc and memset, for C's

  boolean isGenerated() {
    return file == null && function == null;
  }

  /** Returns the function and its library; nothing can be said of generated code. */
  @Override
  public String toString() {
    String name = function == null ? "code without a name" : function;
    if (file == null) {
      return name;
    }
    String library = String.valueOf(Path.of(file).getFileName());
    return library.startsWith(OWN) ? name : "%s (%s)".formatted(name, library);
  }
}
