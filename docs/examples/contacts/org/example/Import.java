package org.example;

/** Imports a file of contacts, again and again, as a server would. */
public final class Import {
  public static void main(String[] arguments) {
    for (int i = 0; i < Integer.parseInt(arguments[0]); i++) {
      tryImport("Ada 1815\nGrace 1906\n" + (i % 10 == 0 ? "Alan x" : "Alan 1912"));
    }
  }

  private static void tryImport(String text) {
    try (Contacts contacts = Contacts.parse(text)) {
      // they would be used here
    } catch (IllegalArgumentException e) {
      // logged, and on with the next
    }
  }
}
