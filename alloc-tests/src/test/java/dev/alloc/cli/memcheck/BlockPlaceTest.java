package dev.alloc.cli.memcheck;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlockPlaceTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Address 0x10a0 is 0 bytes after a block of size 64 alloc'd    | 0x1060 | 64   | 64 | false
          Address 0x105f is 1 bytes before a block of size 64 alloc'd   | 0x1060 | 64   | -1 | false
          Address 0x1068 is 8 bytes inside a block of size 1,096 free'd | 0x1060 | 1096 | 8  | true
          Address 0x1068 is 8 bytes inside a recently re-allocated block of size 96 alloc'd | 0x1060 | 96 | 8 | false
          """)
  void blocks(String sentence, String address, long byteSize, long offset, boolean freed) {
    assertEquals(
        Optional.of(new BlockPlace(Long.decode(address), byteSize, offset, freed)),
        BlockPlace.of(sentence));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Address 0x10 is not stack'd, malloc'd or (recently) free'd
          Address 0x10 is on thread 2's stack
          Block was alloc'd at
          """)
  void others(String sentence) {
    assertEquals(Optional.empty(), BlockPlace.of(sentence));
  }
}
