package dev.alloc.cli.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What came between two reports, of one run or of two. */
public final class Difference {

  private Difference() {}

  /**
   * Subtracts one report from another, site by site. Allocators belong together by their names,
   * sites by stack, title and the thread's name.
   *
   * @param before the earlier one, or that of the run to compare with
   * @param after the later one
   * @return how much more there is of everything; a site of one report only has nothing in the
   *     other; sites without a difference are left out
   */
  public static TrackingReport of(TrackingReport before, TrackingReport after) {
    Map<String, List<AllocatorReport>> earlier = byName(before);
    Map<String, List<AllocatorReport>> later = byName(after);
    List<AllocatorReport> differences = new ArrayList<>();
    later.forEach(
        (name, reports) ->
            differences.add(between(name, earlier.getOrDefault(name, List.of()), reports)));
    earlier.forEach(
        (name, reports) -> {
          if (!later.containsKey(name)) {
            differences.add(between(name, reports, List.of()));
          }
        });
    return new TrackingReport(differences);
  }

  private static Map<String, List<AllocatorReport>> byName(TrackingReport report) {
    return report.allocators().stream()
        .collect(
            Collectors.groupingBy(AllocatorReport::name, LinkedHashMap::new, Collectors.toList()));
  }

  private static AllocatorReport between(
      String name, List<AllocatorReport> before, List<AllocatorReport> after) {
    Map<Site.Place, Usage> earlier = sums(before);
    Map<Site.Place, Usage> later = sums(after);
    List<Site> sites = new ArrayList<>();
    later.forEach(
        (place, usage) -> add(sites, place, usage.minus(earlier.getOrDefault(place, Usage.NONE))));
    earlier.forEach(
        (place, usage) -> {
          if (!later.containsKey(place)) {
            add(sites, place, Usage.NONE.minus(usage));
          }
        });
    long sampleBytes =
        Math.max(
            before.stream().mapToLong(AllocatorReport::sampleBytes).max().orElse(0),
            after.stream().mapToLong(AllocatorReport::sampleBytes).max().orElse(0));
    return new AllocatorReport(name, sampleBytes, sites);
  }

  private static Map<Site.Place, Usage> sums(List<AllocatorReport> reports) {
    Map<Site.Place, Usage> sums = new LinkedHashMap<>();
    reports.stream()
        .flatMap(report -> report.sites().stream())
        .forEach(site -> sums.merge(site.place().inAnyRun(), site.usage(), Usage::plus));
    return sums;
  }

  private static void add(List<Site> sites, Site.Place place, Usage usage) {
    if (!usage.equals(Usage.NONE)) {
      sites.add(new Site(place, usage));
    }
  }
}
