package dev.alloc.cli.misuse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alloc.cli.misuse.run.MisuseTable;
import dev.alloc.cli.misuse.run.ProgramJvm;
import dev.alloc.cli.misuse.run.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The two ways of debug in this JVM at the smallest size; {@code ./alloc misuse} runs all. */
@DisplayName("A program that misuses memory")
final class MisuseTest {
  private static final int FEWEST = 40;
  private static final int OPERATIONS = 20_000;
  private static final long SEED =
      Long.getLong("alloc.misuse.seed", new SplittableRandom().nextLong());
  private static final Path PAGE =
      Path.of(System.getProperty("basedir", ".")).resolve("../docs/debugging-memory-errors.md");

  @TestFactory
  @DisplayName("is seen under debug as declared")
  Stream<DynamicTest> underDebug() {
    return Programs.all().stream().map(program -> test(program, Mode.DEBUG));
  }

  @TestFactory
  @DisplayName("is seen under uaf=scope as declared")
  Stream<DynamicTest> underScope() {
    return Programs.all().stream().map(program -> test(program, Mode.SCOPE));
  }

  @Test
  @DisplayName("ends its JVM at the write under guard=page, and its method is in the crash log")
  void underGuardPages() {
    Misuse program = Programs.all().getFirst();
    Run run = new Run(program, Misuse.SIZES.getFirst());
    Map<Run, Sighting> seen = new ProgramJvm(SEED).run(Mode.GUARD, List.of(run), _ -> {});
    assertEquals(new Sighting("SIGSEGV", Step.WRITE, ""), seen.get(run), () -> "seed " + SEED);
  }

  @TestFactory
  @DisplayName("is another one: operations without errors raise no alarm")
  Stream<DynamicTest> noFalseAlarm() {
    return Stream.of("DEBUG ", "DEBUG arena", "SCOPE ", "GUARD ")
        .map(text -> text.split(" ", 2))
        .map(
            parts ->
                DynamicTest.dynamicTest(
                    String.join(" ", parts) + " seed " + SEED,
                    () ->
                        CorrectUse.run(
                            Mode.valueOf(parts[0]),
                            parts.length > 1 ? parts[1] : "",
                            SEED,
                            parts[0].equals("DEBUG") ? OPERATIONS : OPERATIONS / 10)));
  }

  @Test
  @DisplayName("is one of more than forty, named as its method is")
  void thereAreEnough() {
    List<Misuse> programs = Programs.all();
    Set<String> names = new HashSet<>();
    for (Misuse program : programs) {
      assertTrue(names.add(program.name()), () -> "two are named " + program.name());
      assertTrue(
          Arrays.stream(program.type().getDeclaredMethods())
              .anyMatch(method -> method.getName().equals(program.name())),
          () -> program.type() + " has no method " + program.name());
    }
    assertTrue(programs.size() >= FEWEST, () -> programs.size() + " are too few");
  }

  @Test
  @DisplayName("has a row in the docs, in the order of the code, and there are no others")
  void theDocsListThem() throws IOException {
    List<String> expected = Programs.all().stream().map(MisuseTable::rowStart).toList();
    List<String> rows =
        Files.readAllLines(PAGE).stream()
            .filter(line -> line.startsWith("| `") && line.split(" \\| ", -1).length == 6)
            .map(line -> line.substring(0, line.indexOf(" | ", line.indexOf(" | ") + 1) + 2))
            .toList();
    assertEquals(
        expected, rows, "./alloc misuse --write docs/debugging-memory-errors.md writes the table");
  }

  private static DynamicTest test(Misuse program, Mode mode) {
    long byteSize = program.sizes().getFirst();
    return DynamicTest.dynamicTest(
        program.name(),
        () -> {
          Expected expected = program.expected(mode, byteSize);
          if (expected.isCertain()) {
            Sighting seen = Stage.play(program, mode, byteSize, SEED, _ -> {});
            assertTrue(
                expected.matches(seen),
                () -> "declared %s, seen %s, seed %d".formatted(expected, seen, SEED));
          }
        });
  }
}
