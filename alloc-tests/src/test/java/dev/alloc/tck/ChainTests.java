package dev.alloc.tck;

import java.util.Map;

/**
 * The TCK for the chains that every build verifies: a class for each, because Surefire's reports
 * name classes, and because it hands classes to whichever of its JVMs is free. Those that only the
 * matrix verifies are {@link SpecTckTest}s in JVMs of their own.
 */
final class ChainTests {

  private ChainTests() {}

  /** A spec and its options. */
  abstract static class Chain implements AllocatorTck {
    private final String spec;
    private final Map<String, String> options;

    Chain(String spec) {
      this(spec, Map.of());
    }

    Chain(String spec, Map<String, String> options) {
      this.spec = spec;
      this.options = options;
    }

    @Override
    public final String spec() {
      return spec;
    }

    @Override
    public final Map<String, String> options() {
      return options;
    }
  }

  static final class SystemTck extends Chain {
    SystemTck() {
      super("system");
    }
  }

  static final class LinearTck extends Chain {
    LinearTck() {
      super("linear");
    }
  }

  static final class HeapTck extends Chain {
    HeapTck() {
      super("heap");
    }
  }

  static final class Avr16Tck extends Chain {
    Avr16Tck() {
      super("avr16");
    }
  }

  static final class CountingTck extends Chain {
    CountingTck() {
      super("counting");
    }
  }

  static final class CountingWithLimitAndPeakTck extends Chain {
    CountingWithLimitAndPeakTck() {
      super("counting", Map.of("counting.limit", "1g", "counting.peak", "true"));
    }
  }

  static final class CountingCountingTck extends Chain {
    CountingCountingTck() {
      super("counting+counting");
    }
  }

  static final class CountingArenaTck extends Chain {
    CountingArenaTck() {
      super("counting+arena");
    }
  }

  static final class ArenaTck extends Chain {
    ArenaTck() {
      super("arena");
    }
  }

  static final class ArenaSafeTck extends Chain {
    ArenaSafeTck() {
      super("arena", Map.of("arena.safe", "true"));
    }
  }

  static final class ArenaHeapTck extends Chain {
    ArenaHeapTck() {
      super("arena+heap");
    }
  }

  static final class ArenaAvr16Tck extends Chain {
    ArenaAvr16Tck() {
      super("arena+avr16");
    }
  }
}
