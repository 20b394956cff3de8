package org.example;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.alloc.junit.LeakCheck;
import org.junit.jupiter.api.Test;

@LeakCheck
class ContactsTest {

  @Test
  void parsesALine() {
    Contacts.parse("Ada 1815").close();
  }

  @Test
  void refusesWhatIsNoNumber() {
    assertThrows(IllegalArgumentException.class, () -> Contacts.parse("Ada 1815\nGrace x"));
  }
}
