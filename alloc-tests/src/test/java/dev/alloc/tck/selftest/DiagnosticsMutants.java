package dev.alloc.tck.selftest;

import dev.alloc.Capability;
import dev.alloc.MemoryFaultException;
import java.lang.foreign.MemorySegment;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Wrong about what others do wrong: chapter 8. */
final class DiagnosticsMutants {
  static final List<Mutant> ALL =
      List.of(
          Mutant.base(
              "second-free-ignored",
              "takes a second free for one that came late",
              Set.of("8.1a"),
              () ->
                  new Watchful() {
                    @Override
                    public synchronized void free(MemorySegment block) {
                      ensureOpen();
                      if (!freed.containsKey(block.address())) {
                        super.free(block);
                      }
                    }
                  }),
          Mutant.base(
              "first-free-not-named",
              "says where the second free is, and not where the first was",
              Set.of("8.1a"),
              () ->
                  new Watchful() {
                    @Override
                    List<List<StackTraceElement>> freeSites(Site first, Site second) {
                      return List.of(second.stack());
                    }
                  }),
          Mutant.base(
              "holds-nothing",
              "says that it holds freed blocks back, and gives them out again at once",
              Set.of("8.1b", "8.8"),
              () ->
                  new Watchful() {
                    @Override
                    public Set<Capability> capabilities() {
                      EnumSet<Capability> all = EnumSet.copyOf(super.capabilities());
                      all.add(Capability.HOLDS_FREED);
                      return Collections.unmodifiableSet(all);
                    }
                  }),
          Mutant.base(
              "inside-is-near-enough",
              "takes an address inside a block for a block that is freed",
              Set.of("8.2"),
              () ->
                  new Watchful() {
                    @Override
                    public synchronized void free(MemorySegment block) {
                      long address = block.address();
                      if (block.isNative()
                          && sizes.entrySet().stream()
                              .anyMatch(
                                  live ->
                                      address > live.getKey()
                                          && address < live.getKey() + live.getValue())) {
                        return;
                      }
                      super.free(block);
                    }
                  }),
          Mutant.base(
              "any-size-will-do",
              "frees a block by a view that is too short",
              Set.of("8.2"),
              () ->
                  new Watchful() {
                    @Override
                    public synchronized void free(MemorySegment block) {
                      Long byteSize = sizes.get(block.address());
                      super.free(
                          byteSize != null && block.isNative()
                              ? slab.at(block.address(), byteSize)
                              : block);
                    }
                  }),
          Mutant.base(
              "leaks-not-listed",
              "says that blocks leaked, and not which",
              Set.of("8.7"),
              () ->
                  new Watchful() {
                    @Override
                    List<MemoryFaultException> leaks() {
                      return List.of();
                    }
                  }),
          Mutant.base(
              "leak-without-thread",
              "does not say who allocated a leaked block",
              Set.of("8.7"),
              () ->
                  new Watchful() {
                    @Override
                    MemoryFaultException leak(long address, long byteSize, Site site) {
                      return super.leak(address, byteSize, new Site("somebody", site.stack()));
                    }
                  }),
          Mutant.base(
              "leak-blames-the-allocator",
              "names its own code as the place where leaked blocks come from",
              Set.of("8.7"),
              () ->
                  new Watchful() {
                    @Override
                    Site here() {
                      StackTraceElement own =
                          new StackTraceElement(Watchful.class.getName(), "allocate", null, -1);
                      return new Site(super.here().thread(), List.of(own));
                    }

                    @Override
                    List<List<StackTraceElement>> freeSites(Site first, Site second) {
                      return List.of();
                    }
                  }));

  private DiagnosticsMutants() {}
}
