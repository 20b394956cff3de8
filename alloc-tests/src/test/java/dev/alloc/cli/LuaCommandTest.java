package dev.alloc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The command 'lua'")
class LuaCommandTest {
  @TempDir private Path folder;

  @Test
  @DisplayName("compares its checks with C's malloc, and says what was counted")
  void checks() {
    Executed executed = Executed.of("lua", "--checks", "--impl=counting");
    assertEquals(0, executed.exitCode(), executed.err());
    assertTrue(executed.err().contains(" checks as on C's malloc"), executed.err());
    assertTrue(executed.err().contains("live after lua_close: 0 blocks, 0 bytes"), executed.err());
  }

  @Test
  @DisplayName("fails where the program does, and frees all the same")
  void failingProgram() throws IOException {
    Path program = Files.writeString(folder.resolve("p.lua"), "#!/usr/bin/lua\nerror('no')");
    Executed executed = Executed.of("lua", "--impl=counting", program.toString());
    assertEquals(1, executed.exitCode(), executed.err());
    assertTrue(executed.err().contains("p.lua:2: no"), executed.err());
    assertTrue(executed.err().contains("0 blocks, 0 bytes"), executed.err());
  }

  @Test
  @DisplayName("compares the times of a program on C's malloc and on plugins")
  void times() throws IOException {
    Path program = Files.writeString(folder.resolve("p.lua"), "local t = {} return 'x'");
    Executed executed = Executed.of("lua", "--time=2", "--impl=counting+arena", program.toString());
    assertEquals(0, executed.exitCode(), executed.err());
    for (String name : new String[] {"C malloc", "system", "counting", "counting+arena"}) {
      assertTrue(executed.out().lines().anyMatch(line -> line.startsWith(name)), executed.out());
    }
  }

  @Test
  @DisplayName("wants a program or its checks, and knows its mallocs")
  void badInput() {
    Executed nothing = Executed.of("lua");
    assertEquals(2, nothing.exitCode());
    assertTrue(nothing.err().contains("Name a file of Lua, or say --checks"), nothing.err());
    Executed unknown = Executed.of("mallocs", "hoard");
    assertEquals(2, unknown.exitCode());
    assertTrue(
        unknown.err().contains("No malloc named 'hoard'. There are: jemalloc, mimalloc, tcmalloc;"),
        unknown.err());
  }
}
