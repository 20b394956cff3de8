package dev.alloc.tck;

import dev.alloc.tck.contract.Rule;
import java.util.Comparator;
import org.junit.jupiter.api.MethodDescriptor;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.MethodOrdererContext;

/** Runs the rules in the order of the contract; public for JUnit only. */
public final class RuleOrder implements MethodOrderer {

  /** For JUnit. */
  public RuleOrder() {}

  @Override
  public void orderMethods(MethodOrdererContext context) {
    context.getMethodDescriptors().sort(Comparator.comparingInt(RuleOrder::place));
  }

  /** A class that implements the contract may have tests of its own, which come last. */
  private static int place(MethodDescriptor method) {
    String name = method.getMethod().getName();
    return Rule.isMethod(name) ? Rule.ofMethod(name).index() : Integer.MAX_VALUE;
  }
}
