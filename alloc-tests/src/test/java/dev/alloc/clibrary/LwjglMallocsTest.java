package dev.alloc.clibrary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alloc.Allocator;
import dev.alloc.AllocatorLookupException;
import dev.alloc.Allocators;
import dev.alloc.lua.LuaProgram;
import dev.alloc.lua.LuaState;
import dev.alloc.suite.OnePass;
import dev.alloc.tck.upstream.CountingUpstream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The libraries that LWJGL brings, as tables of functions; their rules are in classes of their own.
 */
@DisplayName("A malloc of LWJGL")
@OnLwjglsMachine
class LwjglMallocsTest {
  @TempDir private static Path folder;

  @ParameterizedTest
  @EnumSource
  @DisplayName("runs the interpreter suite, Lua's checks and a program, and nothing is left live")
  void programs(LwjglMalloc malloc) throws IOException {
    CountingUpstream counting = new CountingUpstream(malloc.load().toAllocator());
    assertNull(OnePass.firstFailure(counting));
    try (LuaState lua = LuaState.open(counting)) {
      LuaProgram.named("events").run(lua);
    }
    try (LuaState lua = LuaState.open(counting);
        LuaState onC = LuaState.openOnC()) {
      assertEquals(checks(onC), checks(lua));
    }
    assertTrue(counting.allocations() > 100_000, "they have used another malloc");
    assertEquals(0, counting.liveBlocks());
    counting.close();
  }

  @ParameterizedTest
  @CsvSource({"JEMALLOC, je_", "MIMALLOC, mi_"})
  @DisplayName("is had by options alone, called critically, and not by another prefix")
  void options(LwjglMalloc malloc, String prefix) throws IOException {
    Path library = folder.resolve(malloc + ".so");
    malloc.unpack(library);
    Map<String, String> options = Map.of("system.library", library.toString());
    AllocatorLookupException wrong =
        assertThrows(AllocatorLookupException.class, () -> Allocators.create("system", options));
    assertTrue(
        String.valueOf(wrong.getMessage())
            .contains("It has '%smalloc' (prefix '%s')".formatted(prefix, prefix)),
        wrong::getMessage);
    Map<String, String> right = new HashMap<>(options);
    right.put("system.prefix", prefix);
    right.put("system.critical", "true");
    try (Allocator counting = Allocators.create("counting", right)) {
      assertNull(OnePass.firstFailure(counting));
      assertEquals(0, counting.stats().liveBlocks().orElseThrow());
    }
  }

  private static String checks(LuaState lua) throws IOException {
    try (InputStream in = LuaState.class.getResourceAsStream("checks.lua")) {
      return lua.run(
          "checks.lua", Objects.requireNonNull(in, "checks.lua").readAllBytes(), List.of());
    }
  }
}
