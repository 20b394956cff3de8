package dev.alloc.cli.program;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlatformTest {
  private final Platform platform =
      new Platform(
          List.of(Path.of("api.jar"), Path.of("plugin.jar")), Map.of("alloc.impl", "counting"));

  @Test
  void thePlatformComesBeforeTheClassPath() {
    assertEquals(
        List.of(
            "-Xmx1g",
            "-Dalloc.impl=counting",
            "--enable-native-access=ALL-UNNAMED",
            "--class-path",
            path("api.jar", "plugin.jar", "my.jar"),
            "my.Main",
            "1"),
        start("-Xmx1g", "-cp", "my.jar", "my.Main", "1"));
  }

  @Test
  void withoutAClassPathItIsTheOneJavaWouldTake() {
    String otherwise = System.getenv().getOrDefault("CLASSPATH", ".");
    List<String> command = start("my.Main");
    assertEquals(
        path("api.jar", "plugin.jar", otherwise), command.get(command.indexOf("--class-path") + 1));
  }

  @Test
  void aModuleIsStartedFromTheModulePath() {
    assertEquals(
        List.of(
            "-Dalloc.impl=counting",
            "--enable-native-access=ALL-UNNAMED",
            "--add-modules=dev.alloc",
            "--module-path",
            path("my-modules"),
            "--module",
            "my/my.Main",
            "1"),
        new Platform(List.of(), Map.of("alloc.impl", "counting"))
            .start(JavaArguments.of(List.of("-p", "my-modules", "-m", "my/my.Main", "1"))));
  }

  private List<String> start(String... arguments) {
    return platform.start(JavaArguments.of(List.of(arguments)));
  }

  private static String path(String... parts) {
    return String.join(File.pathSeparator, parts);
  }
}
