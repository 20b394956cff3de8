package dev.alloc.tck.selftest;

import dev.alloc.Allocator;
import dev.alloc.AllocatorConfig;
import dev.alloc.AllocatorLookupException;
import dev.alloc.AllocatorProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Wrong ways to find an allocator: chapter 11. The allocator itself is right. */
final class DiscoveryMutants {
  static final List<Mutant> ALL =
      List.of(
          Mutant.packed(
              "jar-without-services",
              "comes in a JAR whose service file is missing",
              Set.of("11.1"),
              PluginJars::withoutServices),
          Mutant.packed(
              "jar-without-module",
              "comes in a JAR that is no named module",
              Set.of("11.1"),
              PluginJars::withoutModule),
          Mutant.lookedUp(
              "name-with-capitals",
              "is found beside one whose name has a capital letter",
              Set.of("11.2", "11.3", "11.6"),
              new QuickLookup() {
                @Override
                public List<AllocatorProvider> providers() {
                  List<AllocatorProvider> all = new ArrayList<>(super.providers());
                  all.add(new Shouting());
                  return all;
                }
              }),
          Mutant.lookedUp(
              "falls-back-to-system",
              "is replaced by system when its name is misspelt",
              Set.of("11.3"),
              new QuickLookup() {
                @Override
                public Allocator create(String spec, Map<String, String> options) {
                  boolean known =
                      spec.contains("+")
                          || providers().stream().anyMatch(found -> found.name().equals(spec));
                  return super.create(known ? spec : "system", options);
                }
              }),
          Mutant.lookedUp(
              "unknown-name-and-no-more",
              "is not proposed to who misspells it",
              Set.of("11.3"),
              new QuickLookup() {
                @Override
                public Allocator create(String spec, Map<String, String> options) {
                  try {
                    return super.create(spec, options);
                  } catch (AllocatorLookupException refused) {
                    String message = String.valueOf(refused.getMessage());
                    throw message.startsWith("No allocator named")
                        ? new AllocatorLookupException("No allocator named '" + spec + "'.")
                        : refused;
                  }
                }
              }),
          Mutant.lookedUp(
              "first-of-two",
              "is taken although another one has its name",
              Set.of("11.4"),
              new QuickLookup() {
                @Override
                public Allocator create(
                    String spec, Map<String, String> options, ClassLoader loader) {
                  return super.create(spec, options);
                }
              }),
          Mutant.lookedUp(
              "choice-ignored",
              "is never the one that a program starts with",
              Set.of("11.5"),
              new QuickLookup() {
                @Override
                public String selected(Map<String, String> properties) {
                  return properties.containsKey("alloc.impl") ? "another" : "system";
                }
              }),
          Mutant.lookedUp(
              "options-ignored",
              "is created without the options nobody knows",
              Set.of("11.6"),
              new QuickLookup() {
                @Override
                public Allocator create(String spec, Map<String, String> options) {
                  return super.create(spec, Map.of());
                }
              }),
          Mutant.lookedUp(
              "base-over-base",
              "is created over nothing when a base is asked for over a base",
              Set.of("11.7"),
              new QuickLookup() {
                @Override
                public Allocator create(String spec, Map<String, String> options) {
                  return super.create(spec.replaceFirst("^system\\+.*", "system"), options);
                }
              }));

  private DiscoveryMutants() {}

  private static final class Shouting implements AllocatorProvider {
    @Override
    public String name() {
      return "Shouting";
    }

    @Override
    public Allocator create(AllocatorConfig config) {
      return new Reference();
    }
  }
}
