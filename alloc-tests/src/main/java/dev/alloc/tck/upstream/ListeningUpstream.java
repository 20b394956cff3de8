package dev.alloc.tck.upstream;

import dev.alloc.Allocator;

/** Notes the calls that a layer is to pass on, and grants less than the allocator below. */
public final class ListeningUpstream extends ForwardingAllocator {
  private int checks;
  private int peakResets;

  public ListeningUpstream(Allocator upstream) {
    super(upstream);
  }

  @Override
  public void check() {
    checks++;
    super.check();
  }

  @Override
  public void resetPeak() {
    peakResets++;
    super.resetPeak();
  }

  @Override
  public long maxAlignment() {
    return Math.max(1, super.maxAlignment() / 2);
  }

  @Override
  public long maxByteSize() {
    return super.maxByteSize() - 1;
  }

  public int checks() {
    return checks;
  }

  public int peakResets() {
    return peakResets;
  }
}
