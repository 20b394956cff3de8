package dev.alloc.debug;

import dev.alloc.MemoryFaultException;
import dev.alloc.debug.fault.Damage;
import dev.alloc.debug.quarantine.Remains.Dead;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Looks at memory that is handed out again after a reset: somebody may still have written to it.
 */
record Handout(Parts parts) {

  /** Reacts to what was written to the dead blocks in some memory, which are forgotten then. */
  void inspect(MemorySegment whole) {
    long from = whole.address();
    List<MemoryFaultException> faults =
        parts.remains().handOut(from, from + whole.byteSize(), this::damage).stream()
            .map(damage -> parts.faults().damaged(damage, "allocate, which got these bytes again"))
            .toList();
    parts.reaction().to(faults);
  }

  private @Nullable Damage damage(Dead dead) {
    Damage damage = Damage.of(parts.home().memory(), parts.guards(), dead.block());
    boolean neverLeft =
        damage != null
            && parts
                .upstream()
                .stats()
                .returnedBytes()
                .equals(OptionalLong.of(dead.returnedBytes()));
    return neverLeft ? damage : null;
  }
}
