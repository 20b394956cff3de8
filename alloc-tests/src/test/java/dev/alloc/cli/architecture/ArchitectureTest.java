package dev.alloc.cli.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.alloc.cli.request.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ArchitectureTest {

  @ParameterizedTest
  @EnumSource
  void eachIsFoundByItsNameAndByDebians(Architecture architecture) {
    assertEquals(architecture, Architecture.named(architecture.toString()));
    assertEquals(architecture, Architecture.named(architecture.debian()));
  }

  @Test
  void anUnknownNameIsAnsweredWithTheKnownOnes() {
    BadInputException refused =
        assertThrows(BadInputException.class, () -> Architecture.named("vax"));
    assertEquals(
        "No architecture named 'vax'. There are: aarch64, s390x, armhf, i386, riscv64, ppc64el.",
        refused.getMessage());
  }
}
