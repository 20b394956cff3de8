package dev.alloc.junit.rounds;

import dev.alloc.tck.failing.FailurePlan;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/**
 * Which allocation fails.
 *
 * @param allocation its number, from 1
 * @param andAllAfter whether all after it fail as well
 */
public record Round(long allocation, boolean andAllAfter) {
  private static final Pattern TEXT = Pattern.compile("([1-9][0-9]{0,8})(\\+?)");

  /** Reads what {@link #toString} writes. */
  public static Round parse(String text) {
    Matcher matcher = TEXT.matcher(text.strip());
    if (!matcher.matches()) {
      throw new ExtensionConfigurationException(
          "'%s' is not a round: 7 stands for the 7th allocation, 7+ for that and all after it"
              .formatted(text));
    }
    return new Round(Long.parseLong(matcher.group(1)), !matcher.group(2).isEmpty());
  }

  void arm(FailurePlan plan) {
    if (andAllAfter) {
      plan.failFrom(allocation);
    } else {
      plan.failOnce(allocation);
    }
  }

  String describe() {
    return "round %s, where allocation %d %s"
        .formatted(this, allocation, andAllAfter ? "and all after it fail" : "fails");
  }

  @Override
  public String toString() {
    return allocation + (andAllAfter ? "+" : "");
  }
}
