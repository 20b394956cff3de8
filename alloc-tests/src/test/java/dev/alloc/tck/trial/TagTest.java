package dev.alloc.tck.trial;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A pattern that misses a changed byte would make most rules pass for nothing. */
@DisplayName("A tag")
final class TagTest {
  private static final int[] SIZES = {0, 1, 7, 8, 9, 4095, 4096, 4097, 4103, 12_300};

  @Test
  @DisplayName("finds each changed byte at its offset, also in a prefix")
  void everyByteCounts() {
    Tag tag = Tag.of(3);
    for (int size : SIZES) {
      MemorySegment segment = MemorySegment.ofArray(new byte[size]);
      tag.fill(segment);
      assertEquals(-1, tag.firstMismatch(segment, size));
      for (int i = 0; i < size; i += Math.max(1, size / 61)) {
        byte right = segment.get(JAVA_BYTE, i);
        segment.set(JAVA_BYTE, i, (byte) ~right);
        assertEquals(i, tag.firstMismatch(segment, size));
        assertEquals(-1, tag.firstMismatch(segment, i), "before it");
        segment.set(JAVA_BYTE, i, right);
      }
    }
  }

  @Test
  @DisplayName("differs from its neighbours nearly everywhere")
  void tagsDiffer() {
    int same = 0;
    for (int i = 0; i < 1_000; i++) {
      same += Tag.of(i).at(i % 256) == Tag.of(i + 1).at(i % 256) ? 1 : 0;
    }
    assertTrue(same < 20, same + " of 1000 bytes are the same in two tags");
  }
}
