package dev.alloc.cli.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What came between two reports, of one run or of two. Allocators belong together by their names,
 * sites by stack, title and the thread's name.
 *
 * @param allocators those of either report
 */
public record Difference(List<Changes> allocators) {

  /**
   * What came of one allocator's sites.
   *
   * @param allocator its name
   * @param sampleBytes as in {@link AllocatorReport}, the larger one of two
   * @param sites every site of either report, also those without a change
   */
  public record Changes(String allocator, long sampleBytes, List<Change> sites) {

    private AllocatorReport difference() {
      List<Site> changed = new ArrayList<>();
      for (Change change : sites) {
        Usage usage = change.after().minus(change.before());
        if (!usage.equals(Usage.NONE)) {
          changed.add(new Site(change.place(), usage));
        }
      }
      return new AllocatorReport(allocator, sampleBytes, changed);
    }
  }

  /**
   * What came of one site.
   *
   * @param place where
   * @param before how much it was; nothing if it was not there
   * @param after how much it is; nothing if it is there no more
   */
  public record Change(Site.Place place, Usage before, Usage after) {}

  /**
   * Compares two reports.
   *
   * @param before the earlier one, or that of the run to compare with
   * @param after the later one
   * @return the changes
   */
  public static Difference of(TrackingReport before, TrackingReport after) {
    Set<String> names = new LinkedHashSet<>();
    after.allocators().forEach(allocator -> names.add(allocator.name()));
    before.allocators().forEach(allocator -> names.add(allocator.name()));
    return new Difference(
        names.stream()
            .map(name -> changes(name, named(name, before), named(name, after)))
            .toList());
  }

  /**
   * Returns how much more there is of everything.
   *
   * @return a report of the sites that changed, most growth first
   */
  public List<AllocatorReport> more() {
    return allocators.stream().map(Changes::difference).toList();
  }

  private static List<AllocatorReport> named(String name, TrackingReport report) {
    return report.allocators().stream().filter(allocator -> allocator.name().equals(name)).toList();
  }

  private static Changes changes(
      String name, List<AllocatorReport> before, List<AllocatorReport> after) {
    Map<Site.Place, Usage> earlier = sums(before);
    Map<Site.Place, Usage> later = sums(after);
    Set<Site.Place> places = new LinkedHashSet<>(later.keySet());
    places.addAll(earlier.keySet());
    List<Change> changes =
        places.stream()
            .map(
                place ->
                    new Change(
                        place,
                        earlier.getOrDefault(place, Usage.NONE),
                        later.getOrDefault(place, Usage.NONE)))
            .toList();
    return new Changes(name, Math.max(sampleBytes(before), sampleBytes(after)), changes);
  }

  private static Map<Site.Place, Usage> sums(List<AllocatorReport> reports) {
    Map<Site.Place, Usage> sums = new LinkedHashMap<>();
    reports.stream()
        .flatMap(report -> report.sites().stream())
        .forEach(site -> sums.merge(site.place().inAnyRun(), site.usage(), Usage::plus));
    return sums;
  }

  private static long sampleBytes(List<AllocatorReport> reports) {
    return reports.stream().mapToLong(AllocatorReport::sampleBytes).max().orElse(0);
  }
}
