package dev.alloc.junit.scope;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A balance")
final class BalanceTest {

  @Test
  @DisplayName("says what was done, in the singular and in the plural")
  void words() {
    assertEquals("leaked 1 block (1 byte)", new Balance(1, 1).describe());
    assertEquals("leaked 2 blocks (0 bytes)", new Balance(2, 0).describe());
    assertEquals("freed 1 block (8 bytes) it did not allocate", new Balance(-1, -8).describe());
    assertEquals("left as many blocks as it found, but 1 byte less", new Balance(0, -1).describe());
  }

  @Test
  @DisplayName("leaves what was judged inside to those who were, and what is even to nobody")
  void besides() {
    assertEquals(new Balance(1, 8), new Balance(3, 40).besides(new Balance(2, 32)));
    assertEquals(Balance.EVEN, Balance.EVEN.besides(new Balance(2, 32)));
    assertEquals(Balance.EVEN, new Balance(1, 8).besides(new Balance(2, 16)));
    assertEquals(new Balance(1, 8), new Balance(1, 8).besides(new Balance(-1, -8)));
    assertEquals(new Balance(-1, -8), new Balance(-1, -8).besides(Balance.EVEN));
    assertEquals(Balance.EVEN, new Balance(-1, -8).besides(new Balance(-1, -8)));
  }
}
