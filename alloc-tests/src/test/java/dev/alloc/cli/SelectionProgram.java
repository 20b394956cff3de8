package dev.alloc.cli;

import dev.alloc.Allocators;

/** A program for tests: ends with 42 if it runs on the allocator that its argument names. */
final class SelectionProgram {

  private SelectionProgram() {}

  public static void main(String[] arguments) throws InterruptedException {
    if (isThere("dev.alloc.cli.Main") || isThere("picocli.CommandLine")) {
      System.exit(1); // the command line is none of a program's business
    }
    if (arguments.length == 2) {
      System.out.println(arguments[1]);
      Thread.sleep(60_000); // until a signal comes
    }
    System.exit(Allocators.current().name().equals(arguments[0]) ? 42 : 2);
  }

  private static boolean isThere(String className) {
    try {
      Class.forName(className);
      return true;
    } catch (ClassNotFoundException expected) {
      return false;
    }
  }
}
