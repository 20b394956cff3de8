package dev.alloc.cli.memcheck;

import dev.alloc.cli.request.BadInputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Memcheck's report of one process.
 *
 * @param findings the errors, in the order in which they happened, leaks last
 * @param isComplete whether it goes to the process's end
 */
public record XmlReport(List<Finding> findings, boolean isComplete) {

  /**
   * Reads what there is.
   *
   * @param file what {@code --xml-file} made
   * @return the errors up to where the report breaks off, if it does
   * @throws BadInputException if the file cannot be read
   */
  public static XmlReport read(Path file) {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    Reader reader = new Reader();
    try (InputStream in = Files.newInputStream(file)) {
      reader.readFrom(factory.createXMLStreamReader(in));
    } catch (XMLStreamException brokenOff) {
      return new XmlReport(reader.findings(), false);
    } catch (IOException e) {
      throw new BadInputException("memcheck's report %s cannot be read: %s.".formatted(file, e), e);
    }
    return new XmlReport(reader.findings(), true);
  }

  private static final class Reader {
    private final Map<String, Finding> byNumber = new LinkedHashMap<>();
    private final Map<String, Long> counts = new LinkedHashMap<>();
    private final StringBuilder text = new StringBuilder();
    private FindingBuilder error = new FindingBuilder();
    private String number = "";
    private long count;

    List<Finding> findings() {
      List<Finding> all = new ArrayList<>();
      byNumber.forEach(
          (unique, finding) -> all.add(finding.times(counts.getOrDefault(unique, 1L))));
      return List.copyOf(all);
    }

    void readFrom(XMLStreamReader xml) throws XMLStreamException {
      while (xml.hasNext()) {
        switch (xml.next()) {
          case XMLStreamConstants.START_ELEMENT -> start(xml.getLocalName());
          case XMLStreamConstants.CHARACTERS -> text.append(xml.getText());
          case XMLStreamConstants.END_ELEMENT -> end(xml.getLocalName(), text.toString().strip());
          default -> {}
        }
      }
    }

    private void start(String element) {
      text.setLength(0);
      switch (element) {
        case "error" -> error = new FindingBuilder();
        case "stack" -> error.startStack();
        case "frame" -> error.startFrame();
        case "pair" -> number = ""; // a suppression's has a name instead of an error's number
        default -> {}
      }
    }

    private void end(String element, String value) {
      switch (element) {
        case "unique" -> number = value;
        case "kind" -> error.kind(value);
        case "what", "text" -> error.what(value);
        case "auxwhat" -> error.detail(value);
        case "leakedbytes" -> error.leakedBytes(Long.parseLong(value));
        case "leakedblocks" -> error.leakedBlocks(Long.parseLong(value));
        case "obj" -> error.file(value);
        case "fn" -> error.function(value);
        case "frame" -> error.endFrame();
        case "error" -> byNumber.put(number, error.build());
        case "count" -> count = Long.parseLong(value);
        case "pair" -> counts.put(number, count); // the last list of these is the whole one
        default -> {}
      }
      text.setLength(0);
    }
  }
}
