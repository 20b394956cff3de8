package dev.alloc.cli.conformance;

import dev.alloc.tck.contract.RuleBook;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** The XML that build servers read: a test suite for each allocator, named after it. */
public final class JunitReport {
  private final XMLStreamWriter xml;
  private final Map<String, String> titles = new HashMap<>();

  private JunitReport(XMLStreamWriter xml, RuleBook book) {
    this.xml = xml;
    book.entries().forEach(entry -> titles.put(entry.rule().number(), entry.title()));
  }

  /**
   * Returns the report.
   *
   * @param all what was found
   * @param book the contract, for the names of the rules
   * @return an XML document
   */
  public static String document(List<Tested> all, RuleBook book) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeStartElement("testsuites");
      JunitReport report = new JunitReport(xml, book);
      for (Tested tested : all) {
        report.suite(tested);
      }
      xml.writeEndElement();
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("no XML can be written", e);
    }
    return text.toString();
  }

  private void suite(Tested tested) throws XMLStreamException {
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", tested.subject().name());
    xml.writeAttribute("tests", Integer.toString(tested.findings().size()));
    xml.writeAttribute("failures", Long.toString(tested.count(Verdict.FAILED)));
    xml.writeAttribute("errors", "0");
    xml.writeAttribute("skipped", Long.toString(tested.count(Verdict.SKIPPED)));
    for (Finding finding : tested.findings()) {
      test(tested.subject(), finding);
    }
    xml.writeEndElement();
  }

  private void test(Subject subject, Finding finding) throws XMLStreamException {
    xml.writeStartElement("testcase");
    xml.writeAttribute("classname", subject.name());
    xml.writeAttribute(
        "name", finding.rule() + ' ' + Objects.requireNonNull(titles.get(finding.rule())));
    xml.writeAttribute("time", String.format(Locale.ROOT, "%.3f", finding.nanos() / 1e9));
    if (finding.verdict() == Verdict.FAILED) {
      xml.writeStartElement("failure");
      xml.writeAttribute("message", legal(finding.reason()));
      xml.writeCharacters(legal(finding.details()));
      xml.writeEndElement();
    } else if (finding.verdict() == Verdict.SKIPPED) {
      xml.writeEmptyElement("skipped");
      xml.writeAttribute("message", legal(finding.reason()));
    }
    xml.writeEndElement();
  }

  /** Replaces what no XML document may hold, however it is written. */
  private static String legal(String text) {
    return text.replaceAll("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF]", "?");
  }
}
