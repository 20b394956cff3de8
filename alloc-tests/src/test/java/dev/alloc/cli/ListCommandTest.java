package dev.alloc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.jr.ob.JSON;

class ListCommandTest {

  @Test
  void theAllocatorsAreShownOnScreenAndInJson(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("list.json");
    Executed executed = Executed.of("list", "--json", file.toString());
    assertEquals(0, executed.exitCode(), executed.err());
    List<?> rows = JSON.std.listFrom(Files.readString(file));
    for (String name : new String[] {"counting", "linear", "system"}) {
      assertTrue(
          executed.out().lines().anyMatch(line -> line.startsWith(name + " ")), executed.out());
      assertTrue(rows.stream().anyMatch(row -> row.toString().startsWith("{name=" + name + ",")));
    }
  }

  @Test
  void partsOfTheTckAreNotShown() {
    assertFalse(Executed.of("list").out().contains("tck-probe"));
  }
}
