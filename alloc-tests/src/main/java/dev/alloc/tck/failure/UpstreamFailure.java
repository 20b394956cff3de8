package dev.alloc.tck.failure;

import dev.alloc.Allocators;
import dev.alloc.Capability;
import dev.alloc.tck.Probe;
import dev.alloc.tck.TckFixture;
import dev.alloc.tck.trial.LiveSet;
import dev.alloc.tck.trial.State;
import dev.alloc.tck.trial.Trial;
import dev.alloc.tck.upstream.CountingUpstream;
import dev.alloc.tck.upstream.FailingUpstream;

/** A short program under a wrapper whose upstream fails at each of its requests in turn. */
public final class UpstreamFailure {
  private static final int MOST_REQUESTS = 200;

  private final TckFixture fixture;
  private final String rule;

  public UpstreamFailure(TckFixture fixture, String rule) {
    this.fixture = fixture;
    this.rule = rule;
  }

  /** Fails request after request, once and from there on, until the program makes no more. */
  public void verify() {
    boolean failed = true;
    for (int n = 1; failed && n <= MOST_REQUESTS; n++) {
      failed = run(n, n);
      run(n, Long.MAX_VALUE);
    }
  }

  private boolean run(long first, long last) {
    FailingUpstream failing =
        new FailingUpstream(
            Allocators.create(Probe.below(fixture.spec()).orElseThrow(), fixture.options()));
    try (Trial trial = Trial.over(fixture, rule, failing).orElseThrow()) {
      failing.fail(first, last);
      boolean failed = new Run(trial, first).program();
      failing.recover();
      trial.blocks().freeAll();
      trial.allocator().check();
      trial.allocator().close();
      CountingUpstream upstream = trial.upstream().orElseThrow();
      trial.check(
          upstream.liveBlocks() == 0 && upstream.liveBytes() == 0,
          "request %d to the upstream failed%s; after close %d blocks with %d bytes of it are left",
          first,
          last == first ? "" : ", and all later ones",
          upstream.liveBlocks(),
          upstream.liveBytes());
      return failed;
    }
  }

  /** The program, in which each step may fail with OutOfMemoryError and nothing else. */
  private static final class Run {
    private final Trial trial;
    private final LiveSet blocks;
    private final long request;
    private boolean failed;

    Run(Trial trial, long request) {
      this.trial = trial;
      this.blocks = trial.blocks();
      this.request = request;
    }

    boolean program() {
      for (int i = 0; i < 6; i++) {
        long byteSize = 1L << (2 * i);
        step("allocate", () -> blocks.allocate(byteSize, 8));
        step("allocateZeroed", () -> blocks.add(trial.allocator().allocateZeroed(byteSize, 1)));
        if (!blocks.isEmpty()) {
          step("reallocate", () -> blocks.reallocate(blocks.size() - 1, 3 * byteSize, 8));
          step("reallocate", () -> blocks.reallocate(0, byteSize / 2, 1));
        }
        if (blocks.size() > 4) {
          step("free", () -> blocks.free(0));
        }
      }
      return failed;
    }

    private void step(String call, Runnable body) {
      State before = state();
      try {
        body.run();
      } catch (OutOfMemoryError expected) {
        failed = true;
        String changes = before.changesTo(state());
        trial.check(
            changes.isEmpty(),
            "%s failed because request %d to the upstream did, and changed the state: %s",
            call,
            request,
            changes);
      } catch (RuntimeException | Error other) {
        throw trial.failure(
            "%s threw something else than OutOfMemoryError when request %d to the upstream failed"
                .formatted(call, request),
            other);
      }
    }

    /** What the layer itself reports: what a pool keeps of its upstream is its own affair. */
    private State state() {
      State state = State.of(trial.allocator().stats());
      return trial.has(Capability.COUNTS)
          ? state.without(State.FAILURES, State.RESERVED)
          : trial.state().without(State.FAILURES, State.RESERVED);
    }
  }
}
