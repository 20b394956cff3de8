package dev.alloc.lua;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alloc.Allocator;
import dev.alloc.Allocators;
import dev.alloc.MemoryFaultException;
import dev.alloc.tracking.ReportFormat;
import dev.alloc.tracking.Tracking;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Lua")
class LuaTest {
  private static final int FEWEST_CHECKS = 100;
  private static final int MOST_FAILURES = 1_000;
  private static final String NO_MEMORY = "not enough memory";

  private static String onC = ""; // what the checks print on C's malloc

  @BeforeAll
  static void checkOnC() {
    try (LuaState lua = LuaState.openOnC()) {
      onC = run(lua, "checks.lua");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "system",
        "counting",
        "arena",
        "debug",
        "tracking",
        "counting+arena",
        "tracking+arena"
      })
  @DisplayName("behaves as on C's malloc, and leaves nothing live")
  void sameBehaviour(String spec) {
    int checks = Integer.parseInt(onC.substring(onC.lastIndexOf('\n') + 1));
    assertTrue(checks >= FEWEST_CHECKS, () -> "only " + checks + " checks");
    try (Allocator allocator =
        Allocators.create(spec, Map.of("tracking.depth", "0", "debug.depth", "0"))) {
      try (LuaState lua = LuaState.open(allocator)) {
        assertEquals(onC, run(lua, "checks.lua"));
      }
      assertEquals(0, allocator.stats().liveBlocks().orElse(0), "live blocks after lua_close");
    }
  }

  static List<LuaProgram> programs() {
    return LuaProgram.all();
  }

  @ParameterizedTest
  @MethodSource("programs")
  @DisplayName("returns the same from a program on C and on a plugin, run after run")
  void samePrograms(LuaProgram program) {
    try (LuaState lua = LuaState.openOnC()) {
      program.run(lua);
    }
    try (Allocator allocator = Allocators.create("counting");
        LuaMemory memory = LuaMemory.of(allocator)) {
      for (int i = 0; i < 2; i++) {
        try (LuaState lua = LuaState.open(memory)) {
          program.run(lua);
        }
        assertEquals(0, allocator.stats().liveBlocks().orElseThrow(), "live after lua_close");
      }
    }
  }

  @Test
  @DisplayName("calls C's functions where the allocator is these, and Java where it is more")
  void systemIsTheFunctionsOfC() {
    MemorySegment ofC = LuaLibrary.load().functionOnC();
    assertEquals(ofC, function("system", Map.of()));
    assertNotEquals(ofC, function("counting", Map.of()));
    assertNotEquals(ofC, function("system", Map.of("system.guard", "page")));
  }

  private static MemorySegment function(String spec, Map<String, String> options) {
    try (Allocator allocator = Allocators.create(spec, options);
        LuaMemory memory = LuaMemory.of(allocator)) {
      return memory.function();
    }
  }

  @Test
  @DisplayName("goes on where single requests fail at random, and frees all at the end")
  void recovers() {
    int recovered = 0;
    for (int seed = 1; seed <= 5; seed++) {
      Map<String, String> options =
          Map.of("failing.rate", "0.0005", "failing.seed", Integer.toString(seed));
      recovered += runsOnFailing(options, "recovery.lua") ? 1 : 0;
    }
    assertTrue(recovered > 0, "no run got beyond the start of Lua");
  }

  @Test
  @DisplayName("takes a failure anywhere in its first requests for a lack of memory")
  void anyRequestFails() {
    for (int nth = 1; nth <= MOST_FAILURES; nth += 7) {
      runsOnFailing(Map.of("failing.nth", Integer.toString(nth)), "small.lua");
      runsOnFailing(Map.of("failing.from", Integer.toString(nth)), "small.lua");
    }
  }

  /** Returns whether the program ended; whatever happens, nothing may stay live. */
  private static boolean runsOnFailing(Map<String, String> options, String script) {
    try (Allocator allocator = Allocators.create("counting+failing", options)) {
      boolean ended = false;
      try (LuaState lua = LuaState.open(allocator)) {
        run(lua, script);
        ended = true;
      } catch (OutOfMemoryError notStarted) {
        assertTrue(notStarted.getMessage() != null, "an error without words");
      } catch (LuaException refused) {
        assertEquals(NO_MEMORY, refused.getMessage(), () -> "with " + options);
      }
      assertEquals(0, allocator.stats().liveBlocks().orElseThrow(), () -> "with " + options);
      return ended;
    }
  }

  @Test
  @DisplayName("that is never closed is in the leak report, with the line of Java that started it")
  void unclosedState() {
    Allocator allocator = Allocators.create("tracking", Map.of("tracking.depth", "32"));
    LuaState lua = LuaState.open(allocator);
    String report = Tracking.of(allocator).snapshot().toText(ReportFormat.TEXT);
    assertTrue(report.contains("LuaTest.unclosedState(LuaTest.java:"), report);
    MemoryFaultException leak = assertThrows(MemoryFaultException.class, allocator::close);
    assertEquals(MemoryFaultException.Kind.LEAK, leak.kind());
    assertTrue(
        Arrays.stream(leak.getSuppressed())
            .allMatch(
                block ->
                    block instanceof MemoryFaultException fault
                        && fault.allocationSite().stream()
                            .anyMatch(frame -> frame.getMethodName().equals("unclosedState"))),
        "a block of Lua without the line that asked for it");
    lua.close();
    allocator.close();
  }

  @Test
  @DisplayName("says what is wrong with a program, and gets its arguments")
  void errorsAndArguments() {
    try (Allocator allocator = Allocators.create("counting")) {
      try (LuaState lua = LuaState.open(allocator)) {
        assertEquals(
            "näme a\"b",
            lua.run("näme", "return arg[0] .. ' ' .. arg[1]".getBytes(UTF_8), List.of("a\"b")));
        LuaException syntax =
            assertThrows(LuaException.class, () -> lua.run("f", "x =".getBytes(UTF_8), List.of()));
        assertEquals("f:1: unexpected symbol near <eof>", syntax.getMessage());
        LuaException thrown =
            assertThrows(
                LuaException.class, () -> lua.run("f", "error('no')".getBytes(UTF_8), List.of()));
        assertEquals("f:1: no", thrown.getMessage());
        assertTrue(lua.firstFailure().isEmpty());
      }
    }
  }

  private static String run(LuaState lua, String script) {
    return lua.run(script, read(script), List.of());
  }

  private static byte[] read(String script) {
    try (InputStream in = LuaTest.class.getResourceAsStream(script)) {
      return Objects.requireNonNull(in, script).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
