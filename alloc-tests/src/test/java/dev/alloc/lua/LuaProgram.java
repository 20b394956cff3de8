package dev.alloc.lua;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/**
 * A program that is measured, and what it returns.
 *
 * @param name its file without the ending
 * @param text what Lua is to run
 * @param result the same on every allocator
 */
public record LuaProgram(String name, String text, String result) {

  /**
   * Returns all programs, each of such a size that on C's malloc it takes as long as the others.
   *
   * @return what each does stands in its first line
   */
  public static List<LuaProgram> all() {
    return List.of(
        of("words", "1091 432932570"),
        of("json", "21271"),
        of("events", "9500 33212.727352 2346"),
        of("queens", "1380 8 4 1 3 6 2 7 5"),
        of("trees", "105403"));
  }

  /**
   * Returns a program.
   *
   * @param name its name
   * @return the program
   */
  public static LuaProgram named(String name) {
    return all().stream().filter(program -> program.name.equals(name)).findFirst().orElseThrow();
  }

  /**
   * Runs it once and compares what it returns.
   *
   * @param lua where
   */
  public void run(LuaState lua) {
    String returned = lua.run(name, text.getBytes(UTF_8), List.of());
    if (!returned.equals(result)) {
      throw new AssertionError(
          "%s.lua returned '%s' instead of '%s'".formatted(name, returned, result));
    }
  }

  @Override
  public String toString() {
    return name;
  }

  private static LuaProgram of(String name, String result) {
    String file = name + ".lua";
    try (InputStream in = LuaProgram.class.getResourceAsStream("programs/" + file)) {
      return new LuaProgram(
          name, new String(Objects.requireNonNull(in, file).readAllBytes(), UTF_8), result);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
