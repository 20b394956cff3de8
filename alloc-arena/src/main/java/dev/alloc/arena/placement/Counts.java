package dev.alloc.arena.placement;

import dev.alloc.arena.region.Regions;
import dev.alloc.arena.region.ThreadRegion;
import dev.alloc.arena.span.Stripes;
import dev.alloc.arena.tally.Tally;

/** Where a thread's blocks are counted. */
record Counts(Regions regions, Stripes stripes) {

  Tally of(Thread thread) {
    ThreadRegion region = regions.of(thread);
    return region != null ? region.tally : stripes.of(thread).tally;
  }
}
