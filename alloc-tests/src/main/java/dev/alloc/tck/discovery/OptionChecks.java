package dev.alloc.tck.discovery;

import dev.alloc.Allocator;
import dev.alloc.AllocatorLookupException;
import dev.alloc.AllocatorProvider;
import dev.alloc.tck.Lookup;
import dev.alloc.tck.trial.Failures;
import dev.alloc.tck.upstream.Spec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The parts of rule 11.6.
 *
 * @param lookup what is checked
 * @param spec the spec under test
 * @param options its options, all in order
 */
public record OptionChecks(Lookup lookup, String spec, Map<String, String> options) {
  private static final String RULE = "11.6";
  private static final String NO_OPTION = "tck-no-such-option";
  private static final String MALFORMED = "tck:malformed";
  private static final Pattern PLUS = Pattern.compile("+", Pattern.LITERAL);
  private static final Pattern NOT_A_TEXT = Pattern.compile("true|false|[0-9]+[kmg]?");

  public void unknownOptionsAreRefused() {
    for (AllocatorProvider provider : chain()) {
      String key = provider.name() + '.' + NO_OPTION;
      String message = refused(key, "1");
      check(message.contains(key), key + " is not named in: " + message);
      for (String known : provider.options().keySet()) {
        check(message.contains(known), "the option '" + known + "' is not listed in: " + message);
      }
    }
  }

  public void optionsOfNoPluginAreRefused() {
    String key = "tck-no-such-plugin." + NO_OPTION;
    String message = refused(key, "1");
    check(message.contains(key), key + " is not named in: " + message);
  }

  public void malformedValuesAreRefused() {
    for (AllocatorProvider provider : chain()) {
      provider
          .options()
          .forEach(
              (option, declared) -> {
                if (NOT_A_TEXT.matcher(declared.defaultValue()).matches()) {
                  String key = provider.name() + '.' + option;
                  String message = refused(key, MALFORMED);
                  check(
                      message.contains(key) && message.contains(MALFORMED),
                      key + '=' + MALFORMED + " is not named in: " + message);
                }
              });
    }
  }

  public void optionsOutsideTheChainAreIgnored() {
    List<AllocatorProvider> outside = new ArrayList<>(lookup.providers());
    outside.removeAll(chain());
    for (AllocatorProvider provider : outside) {
      String key = provider.name() + '.' + NO_OPTION;
      try (Allocator allocator = lookup.create(spec, with(key, MALFORMED))) {
        allocator.stats();
      } catch (AllocatorLookupException e) {
        throw Failures.because(
            RULE, key + " is an option of a plugin outside of '" + spec + "' and was refused", e);
      }
    }
  }

  private List<AllocatorProvider> chain() {
    List<AllocatorProvider> chain = new ArrayList<>();
    for (String name : PLUS.split(new Spec(spec).composedName(), -1)) {
      Optional<AllocatorProvider> provider =
          lookup.providers().stream().filter(found -> found.name().equals(name)).findFirst();
      provider.filter(found -> !chain.contains(found)).ifPresent(chain::add);
    }
    return chain;
  }

  private String refused(String key, String value) {
    return RefusedLookup.message(
        RULE,
        RefusedLookup.of(
            RULE, key + '=' + value, () -> lookup.create(spec, with(key, value)).close()));
  }

  private Map<String, String> with(String key, String value) {
    Map<String, String> all = new HashMap<>(options);
    all.put(key, value);
    return all;
  }

  private static void check(boolean condition, String message) {
    if (!condition) {
      throw Failures.of(RULE, message);
    }
  }
}
