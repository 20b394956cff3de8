package dev.alloc.cli.memcheck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alloc.cli.request.BadInputException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ValgrindTest {
  @TempDir private Path folder;

  @Test
  @DisplayName("where there is none, it is said how to get it")
  void notInstalled() {
    BadInputException refusal =
        assertThrows(BadInputException.class, () -> Valgrind.on(folder.toString()));
    assertTrue(
        String.valueOf(refusal.getMessage())
            .startsWith("valgrind is not installed. Debian, Ubuntu: apt install valgrind;"),
        refusal::toString);
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no Valgrind")
  @DisplayName("the first on the path is taken")
  void found() throws IOException {
    Path executable = Files.createFile(folder.resolve("valgrind"));
    assertTrue(executable.toFile().setExecutable(true));
    String path = String.join(File.pathSeparator, "", "/no-such-folder", folder.toString());
    assertEquals(new Valgrind(executable), Valgrind.on(path));
  }

  @Test
  @DisplayName("leaks are looked for only if asked, and further options come last")
  void options() {
    Valgrind valgrind = new Valgrind(Path.of("valgrind"));
    List<String> prefix =
        valgrind.prefix(Path.of("50%.xml"), Path.of("jvm.supp"), false, List.of("-v"));
    assertEquals("valgrind", prefix.getFirst());
    assertTrue(prefix.contains("--xml-file=50%%.xml"), prefix::toString);
    assertTrue(prefix.contains("--leak-check=no"), prefix::toString);
    assertEquals("-v", prefix.getLast());
    assertEquals(List.of("-Xint"), Valgrind.jvmOptions(false));
  }
}
