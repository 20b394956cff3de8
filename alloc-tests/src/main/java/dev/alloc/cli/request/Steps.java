package dev.alloc.cli.request;

import java.io.PrintWriter;
import java.util.function.Consumer;

/** Tells a user of steps that take long, each when it begins. */
public record Steps(PrintWriter to) implements Consumer<String> {

  @Override
  public void accept(String step) {
    to.println(step);
    to.flush();
  }
}
