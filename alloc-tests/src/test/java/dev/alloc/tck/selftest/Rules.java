package dev.alloc.tck.selftest;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The rules that the TCK implements, by the names of their methods. */
final class Rules {
  private static final Pattern NUMBER = Pattern.compile("_(\\d+)_(\\d+[a-z]?)_");

  private Rules() {}

  /** Returns the number in a method's name, for example {@code 1.4}. */
  static String number(String method) {
    Matcher matcher = NUMBER.matcher(method);
    if (!matcher.find()) {
      throw new IllegalArgumentException(method + " has no rule number in its name");
    }
    return matcher.group(1) + '.' + matcher.group(2);
  }

  /** Returns the numbers of all rules that there are tests for. */
  static Set<String> implemented() {
    return Arrays.stream(MutantTck.class.getMethods())
        .filter(method -> method.isAnnotationPresent(Test.class))
        .map(Method::getName)
        .map(Rules::number)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
