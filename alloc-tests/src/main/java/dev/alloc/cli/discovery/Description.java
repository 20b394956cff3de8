package dev.alloc.cli.discovery;

import dev.alloc.Allocator;
import dev.alloc.AllocatorProvider.Option;
import dev.alloc.Capability;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An allocator as it is shown to a person who looks for one.
 *
 * @param found where it comes from
 * @param capabilities what it promises with default options, over {@code system} if it needs
 *     something under it; empty if there is a problem
 * @param problem why it cannot be created here; empty if it can
 */
public record Description(FoundProvider found, List<Capability> capabilities, String problem) {

  /**
   * Creates the allocator to ask what it promises, and closes it again.
   *
   * @param found the provider
   * @param discovery where it was found
   * @return its description
   */
  public static Description of(FoundProvider found, Discovery discovery) {
    try (Allocator allocator = discovery.create(found.name(), Map.of())) {
      return new Description(found, allocator.capabilities().stream().sorted().toList(), "");
    } catch (RuntimeException e) {
      return new Description(found, List.of(), String.valueOf(e.getMessage()));
    }
  }

  /**
   * Returns the description as lines of text.
   *
   * @return lines without ends of line
   */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s   %s, from %s"
            .formatted(
                found.name(),
                found.provider().needsUpstream() ? "on top of another" : "a base",
                found.jar().getFileName()));
    if (problem.isEmpty()) {
      lines.add("    " + String.join(", ", capabilityNames()));
    } else {
      lines.add("    cannot be created: " + problem);
    }
    options()
        .forEach(
            (name, option) ->
                lines.add(
                    "    -Dalloc.%s.%s=%s   %s"
                        .formatted(found.name(), name, option.defaultValue(), option.help())));
    return lines;
  }

  /**
   * Returns the description for a JSON file.
   *
   * @return the values by their names; either {@code capabilities} or {@code problem} is null
   */
  public Map<String, @Nullable Object> toJson() {
    List<Map<String, String>> options = new ArrayList<>();
    options()
        .forEach(
            (name, option) -> {
              Map<String, String> values = new LinkedHashMap<>();
              values.put("name", name);
              values.put("default", option.defaultValue());
              values.put("help", option.help());
              options.add(values);
            });
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    values.put("name", found.name());
    values.put("jar", found.jar().toString());
    values.put("needsUpstream", found.provider().needsUpstream());
    values.put("capabilities", problem.isEmpty() ? capabilityNames() : null);
    values.put("problem", problem.isEmpty() ? null : problem);
    values.put("options", options);
    return values;
  }

  private List<String> capabilityNames() {
    return capabilities.stream().map(Capability::name).toList();
  }

  private Map<String, Option> options() {
    return new TreeMap<>(found.provider().options());
  }
}
