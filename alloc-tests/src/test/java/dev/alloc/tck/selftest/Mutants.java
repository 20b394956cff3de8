package dev.alloc.tck.selftest;

import dev.alloc.tck.NativeTables;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** All wrong allocators, and the right ones they are made from. */
final class Mutants {
  private static final List<Mutant> RIGHT =
      List.of(
          Mutant.base("reference", "is right", Set.of(), Reference::new),
          Mutant.base("watchful", "is right, and watches", Set.of(), Watchful::new),
          Mutant.guarded("guarded", "is right, and guards", Set.of(), Guarded::new),
          Mutant.base("confined", "is right, for one thread", Set.of(), Confined::new),
          Mutant.wrapper("relay", "is right over any other", Set.of(), Relay::new),
          Mutant.pool("pool", "is right and resets", Set.of(), Pool::new),
          Mutant.exported("exported", "is right in C as well", Set.of(), new QuickTables()),
          Mutant.exported(
              "exported-by-the-plugin",
              "is right in C by way of alloc-system",
              Set.of(),
              NativeTables.ofTheSystemPlugin().orElseThrow()));

  private static final List<Mutant> WRONG =
      Stream.of(
              AllocationMutants.ALL,
              AlignmentMutants.ALL,
              ReallocationMutants.ALL,
              FreeingMutants.ALL,
              FailureMutants.ALL,
              ClosingMutants.ALL,
              StatisticsMutants.ALL,
              ThreadMutants.ALL,
              DiagnosticsMutants.ALL,
              GuardMutants.ALL,
              ArenaViewMutants.ALL,
              ResetMutants.ALL,
              MarkMutants.ALL,
              CompositionMutants.ALL,
              DiscoveryMutants.ALL,
              NativeFunctionMutants.ALL)
          .flatMap(List::stream)
          .toList();

  private static final Map<String, Mutant> BY_NAME = byName();

  private Mutants() {}

  static Collection<Mutant> wrong() {
    return WRONG;
  }

  static Collection<Mutant> right() {
    return RIGHT;
  }

  static Mutant named(String name) {
    Mutant found = BY_NAME.get(name);
    if (found == null) {
      throw new IllegalArgumentException("no mutant named " + name);
    }
    return found;
  }

  private static Map<String, Mutant> byName() {
    Map<String, Mutant> all = new LinkedHashMap<>();
    Stream.concat(RIGHT.stream(), WRONG.stream())
        .forEach(
            mutant -> {
              if (all.put(mutant.name(), mutant) != null) {
                throw new IllegalStateException("two mutants are named " + mutant.name());
              }
            });
    return all;
  }
}
