package dev.alloc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a program gets that starts with these properties and JARs: each in a JVM of its own. */
final class StartupTest {
  @TempDir private static Path folder;
  private static Path jar = Path.of("");

  @BeforeAll
  static void build() {
    jar =
        new PluginJar(folder)
            .with(FakePlugin.base("system"))
            .with(FakePlugin.base("other"))
            .with(FakePlugin.wrapper("counting").option("peak", "false"))
            .with(FakePlugin.base("broken").create("throw new IllegalArgumentException(\"boom\");"))
            .write("plugins.jar");
  }

  @Test
  void systemIsTheDefaultAndTheNameCanBeReadBack() throws Exception {
    assertEquals(List.of("system", "system", "same"), run());
    assertEquals(
        List.of("counting+other", "counting+other", "same"), run("-Dalloc.impl=counting+other"));
  }

  @Test
  void aFailureIsTheSameAtEachCallAndOnEachThread() throws Exception {
    String typo =
        "No allocator named 'contuing'. Found: broken, counting, other, system."
            + " Did you mean 'counting'?";
    assertEquals(List.of(typo, typo, "same"), run("-Dalloc.impl=contuing"));
    assertEquals(List.of("boom", "boom", "same"), run("-Dalloc.impl=broken"));
    String option =
        "alloc.counting.peek is not an option of 'counting'. Options: peak. Did you mean 'peak'?";
    assertEquals(
        List.of(option, option, "same"),
        run("-Dalloc.impl=counting", "-Dalloc.counting.peek=true"));
    String empty =
        "'' is not a spec: names joined by '+', outermost first."
            + " Found: broken, counting, other, system.";
    assertEquals(List.of(empty, empty, "same"), run("-Dalloc.impl="));
  }

  @Test
  void aChoiceThatDoesNotExistIsNotPassedOverByUse() throws Exception {
    assertEquals(
        List.of("No allocator named 'nosuch'"),
        run("-Duse=true", "-Dalloc.impl=nosuch").stream()
            .map(s -> s.replaceFirst("\\..*", ""))
            .toList());
    assertEquals(List.of("mine, formerly other"), run("-Duse=true", "-Dalloc.impl=other"));
    assertEquals(List.of("mine, formerly system"), run("-Duse=true"));
  }

  private static List<String> run(String... flags) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-XX:+UseSerialGC");
    command.addAll(Arrays.asList(flags));
    command.add("-classpath");
    command.add(jar + File.pathSeparator + System.getProperty("java.class.path"));
    command.add(Program.class.getName());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    return output.lines().toList();
  }

  /** What the JVMs run. */
  static final class Program {

    private Program() {}

    public static void main(String[] arguments) throws InterruptedException {
      if (Boolean.getBoolean("use")) {
        System.out.println(outcome(() -> use(FakeAllocator.base("mine"))));
        return;
      }
      Object[] results = new Object[2];
      results[0] = result(Allocators::current);
      Thread other = new Thread(() -> results[1] = result(Allocators::current));
      other.start();
      other.join();
      System.out.println(text(results[0]));
      System.out.println(text(results[1]));
      System.out.println(Objects.equals(results[0], results[1]) ? "same" : "different");
    }

    private static Object use(Allocator mine) {
      Allocator former = Allocators.use(mine);
      return Allocators.current().name() + ", formerly " + former.name();
    }

    private static String outcome(Supplier<Object> call) {
      return text(result(call));
    }

    private static Object result(Supplier<?> call) {
      try {
        return call.get();
      } catch (RuntimeException e) {
        return e;
      }
    }

    private static String text(Object result) {
      return switch (result) {
        case Allocator allocator -> allocator.name();
        case RuntimeException failure -> String.valueOf(failure.getMessage());
        default -> result.toString();
      };
    }
  }
}
