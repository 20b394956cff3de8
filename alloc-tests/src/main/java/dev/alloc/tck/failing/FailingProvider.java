package dev.alloc.tck.failing;

import com.google.auto.service.AutoService;
import dev.alloc.Allocator;
import dev.alloc.AllocatorConfig;
import dev.alloc.AllocatorLookupException;
import dev.alloc.AllocatorProvider;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** Provides {@code failing}, which refuses requests as its options say. */
@AutoService(AllocatorProvider.class)
@SuppressWarnings("exports") // the annotation is for the compiler only
public final class FailingProvider implements AllocatorProvider {
  private static final Map<String, Option> OPTIONS =
      Map.of(
          "nth", new Option("0", "Fails this one request, counted from 1; 0 fails none."),
          "from", new Option("0", "Fails this request and all after it; 0 fails none."),
          "rate", new Option("0", "Fails this share of the requests, a number from 0 to 1."),
          "seed", new Option("1", "Decides which requests fail at a rate, a whole number."),
          "limit",
              new Option(
                  "",
                  "Fails what would raise the live bytes above this; unset, nothing is limited."));

  /** Creates the provider. */
  public FailingProvider() {}

  @Override
  public String name() {
    return "failing";
  }

  @Override
  public boolean needsUpstream() {
    return true;
  }

  @Override
  public Map<String, Option> options() {
    return OPTIONS;
  }

  @Override
  public Allocator create(AllocatorConfig config) {
    FailurePlan plan = plan(config);
    return new FailingAllocator(config.upstream(), plan, true, new AtomicBoolean());
  }

  private static FailurePlan plan(AllocatorConfig config) {
    int nth = config.integer("nth", 0);
    int from = config.integer("from", 0);
    double rate = rate(config.text("rate", "0"));
    int seed = config.integer("seed", 1);
    if ((nth > 0 ? 1 : 0) + (from > 0 ? 1 : 0) + (rate > 0 ? 1 : 0) > 1) {
      throw new AllocatorLookupException(
          "alloc.failing.nth, .from and .rate are three ways to choose what fails; set only one.");
    }
    FailurePlan plan = FailurePlan.none().limit(config.bytes("limit", Long.MAX_VALUE));
    if (nth > 0) {
      return plan.failOnce(nth);
    }
    if (from > 0) {
      return plan.failFrom(from);
    }
    return plan.failAtRate(rate, seed);
  }

  private static double rate(String text) {
    double rate;
    try {
      rate = Double.parseDouble(text);
    } catch (NumberFormatException notANumber) {
      rate = Double.NaN;
    }
    if (rate >= 0 && rate <= 1) {
      return rate;
    }
    throw new AllocatorLookupException(
        "alloc.failing.rate=" + text + " is not a number from 0 to 1. Default: 0.");
  }
}
