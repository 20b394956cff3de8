package dev.alloc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which name a typo is taken for. */
final class NearestNameTest {
  private static final List<String> NAMES =
      List.of("arena", "counting", "debug", "system", "tracking");

  @ParameterizedTest
  @CsvSource({
    "contuing, counting", "countng, counting", "ocunting, counting", "countingg, counting",
    "SYSTEM, system", "dbeug, debug", "traking, tracking", "aren, arena"
  })
  void aTypoIsTakenForTheNearest(String typo, String name) {
    assertEquals(Optional.of(name), NearestName.of(typo, NAMES));
  }

  @Test
  void whatIsNearNothingIsTakenForNothing() {
    assertEquals(Optional.empty(), NearestName.of("jemalloc", NAMES));
    assertEquals(Optional.empty(), NearestName.of("", NAMES));
    assertEquals(Optional.empty(), NearestName.of("counting", List.of()));
  }
}
