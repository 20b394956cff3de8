package dev.alloc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher in a made-up checkout, with a Java that prints its arguments and a Maven that writes
 * down how it was called.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a shell script")
class LauncherTest {
  /**
   * What the launcher may use besides the shell; 'mvn' and 'java' of this machine are not there.
   */
  private static final List<String> TOOLS =
      List.of(
          "basename",
          "cat",
          "dirname",
          "find",
          "grep",
          "head",
          "mkdir",
          "mktemp",
          "mv",
          "readlink",
          "rm",
          "sh",
          "tail");

  @TempDir private Path folder;
  private Path home;
  private Path bin;
  private Path mavenCalls;

  @BeforeEach
  void makeCheckout() throws IOException {
    home = Files.createDirectories(folder.resolve("check out"));
    bin = Files.createDirectories(folder.resolve("bin"));
    mavenCalls = folder.resolve("maven-calls");
    Files.copy(Path.of("..", "alloc"), home.resolve("alloc"));
    home.resolve("alloc").toFile().setExecutable(true);
    Files.createDirectories(home.resolve("alloc-api/src/main/java"));
    Files.writeString(home.resolve("alloc-api/src/main/java/Api.java"), "class Api {}");
    Files.writeString(home.resolve("alloc-api/pom.xml"), "<project/>");
    Files.writeString(home.resolve("pom.xml"), "<project/>");
    program(
        bin.resolve("mvn"),
        """
        echo "$JAVA_HOME $*" >>'%s'
        echo '[INFO] Building alloc-tests 1 [2/2]'
        mkdir -p alloc-tests/target/lib alloc-tests/target/quick-test-classes
        : >alloc-tests/target/alloc-tests-1-sources.jar
        : >alloc-tests/target/alloc-tests-1.jar
        echo somewhere/jmh.jar >alloc-tests/target/test-classpath.txt
        """
            .formatted(mavenCalls));
    jdk("jdk", "25.0.1");
    Path tools = Files.createDirectories(folder.resolve("tools"));
    for (String tool : TOOLS) {
      Path usual = Path.of("/usr/bin", tool);
      Path other = Path.of("/bin", tool);
      program(tools.resolve(tool), "exec %s \"$@\"".formatted(Files.exists(usual) ? usual : other));
    }
  }

  @Test
  void whatIsMissingIsBuiltAndOnlyOnce() throws Exception {
    Executed first = alloc("list").run();
    assertEquals(0, first.exitCode(), first.err());
    assertTrue(first.out().contains(home + "/alloc-tests/target/alloc-tests-1.jar:"), first.out());
    assertTrue(first.out().endsWith("dev.alloc.cli.Main list\n"), first.out());
    Executed second = alloc("list").run();
    assertEquals("", second.err());
    assertEquals(
        List.of(
            folder.resolve("jdk")
                + " -B -Dquick -pl alloc-tests -am -Dmaven.test.skip=true package"),
        Files.readAllLines(mavenCalls));
  }

  @Test
  void whatIsStaleIsBuilt() throws Exception {
    for (String changed : new String[] {"pom.xml", "alloc-api/src/main/java/Api.java"}) {
      alloc("list").run();
      int before = Files.readAllLines(mavenCalls).size();
      FileTime later = FileTime.from(Instant.now().plusSeconds(60));
      Files.setLastModifiedTime(home.resolve(changed), later);
      alloc("list").run();
      assertEquals(before + 1, Files.readAllLines(mavenCalls).size(), changed);
      Files.setLastModifiedTime(home.resolve(changed), FileTime.from(Instant.EPOCH));
    }
  }

  @Test
  void aBuildThatFailsShowsItsErrorsAndIsTriedAgain() throws Exception {
    program(bin.resolve("mvn"), "echo '[INFO] fine'; echo '[ERROR] no such symbol'; exit 1");
    for (int attempt = 0; attempt < 2; attempt++) {
      Executed executed = alloc("list").run();
      assertEquals(2, executed.exitCode());
      assertEquals("", executed.out());
      assertTrue(executed.err().contains("[ERROR] no such symbol"), executed.err());
      assertFalse(executed.err().contains("[INFO]"), executed.err());
      assertTrue(executed.err().contains("alloc-build.log"), executed.err());
    }
  }

  @Test
  void mavenIsNeededToBuildOnly() throws Exception {
    alloc("list").run();
    Files.delete(bin.resolve("mvn"));
    assertEquals(0, alloc("list").run().exitCode());
    Files.delete(home.resolve("alloc-tests/target/alloc-tests-1.jar"));
    Executed executed = alloc("list").run();
    assertEquals(2, executed.exitCode());
    assertTrue(executed.err().contains("Maven is needed"), executed.err());
  }

  @Test
  void argumentsFolderAndExitCodeArePassedThrough() throws Exception {
    program(folder.resolve("jdk/bin/java"), "printf '%s|' \"$@\"; pwd; exit 7");
    Path link = Files.createSymbolicLink(folder.resolve("link"), home.resolve("alloc"));
    Path other = Files.createSymbolicLink(bin.resolve("my-alloc"), link);
    Executed executed = script(other.toString(), "a b", "", "$c", "it's").in(bin).run();
    assertEquals(7, executed.exitCode());
    assertTrue(executed.out().endsWith("|a b||$c|it's|" + bin.toRealPath() + "\n"), executed.out());
    assertTrue(executed.out().contains(home + "/alloc-tests/target/lib/*"), executed.out());
  }

  @Test
  void anOldJdkIsPassedOver() throws Exception {
    jdk("old", "17.0.9");
    Path java = folder.resolve("jdk/bin/java");
    Files.createSymbolicLink(bin.resolve("java"), java);
    Executed executed = alloc("list").with("JAVA_HOME", folder.resolve("old").toString()).run();
    assertEquals(0, executed.exitCode(), executed.err());
    assertTrue(executed.out().startsWith(folder.resolve("jdk").toString()), executed.out());
  }

  @Test
  void droppedPluginsAreOnTheClassPath() throws Exception {
    assertFalse(alloc("list").run().out().contains("plugins"));
    Files.createDirectories(home.resolve("plugins"));
    assertTrue(alloc("list").run().out().contains(":" + home + "/plugins/*"));
  }

  @Test
  void benchmarksAreBuiltApartAndRunOnTheTestClassPath() throws Exception {
    alloc("list").run();
    for (int time = 0; time < 2; time++) {
      Executed executed = alloc("bench", "Pair", "--rounds", "3").run();
      assertEquals(0, executed.exitCode(), executed.err());
      String target = home + "/alloc-tests/target";
      assertTrue(
          executed
              .out()
              .endsWith(
                  target
                      + "/quick-test-classes:"
                      + target
                      + "/quick-classes:somewhere/jmh.jar"
                      + " dev.alloc.bench.InterleavedMain Pair --rounds 3\n"),
          executed.out());
    }
    List<String> calls = Files.readAllLines(mavenCalls);
    assertEquals(2, calls.size(), calls.toString());
    assertTrue(calls.get(1).endsWith(" -DskipTests process-test-classes"), calls.toString());
    Path benchmark = home.resolve("alloc-api/src/test/java/ChangedBenchmark.java");
    Files.createDirectories(benchmark.getParent());
    Files.writeString(benchmark, "class ChangedBenchmark {}");
    Files.setLastModifiedTime(benchmark, FileTime.from(Instant.now().plusSeconds(60)));
    alloc("bench").run();
    assertEquals(3, Files.readAllLines(mavenCalls).size());
  }

  @Test
  void theShellBecomesTheProgramThatIsRun() throws Exception {
    program(
        folder.resolve("jdk/bin/java"),
        """
        for argument; do
          case $argument in --hand-over=*) file=${argument#*=} ;; esac
        done
        echo "'sh' '-c' 'test ! -e $file && test \\$\\$ = $PPID && exit 9'" >"$file"
        """);
    Executed executed = alloc("run", "--impl", "x").run();
    assertEquals(9, executed.exitCode(), executed.err());
  }

  @Test
  void theShellBecomesTheCommandThatLooksForLeaks() throws Exception {
    program(folder.resolve("jdk/bin/java"), "echo $PPID; printf '%s|' \"$@\"");
    for (String[] options :
        new String[][] {{"--report", "x"}, {"--report=x"}, {"--fail-on-leak"}}) {
      String[] command = new String[options.length + 3];
      command[0] = "run";
      System.arraycopy(options, 0, command, 1, options.length);
      command[options.length + 1] = "--";
      command[options.length + 2] = "Program";
      Executed executed = alloc(command).run();
      assertEquals(0, executed.exitCode(), executed.err());
      assertTrue(executed.out().startsWith(ProcessHandle.current().pid() + "\n"), executed.out());
      assertTrue(executed.out().endsWith("|" + String.join("|", command) + "|"), executed.out());
    }
    program(folder.resolve("jdk/bin/java"), "printf '%s|' \"$@\"");
    Executed executed = alloc("run", "--", "Program", "--report").run();
    assertTrue(executed.out().contains("|--hand-over="), executed.out()); // the program's option
  }

  @Test
  void whatIsNotRunEndsWithItsOwnExitCode() throws Exception {
    program(folder.resolve("jdk/bin/java"), "echo refused >&2; exit 2");
    Executed executed = alloc("run", "--impl", "x").run();
    assertEquals(2, executed.exitCode());
    assertTrue(executed.err().endsWith("refused\n"), executed.err());
  }

  private Script alloc(String... arguments) {
    String[] command = new String[arguments.length + 1];
    command[0] = home.resolve("alloc").toString();
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    return script(command);
  }

  private Script script(String... command) {
    return Script.of(command)
        .with("JAVA_HOME", folder.resolve("jdk").toString())
        .with("PATH", bin + ":" + folder.resolve("tools"));
  }

  private void jdk(String name, String version) throws IOException {
    Path jdk = Files.createDirectories(folder.resolve(name).resolve("bin")).getParent();
    Files.writeString(
        folder.resolve(name).resolve("release"),
        "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"%s\"\n".formatted(version));
    program(folder.resolve(name).resolve("bin/java"), "echo \"%s $*\"".formatted(jdk));
    program(folder.resolve(name).resolve("bin/javac"), "exit 1");
  }

  private static void program(Path file, String text) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + text);
    file.toFile().setExecutable(true);
  }
}
