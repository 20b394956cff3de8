package dev.alloc.cli.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

@DisplayName("A library of C")
final class CLibraryFileTest {

  static boolean isGlibc() {
    return Files.exists(Path.of("/lib64/ld-linux-x86-64.so.2"));
  }

  @Test
  @EnabledIf(value = "isGlibc", disabledReason = "libc.so.6 is in another place here")
  @DisplayName("is found where it is installed, and then not fetched")
  void isFound() {
    CLibraryFile libc = new CLibraryFile("libc.so.6", "no-such-package");
    Path found = libc.installed().orElseThrow();
    assertTrue(found.endsWith("libc.so.6"), found::toString);
    assertEquals(
        found,
        libc.provide(
            step -> {
              throw new AssertionError(step);
            }));
  }

  @Test
  @DisplayName("is not found by a part of its name")
  void isNotGuessed() {
    assertEquals(Optional.empty(), new CLibraryFile("libc.so.666", "libc666").installed());
  }
}
