package dev.alloc.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Native access denied, granted and left at the default, on class path and module path. */
class NativeAccessTest {
  private static final String DENIED =
      "system: native access is denied; start java with --enable-native-access=";
  private static final List<String> WORKS =
      List.of("read back 42", "from an arena 0", "read back 42", "from an arena 0", "exit code 0");

  @Test
  @DisplayName("denied on the class path: one sentence, the same each time")
  void deniedOnClassPath() throws Exception {
    assertEquals(
        List.of(DENIED + "ALL-UNNAMED", DENIED + "ALL-UNNAMED", "exit code 0"),
        ChildJvm.onClassPath("--illegal-native-access=deny"));
  }

  @Test
  @DisplayName("denied on the module path: the sentence names both modules that need access")
  void deniedOnModulePath() throws Exception {
    String sentence = DENIED + "dev.alloc.system,dev.alloc";
    assertEquals(
        List.of(sentence, sentence, "exit code 0"),
        ChildJvm.onModulePath("--illegal-native-access=deny"));
  }

  @Test
  @DisplayName("what the sentence says is what it takes, on the class path")
  void grantedOnClassPath() throws Exception {
    assertEquals(
        WORKS,
        ChildJvm.onClassPath("--illegal-native-access=deny", "--enable-native-access=ALL-UNNAMED"));
  }

  @Test
  @DisplayName(
      "what the sentence says is what it takes, without any module of the JDK but java.base")
  void grantedOnModulePath() throws Exception {
    assertEquals(
        WORKS,
        ChildJvm.onModulePath(
            "--illegal-native-access=deny",
            "--enable-native-access=dev.alloc.system,dev.alloc",
            "--limit-modules=java.base,dev.alloc"));
  }

  @Test
  @DisplayName("the default mode, which only warns, is not taken for a denial")
  void warnedByDefault() throws Exception {
    List<String> lines = ChildJvm.onClassPath();
    assertTrue(lines.containsAll(WORKS), () -> "the child printed " + lines);
  }
}
