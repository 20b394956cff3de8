package dev.alloc.cli.conformance;

import dev.alloc.cli.discovery.Discovery;
import dev.alloc.cli.discovery.FoundProvider;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Which allocators there are to be tested: those that were found.
 *
 * @param discovery where they were found
 * @param architecture the processor that all but the emulated ones are tested on
 */
public record Subjects(Discovery discovery, String architecture) {
  private static final Map<String, String> OTHER_WAY = Map.of("true", "false", "false", "true");

  /**
   * Returns every plugin that is installed: what is in JARs other than this one.
   *
   * @return a subject for each, ordered by name
   */
  public List<Subject> installed() {
    return plugins().stream().map(FoundProvider::name).map(this::named).toList();
  }

  /**
   * Returns an allocator.
   *
   * @param spec names joined by {@code +}, outermost first
   * @return the subject, whether it exists or not
   */
  public Subject named(String spec) {
    return subject(spec, Map.of());
  }

  /**
   * Returns every base, the emulated machines among them; every wrapper and pool over every base,
   * once and twice; and each plugin with each of its switches the other way.
   *
   * @return the subjects
   */
  public List<Subject> matrix() {
    List<Subject> subjects = new ArrayList<>();
    List<String> bases = bases();
    bases.forEach(base -> subjects.add(named(base)));
    for (FoundProvider layer : plugins()) {
      if (layer.provider().needsUpstream()) {
        String name = layer.name() + '+';
        bases.forEach(base -> subjects.add(named(name + base)));
        bases.forEach(base -> subjects.add(named(name + name + base)));
      }
    }
    plugins().forEach(plugin -> subjects.addAll(switched(plugin)));
    return subjects;
  }

  private List<FoundProvider> plugins() {
    Path own = FoundProvider.jarOf(Subjects.class);
    return discovery.found().stream()
        .filter(found -> !found.jar().equals(own))
        .filter(found -> found.provider().unavailable().isEmpty())
        .toList();
  }

  private List<String> bases() {
    Stream<FoundProvider> installed =
        plugins().stream().filter(found -> !found.provider().needsUpstream());
    Stream<FoundProvider> emulated = discovery.found().stream().filter(FoundProvider::emulated);
    return Stream.concat(installed, emulated).map(FoundProvider::name).toList();
  }

  private List<Subject> switched(FoundProvider plugin) {
    List<Subject> subjects = new ArrayList<>();
    new TreeMap<>(plugin.provider().options())
        .forEach(
            (name, option) -> {
              String other = OTHER_WAY.getOrDefault(option.defaultValue(), "");
              if (!other.isEmpty()) {
                String key = plugin.name() + '.' + name;
                subjects.add(subject(plugin.name(), Map.of(key, other)));
              }
            });
    return subjects;
  }

  private Subject subject(String spec, Map<String, String> variant) {
    String base = spec.substring(spec.lastIndexOf('+') + 1);
    boolean emulated = discovery.named(base).stream().anyMatch(FoundProvider::emulated);
    return new Subject(spec, variant, emulated ? base : architecture);
  }
}
