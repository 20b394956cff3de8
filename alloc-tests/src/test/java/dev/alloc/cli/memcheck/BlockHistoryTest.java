package dev.alloc.cli.memcheck;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A block of malloc's is that of the log")
class BlockHistoryTest {
  @TempDir private Path folder;

  private BlockHistory history() throws IOException {
    Path log = folder.resolve("blocks.log");
    Files.write(
        log,
        List.of(
            "site\t1\tmain\tdemo.Main.run(Main.java:1)",
            "allocated\t1040\t5\t1", // its address is a multiple of 64
            "allocated\t2000\t4093\t1",
            "allocated\t3008\t0\t1"));
    return BlockHistory.read(log);
  }

  @Test
  @DisplayName("if malloc was asked for as much")
  void sameSize() throws IOException {
    assertFound(true, 0x2000, 4093);
    assertFound(true, 0x1040, 5);
  }

  @Test
  @DisplayName("if malloc was asked for a multiple of an alignment that the address has")
  void roundedUp() throws IOException {
    assertFound(true, 0x1040, 8);
    assertFound(true, 0x1040, 64);
    assertFound(true, 0x2000, 8192);
  }

  @Test
  @DisplayName("if it has no bytes and malloc was asked for one")
  void empty() throws IOException {
    assertFound(true, 0x3008, 1);
  }

  @Test
  @DisplayName("and of no other address or size")
  void others() throws IOException {
    assertFound(false, 0x1040, 4);
    assertFound(false, 0x1040, 7);
    assertFound(false, 0x1040, 128); // the address is no multiple of it
    assertFound(false, 0x1041, 5);
  }

  private void assertFound(boolean expected, long address, long byteSize) throws IOException {
    assertEquals(expected, history().find(address, byteSize).isPresent());
  }
}
