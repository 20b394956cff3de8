package dev.alloc.cli.memcheck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class XmlReportTest {
  private static final String XML =
      """
      <?xml version="1.0"?>
      <valgrindoutput>
      <preamble><line>Memcheck, a memory error detector</line></preamble>
      <error>
        <unique>0x1</unique><tid>2</tid><kind>InvalidWrite</kind>
        <what>Invalid write of size 4</what>
        <stack>
          <frame><ip>0x1</ip><obj>/jdk/lib/libjvm.so</obj><fn>Unsafe_PutInt</fn></frame>
          <frame><ip>0x2</ip></frame>
          <frame><ip>0x3</ip><obj>/jdk/lib/libjvm.so</obj><fn>JavaCalls::call&amp;</fn></frame>
        </stack>
        <auxwhat>Address 0x1068 is 8 bytes inside a block of size 96 free'd</auxwhat>
        <stack><frame><ip>0x4</ip><obj>/usr/vgpreload_memcheck.so</obj><fn>free</fn></frame></stack>
        <auxwhat>Block was alloc'd at</auxwhat>
        <stack><frame><ip>0x5</ip><fn>malloc</fn></frame></stack>
      </error>
      <errorcounts><pair><count>2</count><unique>0x1</unique></pair></errorcounts>
      <error>
        <unique>0x2</unique><tid>1</tid><kind>Leak_StillReachable</kind>
        <xwhat><text>1,234 bytes in 2 blocks are still reachable in loss record 7 of 8</text>
          <leakedbytes>1234</leakedbytes><leakedblocks>2</leakedblocks></xwhat>
        <stack>
          <frame><ip>0x6</ip><obj>/usr/vgpreload_memcheck.so</obj><fn>malloc</fn></frame>
          <frame><ip>0x7</ip></frame>
        </stack>
      </error>
      <errorcounts><pair><count>3</count><unique>0x1</unique></pair></errorcounts>
      <suppcounts><pair><count>900</count><name>stack banging</name></pair></suppcounts>
      </valgrindoutput>
      """;
  private static final String LOG =
      """
      site\t1\tmain\torg.example.Reader.list(Reader.java:88)\torg.example.Main.main(Main.java:3)
      allocated\t1060\t96\t1
      site\t2\tpool-1\torg.example.Reader.close(Reader.java:9)
      freed\t1060\t2
      allocated\t2000\t617\t1
      allocated\t3000\t617\t1
      allocated\t4000\t9\t2
      freed\t4000\t2
      """;

  @TempDir private Path folder;

  @Test
  @DisplayName("errors are told with the Java code that their blocks are of")
  void text() throws IOException {
    assertEquals(
        """
        memcheck: 2 errors

        Invalid write of size 4, 3 times
            at Unsafe_PutInt (libjvm.so)
            by Java code
          the first of them; the others came by the same functions, perhaps to other blocks
          at byte 8 of a block of 96 bytes at 0x1060, which is freed
          allocated by thread 'main'
            at org.example.Reader.list(Reader.java:88)
            at org.example.Main.main(Main.java:3)
          freed by thread 'pool-1'
            at org.example.Reader.close(Reader.java:9)

        1234 bytes in 2 blocks were never freed (an address of them is still in memory)
            at malloc
            by Java code

        never freed, as 'tracking' knows it:
          1234 bytes in 2 blocks allocated by thread 'main'
            at org.example.Reader.list(Reader.java:88)
            at org.example.Main.main(Main.java:3)
        """
            .lines()
            .toList(),
        FindingText.of(read(XML), history(LOG)));
  }

  @Test
  @DisplayName("an error is an object, unknown values null")
  void json() throws IOException {
    XmlReport report = read(XML);
    Map<String, @Nullable Object> row = FindingText.row(report.findings().getFirst(), history(LOG));
    assertEquals("InvalidWrite", row.get("kind"));
    assertEquals(3L, row.get("count"));
    assertEquals(96L, row.get("blockSize"));
    assertEquals(8L, row.get("offset"));
    assertEquals(true, row.get("freed"));
    assertEquals(List.of("org.example.Reader.close(Reader.java:9)"), row.get("freedAt"));
    Map<String, @Nullable Object> leak = FindingText.row(report.findings().getLast(), history(""));
    assertEquals(1234L, leak.get("leakedBytes"));
    assertTrue(leak.containsKey("offset") && leak.get("offset") == null, leak::toString);
  }

  @Test
  @DisplayName("of a process that died, the errors up to then are read")
  void brokenOff() throws IOException {
    assertTrue(read(XML).isComplete());
    XmlReport half = read(XML.substring(0, XML.indexOf("<xwhat>")));
    assertFalse(half.isComplete());
    assertEquals(List.of(2L), half.findings().stream().map(Finding::count).toList());
    assertFalse(read("").isComplete());
  }

  @Test
  @DisplayName("a block is recognised by address and size")
  void otherSize() throws IOException {
    BlockHistory history = history(LOG);
    assertTrue(history.find(0x1060, 96).isPresent());
    assertTrue(history.find(0x1060, 97).isEmpty());
    assertTrue(history.find(0x1061, 96).isEmpty());
    assertTrue(history(LOG + "reset\n").find(0x2000, 617).isEmpty());
  }

  private XmlReport read(String xml) throws IOException {
    return XmlReport.read(Files.writeString(folder.resolve("memcheck.xml"), xml));
  }

  private BlockHistory history(String log) throws IOException {
    return BlockHistory.read(Files.writeString(folder.resolve("blocks.log"), log));
  }
}
