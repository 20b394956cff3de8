package dev.alloc.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever cannot be met is answered with one message and exit code 2. */
class BadInputTest {

  @Test
  void anUnknownCommandIsAnsweredWithTheNearest() {
    assertRefused("Did you mean: alloc suite or alloc misuse?", "sute");
  }

  @Test
  void anUnknownOptionIsNamed() {
    assertRefused("--rpeat", "suite", "--rpeat", "3");
  }

  @Test
  void aMalformedNumberIsNamedWithItsOption() {
    assertRefused(
        "Invalid value for option '--repeat': 'many' is not an int", "suite", "--repeat", "many");
  }

  @Test
  void theOptionsOfAnArchitectureMayFollowItsName(@TempDir Path folder) throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertRefused(
        "The Java for s390x cannot be put into " + file,
        "arch",
        "s390x",
        "--impl",
        "system",
        "--cache",
        file.toString());
  }

  @Test
  void numbersOutOfRangeAreRefused() {
    assertRefused("--repeat 0: give a number from 1", "suite", "--repeat", "0");
    assertRefused("--live -1: give a number from 0", "suite", "--live", "-1");
  }

  @Test
  void anUnknownAllocatorIsAnsweredByTheApi() {
    String message = "No allocator named 'sistem'. Found: ";
    assertRefused(message, "suite", "--impl", "sistem");
    assertRefused(message, "run", "--impl", "sistem", "--", "Program");
  }

  @Test
  void anOptionWithoutItsPrefixIsNotPassedOver() {
    assertRefused("-Dcounting.peak is no option of a plugin", "suite", "-Dcounting.peak=true");
  }

  @Test
  void anUnknownOptionOfAPluginIsAnsweredByTheApi() {
    assertRefused(
        "alloc.system.speed is not an option of 'system'.",
        "suite",
        "--impl",
        "system",
        "-Dalloc.system.speed=3");
    assertRefused(
        "alloc.system.speed is not an option of 'system'.",
        "run",
        "--impl",
        "system",
        "--",
        "-Dalloc.system.speed=3",
        "Program");
  }

  @Test
  void theSelectionOfProgramsIsRefusedForTheSuite() {
    assertRefused("name allocators with --impl here", "suite", "-Dalloc.impl=system");
  }

  @Test
  void optionsForOtherJvmsAreRefusedWhereThereIsNone() {
    assertRefused("JDK_JAVA_OPTIONS", "suite", "--in-process", "--jvm-arg=-Xint");
    assertRefused("JDK_JAVA_OPTIONS", "suite", "--in-process", "--deny-native-access");
  }

  @Test
  void oneProcessMeasuresOneAllocator() {
    assertRefused(
        "--in-process measures one allocator", "suite", "--in-process", "--impl=system", "--all");
  }

  @Test
  void twoChoicesThatDifferAreRefused() {
    assertRefused(
        "--impl system and -Dalloc.impl=counting name different allocators",
        "run",
        "--impl",
        "system",
        "--",
        "-Dalloc.impl=counting",
        "Program");
  }

  @Test
  void rulesThatAreNotThereAreRefused() {
    assertRefused(
        "--rules 3.99,x: there is no such rule. Chapters: 0 to 12", "tck", "--rules", "x,3.99,1");
  }

  @Test
  void theTckRefusesAllocatorsThatAreNotThereBeforeItTestsOthers() {
    assertRefused(
        "No allocator named 'sistem'. Found: ", "tck", "--impl=system", "--impl", "sistem");
    assertRefused("--matrix has nothing that contains nosuch", "tck", "--matrix", "--impl=nosuch");
  }

  @Test
  void theTcksNumbersOutOfRangeAreRefused() {
    assertRefused("--scale 0.0: give a number above 0", "tck", "--scale", "0");
    assertRefused("--jobs 0: give a number from 1", "tck", "--jobs", "0");
    assertRefused("--time-limit 0: give a number from 1", "tck", "--time-limit", "0");
  }

  @Test
  void fuzzingRefusesWhatItCannotUse() {
    assertRefused("--fuzz 0: give a number from 1", "tck", "--fuzz", "0");
    assertRefused("--episode -1: give the number of", "tck", "--fuzz=1", "--episode=-1");
    assertRefused("--episode 3: give the number of an episode, with --fuzz", "tck", "--episode=3");
    assertRefused("fuzzing is about rule 3.7; leave --rules out", "tck", "--fuzz=1", "--rules=1");
  }

  @Test
  void nothingToRunIsRefused() {
    assertRefused("JAVA-ARGUMENTS", "run", "--impl", "system");
  }

  @Test
  void aPluginThatIsNoJarIsRefused(@TempDir Path folder) {
    assertRefused("there is no such file", "list", "--plugin", folder.resolve("a.jar").toString());
  }

  @Test
  void aJsonFileThatCannotBeWrittenIsRefusedBeforeTheWork(@TempDir Path folder) {
    String missing = folder.resolve("missing").resolve("a.json").toString();
    for (String command : new String[] {"suite", "list", "tck"}) {
      assertRefused("there is no folder", command, "--json", missing);
      assertRefused("is a folder", command, "--json", folder.toString());
    }
  }

  private static void assertRefused(String message, String... arguments) {
    Executed executed = Executed.of(arguments);
    assertAll(
        () -> assertEquals(2, executed.exitCode(), "exit code"),
        () -> assertEquals("", executed.out(), "standard output"),
        () -> assertTrue(executed.err().contains(message), executed.err()),
        () -> assertFalse(executed.err().contains("\tat "), "a stack trace: " + executed.err()));
  }
}
