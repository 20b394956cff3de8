package dev.alloc.cli;

import dev.alloc.Allocator;
import dev.alloc.AllocatorStats;
import dev.alloc.Capability;
import dev.alloc.MemoryFaultException;
import dev.alloc.cli.discovery.Discovery;
import dev.alloc.cli.request.BadInputException;
import dev.alloc.cli.request.PluginJars;
import dev.alloc.lua.LuaException;
import dev.alloc.lua.LuaState;
import dev.alloc.lua.LuaTimes;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a Lua program with every byte of the interpreter served by an allocator. */
@Command(
    name = "lua",
    description = {
      "Runs a Lua 5.4 program whose every byte is served by an allocator.",
      "What the allocator counted is printed afterwards; the exit code is 1 if the program failed"
          + " or blocks are live once Lua is closed."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {"", "Example: ./alloc lua --impl tracking program.lua 1 2 3"})
final class LuaCommand implements Callable<Integer> {

  @Option(
      names = "--impl",
      paramLabel = "SPEC",
      description = "The allocator, 'counting' by default.",
      completionCandidates = AllocatorNames.class)
  private String impl = "counting";

  @Option(
      names = "-D",
      paramLabel = "PROPERTY=VALUE",
      mapFallbackValue = "",
      description = "An option of a plugin, for example -Dalloc.counting.peak=true.")
  private final Map<String, String> properties = new TreeMap<>();

  @Option(
      names = "--time",
      paramLabel = "ROUNDS",
      description =
          "Runs the program so often on plain C malloc, system, counting, tracking, arena and the"
              + " allocator named, in turns, and compares; output is not suppressed.")
  private int rounds;

  @Option(
      names = "--checks",
      description = "Runs a hundred checks instead of a program, and compares with C's malloc.")
  private boolean checks;

  @Mixin private final PluginJars plugins = new PluginJars();

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "SCRIPT",
      description = "The program's file.")
  private Path script = Path.of("");

  @Parameters(
      index = "1..*",
      paramLabel = "ARGUMENT",
      description = "What the program finds in the table 'arg'.")
  private final List<String> arguments = new ArrayList<>();

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Override
  public Integer call() {
    Discovery discovery = new Discovery(plugins.loader());
    byte[] program = program();
    PrintWriter err = command.commandLine().getErr();
    if (rounds > 0) {
      new LuaTimes(
              spec -> discovery.create(spec, properties), script.toString(), program, arguments)
          .lines(impl, rounds)
          .forEach(command.commandLine().getOut()::println);
      return 0;
    }
    Allocator allocator = discovery.create(impl, properties);
    if (!allocator.capabilities().contains(Capability.NATIVE)) {
      allocator.close();
      throw new BadInputException(
          "Lua needs native memory, which '%s' does not have; try counting or arena."
              .formatted(allocator.name()));
    }
    boolean failed = !ran(allocator, program, err);
    AllocatorStats stats = allocator.stats();
    err.println(
        "%s: %s allocations, %s frees, %s reallocations; live after lua_close: %s blocks, %s bytes"
            .formatted(
                allocator.name(),
                shown(stats.allocations()),
                shown(stats.frees()),
                shown(stats.reallocations()),
                shown(stats.liveBlocks()),
                shown(stats.liveBytes())));
    failed |= closeFails(allocator, err) || stats.liveBlocks().orElse(0) != 0;
    err.flush();
    return failed ? 1 : 0;
  }

  private boolean ran(Allocator allocator, byte[] program, PrintWriter err) {
    try (LuaState lua = LuaState.open(allocator)) {
      String result = lua.run(script.toString(), program, arguments);
      return !checks || sameAsOnC(program, result, err);
    } catch (LuaException | OutOfMemoryError e) {
      err.println("lua: " + e.getMessage());
      return false;
    } finally {
      LuaState.flushOutput();
    }
  }

  private boolean sameAsOnC(byte[] program, String result, PrintWriter err) {
    try (LuaState lua = LuaState.openOnC()) {
      String expected = lua.run(script.toString(), program, arguments);
      boolean same = result.equals(expected);
      err.println(
          same
              ? result.lines().reduce("", (_, last) -> last) + " checks as on C's malloc"
              : "expected, as on C's malloc:%n%s%nbut was:%n%s".formatted(expected, result));
      return same;
    }
  }

  private byte[] program() {
    if (checks) {
      try (InputStream in = LuaState.class.getResourceAsStream("checks.lua")) {
        return Objects.requireNonNull(in, "checks.lua").readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    if (script.toString().isEmpty()) {
      throw new BadInputException("Name a file of Lua, or say --checks; see 'alloc lua --help'.");
    }
    return read(script);
  }

  private static boolean closeFails(Allocator allocator, PrintWriter err) {
    try {
      allocator.close();
      return false;
    } catch (MemoryFaultException leak) {
      err.println(leak.getMessage());
      return true;
    }
  }

  private static byte[] read(Path script) {
    try {
      return withoutHashLine(Files.readAllBytes(script));
    } catch (IOException e) {
      throw new BadInputException("%s cannot be read: %s.".formatted(script, e), e);
    }
  }

  /** A first line that is for the shell is empty for Lua, and so keeps the line numbers. */
  private static byte[] withoutHashLine(byte[] program) {
    for (int i = 0; program.length > 0 && program[0] == '#' && i < program.length; i++) {
      if (program[i] == '\n') {
        return Arrays.copyOfRange(program, i, program.length);
      }
    }
    return program;
  }

  private static String shown(OptionalLong value) {
    return value.isPresent() ? "%,d".formatted(value.getAsLong()) : "–";
  }
}
