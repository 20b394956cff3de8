package dev.alloc.counting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alloc.AllocatorLookupException;
import dev.alloc.Allocators;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {

  @Test
  @DisplayName("every option has a default and a help text")
  void declared() {
    var options = new CountingProvider().options();
    assertEquals(Set.of("limit", "mbean", "peak"), options.keySet());
    options
        .values()
        .forEach(
            option -> assertTrue(!option.defaultValue().isEmpty() && option.help().endsWith(".")));
  }

  @Test
  @DisplayName("an option that does not exist is refused with those that do")
  void unknownOption() {
    var refused =
        assertThrows(
            AllocatorLookupException.class,
            () -> Allocators.create("counting", Map.of("counting.peek", "true")));
    assertEquals(
        "alloc.counting.peek is not an option of 'counting'. Options: limit, mbean, peak."
            + " Did you mean 'peak'?",
        refused.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"limit,-1", "limit,much", "limit,''", "peak,yes", "mbean,1"})
  @DisplayName("a value that cannot be read is refused by name")
  void malformedValue(String option, String value) {
    var refused =
        assertThrows(
            AllocatorLookupException.class,
            () -> Allocators.create("counting", Map.of("counting." + option, value)));
    assertTrue(
        refused.toString().contains(": alloc.counting." + option + "=" + value + " is not "),
        refused::toString);
  }
}
