package dev.alloc.tck.emulated;

import dev.alloc.tck.emulated.Machine.Memory;
import dev.alloc.tck.emulated.Machine.Reuse;
import java.util.stream.Stream;

/** The machines there are, and some that put each parameter to use. */
final class Machines {
  static final Machine ODD = Machine.ODD.withCapacity(1 << 20);
  static final Machine PAGES = Machine.WASM32.withCapacity(4 << 20);
  static final Machine NEVER =
      new Machine(
          "never", Long.MAX_VALUE, 8, 8, 65536, 8 << 20, Reuse.NEVER, false, Memory.JAVA_HEAP);

  private Machines() {}

  static Stream<Machine> all() {
    return Stream.concat(reusing(), Stream.of(NEVER));
  }

  static Stream<Machine> reusing() {
    return Stream.of(Machine.HEAP.withCapacity(1 << 20), Machine.AVR16, ODD, PAGES);
  }
}
