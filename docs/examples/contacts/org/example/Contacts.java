package org.example;

import dev.alloc.Allocators;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** Names and numbers, one contact a line, kept off the heap. */
final class Contacts implements AutoCloseable {
  private final List<MemorySegment> fields = new ArrayList<>();

  static Contacts parse(String text) {
    Contacts contacts = new Contacts();
    text.lines().forEach(contacts::add);
    return contacts;
  }

  private void add(String line) {
    MemorySegment name = copy(line.substring(0, line.indexOf(' ')));
    MemorySegment number = copy(line.substring(line.indexOf(' ') + 1));
    if (!line.matches("\\S+ \\d+")) {
      throw new IllegalArgumentException("no contact: " + line);
    }
    fields.add(name);
    fields.add(number);
  }

  private static MemorySegment copy(String text) {
    return Allocators.current().allocateFrom(text);
  }

  @Override
  public void close() {
    fields.forEach(Allocators::free);
  }
}
