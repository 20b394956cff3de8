package dev.alloc.cli.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alloc.tck.contract.RuleBook;
import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** The same findings, for a person, a browser and a build server. */
@DisplayName("Findings")
final class ReportsTest {
  private static final List<Tested> ALL = List.of(Found.RIGHT, Found.WRONG);

  @Test
  @DisplayName("as text are the reasons, each once, and a matrix")
  void text() {
    assertEquals(
        List.of(
            "Skipped: 9.1 of all: it does not declare RESET",
            "Failed: wrong+heap(wrong.fast=true): 1.3: a < b & \"c\"",
            "                             1  9  passed  failed  skipped",
            "right                        .. -       2       0        1",
            "wrong+heap(wrong.fast=true)  F. -       1       1        1"),
        TextReport.lines(ALL));
  }

  @Test
  @DisplayName("as a page quote the contract, and nothing of them is taken for markup")
  void html() {
    String page = HtmlReport.page(ALL, RuleBook.load(), Conditions.now(JavaProgram.own(), 3, 1));
    assertTrue(page.contains("wrong+heap(wrong.fast=true): a &lt; b &amp; &quot;c&quot;"), page);
    assertTrue(page.contains("<code>allocateZeroed</code> reads as zero"), "Markdown");
    assertTrue(page.contains("right ('right' does not declare RESET)"), "why it was skipped");
    assertTrue(!page.contains("id=\"1.4\""), "a rule that was not asked for");
  }

  @Test
  @DisplayName("as XML can be read back, whatever the details hold")
  void junit() throws Exception {
    String text = JunitReport.document(ALL, RuleBook.load());
    Document xml =
        DocumentBuilderFactory.newDefaultInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(text)));
    Element wrong = (Element) xml.getElementsByTagName("testsuite").item(1);
    assertEquals("wrong+heap(wrong.fast=true)", wrong.getAttribute("name"));
    assertEquals("1", wrong.getAttribute("failures"));
    Element failure = (Element) wrong.getElementsByTagName("failure").item(0);
    assertEquals("at ? X.java", failure.getTextContent());
    Element passed = (Element) xml.getElementsByTagName("testcase").item(0);
    assertEquals("1.500", passed.getAttribute("time"));
  }
}
