package dev.alloc.debug.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.function.IntSupplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A site")
class SitesTest {
  private final Sites sites = new Sites(2);

  @Test
  @DisplayName("has one number, however often a thread comes by")
  void hasOneNumber() {
    IntSupplier here = () -> asked((byte) 1);
    assertEquals(here.getAsInt(), here.getAsInt());
  }

  @Test
  @DisplayName("is another one in a method of the same name, though its bytecode is the same")
  void tellsOverloadsApart() {
    int first = asked((byte) 1);
    int second = asked((short) 1);
    assertNotEquals(sites.frames(first).getFirst(), sites.frames(second).getFirst());
  }

  @Test
  @DisplayName("begins with the frame that asked, and has as many as were asked for")
  void beginsWithTheCaller() {
    var frames = sites.frames(asked((byte) 1));
    assertEquals("asked", frames.getFirst().getMethodName());
    assertEquals("beginsWithTheCaller", frames.getLast().getMethodName());
    assertEquals(2, frames.size());
  }

  private int asked(byte unused) {
    return sites.here();
  }

  private int asked(short unused) {
    return sites.here();
  }
}
