package dev.alloc.cli.convert;

import dev.alloc.cli.report.Usage;

/** The figures of which a flame graph can show one. Written as in the JSON report. */
public enum Measure {
  /** Bytes not freed. */
  LIVE_BYTES("liveBytes"),
  /** Blocks not freed. */
  LIVE_BLOCKS("liveBlocks"),
  /** Bytes allocated so far. */
  ALLOCATED_BYTES("allocatedBytes"),
  /** Blocks allocated so far. */
  ALLOCATIONS("allocations"),
  /** Bytes freed by their thread before it allocated again. */
  TEMPORARY_BYTES("temporaryBytes"),
  /** Blocks freed by their thread before it allocated again. */
  TEMPORARY_BLOCKS("temporaryBlocks");

  private final String text;

  Measure(String text) {
    this.text = text;
  }

  /**
   * Picks the figure.
   *
   * @param usage all figures
   * @return this one
   */
  long of(Usage usage) {
    return switch (this) {
      case LIVE_BYTES -> usage.liveBytes();
      case LIVE_BLOCKS -> usage.liveBlocks();
      case ALLOCATED_BYTES -> usage.allocatedBytes();
      case ALLOCATIONS -> usage.allocations();
      case TEMPORARY_BYTES -> usage.temporaryBytes();
      case TEMPORARY_BLOCKS -> usage.temporaryBlocks();
    };
  }

  /** Returns the name it has in a report. */
  @Override
  public String toString() {
    return text;
  }
}
