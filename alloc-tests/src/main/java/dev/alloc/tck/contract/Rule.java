package dev.alloc.tck.contract;

import dev.alloc.Capability;
import java.util.Arrays;
import java.util.Comparator;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A rule's number and strength, the latter written {@code MUST} or {@code IF(A and not B)} with the
 * conditions in alphabetical order.
 *
 * @param number for example {@code 1.4}
 * @param strength for whom the rule holds
 */
public record Rule(String number, String strength) {
  private static final Pattern METHOD =
      Pattern.compile("(required|when_(\\w+?))_(\\d+)_(\\d+[a-z]?)_[a-z]\\w*");

  /**
   * Reads a test method's name, for example {@code when_not_THREAD_SAFE_7_4_othersAreRefused}.
   *
   * @param name the method's name
   * @return the rule
   * @throws IllegalArgumentException if rules are not named so
   */
  public static Rule ofMethod(String name) {
    Matcher matcher = METHOD.matcher(name);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          name + " is not named as rules are: required_1_4_words or when_CAPABILITY_6_1_words");
    }
    String number = matcher.group(3) + '.' + matcher.group(4);
    String conditions = matcher.group(2);
    return new Rule(number, conditions == null ? "MUST" : conditional(conditions, "_"));
  }

  /**
   * Returns whether a method is named as rules are.
   *
   * @param name the method's name
   * @return whether {@link #ofMethod} can read it
   */
  public static boolean isMethod(String name) {
    return METHOD.matcher(name).matches();
  }

  /**
   * Returns where this rule stands in the contract.
   *
   * @return a number that grows from rule to rule
   */
  public int index() {
    int dot = number.indexOf('.');
    String digits = number.substring(dot + 1).replaceFirst("[a-z]$", "");
    int letter =
        digits.length() == number.length() - dot - 1 ? 0 : number.charAt(number.length() - 1) - 'a';
    return (Integer.parseInt(number.substring(0, dot)) * 1_000 + Integer.parseInt(digits)) * 32
        + letter;
  }

  /** Reads what stands in a heading, for example {@code IF(COUNTS and not RESET)}. */
  static Rule ofHeading(String number, String strength) {
    return new Rule(
        number,
        strength.equals("MUST")
            ? strength
            : conditional(strength.replaceFirst("^IF\\((.*)\\)$", "$1"), " "));
  }

  /** Lists the capabilities named in a text of capabilities, {@code and} and {@code not}. */
  private static String conditional(String text, String separator) {
    TreeSet<String> conditions = new TreeSet<>();
    String rest = text;
    while (!rest.isEmpty()) {
      boolean negated = rest.startsWith("not" + separator);
      String at = negated ? rest.substring(4) : rest;
      String capability =
          Arrays.stream(Capability.values())
              .map(Enum::name)
              .filter(at::startsWith)
              .max(Comparator.comparingInt(String::length))
              .orElseThrow(() -> new IllegalArgumentException("no capability in '" + text + "'"));
      conditions.add(negated ? "not " + capability : capability);
      rest =
          at.substring(capability.length())
              .replaceFirst("^" + separator + "(and" + separator + ")?", "");
    }
    return "IF(" + String.join(" and ", conditions) + ")";
  }
}
