package dev.alloc.debug.guard;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A pattern")
class PatternTest {
  private static final byte VALUE = Pattern.FREED;
  private static final int MOST = 600; // bytes, beyond where bulk comparisons begin
  private static final int FROM = 3; // so that nothing is aligned

  @Test
  @DisplayName("fills its bytes and no others, at every length")
  void fillsItsBytesAndNoOthers() {
    for (int length = 0; length <= MOST; length++) {
      MemorySegment memory = filled(length);
      for (int at = 0; at < memory.byteSize(); at++) {
        boolean inside = at >= FROM && at < FROM + length;
        assertEquals(inside ? VALUE : 0, memory.get(JAVA_BYTE, at));
      }
    }
  }

  @Test
  @DisplayName("is found intact at every length, whatever lies around it")
  void isFoundIntact() {
    for (int length = 1; length <= MOST; length++) {
      assertEquals(Pattern.INTACT, Pattern.firstOther(filled(length), FROM, length, VALUE));
    }
  }

  @Test
  @DisplayName("names the first of two bytes that are others, wherever they are")
  void namesTheFirstOther() {
    for (int length = 1; length <= MOST; length++) {
      MemorySegment memory = filled(length);
      for (int bad = length - 1; bad >= 0; bad--) { // those behind it stay bad
        memory.set(JAVA_BYTE, FROM + bad, (byte) ~VALUE);
        assertEquals(FROM + bad, Pattern.firstOther(memory, FROM, length, VALUE));
      }
    }
  }

  private static MemorySegment filled(int length) {
    MemorySegment memory = MemorySegment.ofArray(new byte[FROM + length + FROM]);
    Pattern.fill(memory, FROM, length, VALUE);
    return memory;
  }
}
