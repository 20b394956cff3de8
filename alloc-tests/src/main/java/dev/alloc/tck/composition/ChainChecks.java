package dev.alloc.tck.composition;

import dev.alloc.Allocator;
import dev.alloc.Capability;
import dev.alloc.tck.trial.Trial;
import dev.alloc.tck.upstream.BoundUpstream;
import dev.alloc.tck.upstream.ListeningUpstream;
import dev.alloc.tck.upstream.RecordingUpstream;
import dev.alloc.tck.upstream.Spec;
import dev.alloc.tck.upstream.UnbuildableProvider.UnbuildableException;
import java.lang.reflect.Method;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** The parts of rules 10.3 and 10.4. */
public final class ChainChecks {
  private static final Set<Capability> ALWAYS_KEPT =
      EnumSet.of(
          Capability.THREAD_SAFE,
          Capability.NATIVE,
          Capability.SCOPES,
          Capability.RESET,
          Capability.RESERVED);
  private static final Set<Capability> DETECTION =
      EnumSet.of(
          Capability.DETECTS_DOUBLE_FREE,
          Capability.DETECTS_INVALID_FREE,
          Capability.DETECTS_OVERRUN,
          Capability.DETECTS_USE_AFTER_FREE,
          Capability.DETECTS_LEAK);
  private static final Set<Capability> NOT_MADE_BY_A_LAYER =
      EnumSet.of(Capability.THREAD_SAFE, Capability.NATIVE, Capability.SCOPES);

  /** What the upstream of the first trial claims: all that is to be kept. */
  public static final Set<Capability> CLAIMS = claims();

  /** What the upstream of the second trial claims: next to nothing. */
  public static final Set<Capability> NO_CLAIMS = EnumSet.of(Capability.INDIVIDUAL_FREE);

  private ChainChecks() {}

  /** Rule 10.3: a chain that fails half way closes what was built of it. */
  public static void closesWhatWasBuilt(
      Trial trial, String spec, Map<String, String> options, Allocator below) {
    RecordingUpstream upstream = new RecordingUpstream(below);
    String broken =
        BoundUpstream.UNBUILDABLE + '+' + new Spec(spec).outermost() + '+' + BoundUpstream.NAME;
    UnbuildableException failure =
        trial.thrown(
            UnbuildableException.class,
            "creating " + broken,
            () -> BoundUpstream.create(broken, options, upstream).close());
    trial.check(failure.sameUpstream(), "AllocatorConfig.upstream() gave two allocators");
    trial.check(
        upstream.closes() == 1,
        "%s could not be built, and the allocator at its end was closed %d times instead of once",
        broken,
        upstream.closes());
    upstream.assertBalanced("rule 10.3");
  }

  /** Rule 10.4: what the upstream promises is still promised; a pool cannot detect for it. */
  public static void keepsCapabilities(Trial trial, boolean handsEachRequestOn) {
    Set<Capability> lost = EnumSet.copyOf(ALWAYS_KEPT);
    if (handsEachRequestOn) {
      lost.addAll(DETECTION);
    }
    lost.removeAll(trial.allocator().capabilities());
    trial.check(lost.isEmpty(), "the allocator below has %s, this one lost it", lost);
  }

  /** Rule 10.4: what the upstream cannot do, no layer can promise. */
  public static void inventsNothing(Trial trial) {
    Set<Capability> invented = EnumSet.copyOf(NOT_MADE_BY_A_LAYER);
    invented.retainAll(trial.allocator().capabilities());
    trial.check(
        invented.isEmpty(), "declares %s, which the allocator below does not have", invented);
  }

  /** Rule 10.4: a default method would do in a poor way what the upstream does well. */
  public static void overridesEveryDefaultMethod(Trial trial) {
    Class<?> type = trial.allocator().getClass();
    for (Method method : Allocator.class.getDeclaredMethods()) {
      if (method.isDefault() && !isOverridden(method, type)) {
        throw trial.failure(
            "%s does not override Allocator.%s, so what the allocator below does better is lost"
                .formatted(type.getName(), method.getName()));
      }
    }
  }

  /** Chapter 10: a layer grants no more than the allocator below. */
  public static void staysWithinLimits(Trial trial, ListeningUpstream upstream) {
    Allocator allocator = trial.allocator();
    trial.check(
        allocator.maxAlignment() <= upstream.maxAlignment(),
        "maxAlignment() is %d, that of the allocator below %d",
        allocator.maxAlignment(),
        upstream.maxAlignment());
    trial.check(
        allocator.maxByteSize() <= upstream.maxByteSize(),
        "maxByteSize() is %d, that of the allocator below %d",
        allocator.maxByteSize(),
        upstream.maxByteSize());
  }

  /** Rule 10.4: without these two calls what the upstream would detect stays undetected. */
  public static void passesVerificationOn(Trial trial, ListeningUpstream upstream) {
    trial.allocator().check();
    trial.check(upstream.checks() > 0, "check() did not reach the allocator below");
    trial.allocator().resetPeak();
    trial.check(upstream.peakResets() > 0, "resetPeak() did not reach the allocator below");
  }

  private static boolean isOverridden(Method method, Class<?> type) {
    try {
      return !type.getMethod(method.getName(), method.getParameterTypes())
          .getDeclaringClass()
          .equals(Allocator.class);
    } catch (NoSuchMethodException e) {
      throw new AssertionError(e); // the type is an Allocator
    }
  }

  private static Set<Capability> claims() {
    Set<Capability> all = EnumSet.copyOf(ALWAYS_KEPT);
    all.addAll(DETECTION);
    all.add(Capability.INDIVIDUAL_FREE);
    return all;
  }
}
