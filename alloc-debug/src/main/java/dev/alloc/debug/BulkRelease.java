package dev.alloc.debug;

import dev.alloc.Allocator;
import dev.alloc.Capability;
import dev.alloc.Mark;
import dev.alloc.MemoryFaultException;
import dev.alloc.debug.fault.Damage;
import dev.alloc.debug.table.Block;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Verifies and fills blocks before the allocator below drops them, and remembers where they were,
 * so that what is written there afterwards is found when it is handed out again.
 */
record BulkRelease(Parts parts, Verification verification, Gate gate) {

  void reset(long retainBytes) {
    gate.alone(() -> dropAll(retainBytes));
  }

  private void dropAll(long retainBytes) {
    parts.reaction().to(verification.faults("reset"));
    int site = parts.sites().hereIfPossible();
    long thread = parts.actors().here();
    OptionalLong returned = returnedBytes();
    List<Block> dropped = new ArrayList<>();
    for (Block block : parts.table().find(_ -> true)) {
      fill(block);
      dropped.add(block.freedAt(site, thread));
    }
    parts.upstream().reset(retainBytes);
    parts.table().clear();
    dropped.addAll(parts.quarantine().drop(parts.quarantine().beginnings(), _ -> true));
    parts.marks().reset();
    parts.remains().clear();
    if (returned.isPresent() && returned.equals(returnedBytes())) {
      dropped.forEach(block -> parts.remains().add(block, returned.getAsLong()));
    }
  }

  Mark mark() {
    long stamp = gate.enter();
    try {
      DebugMark mark =
          new DebugMark(this, parts.marks(), parts.quarantine().ends(), parts.upstream().mark());
      parts.marks().opened(mark);
      return mark;
    } finally {
      gate.leave(stamp);
    }
  }

  /** Drops what came after a mark; if this throws a fault, nothing has changed. */
  void rewind(DebugMark mark) {
    long stamp = gate.enter();
    try {
      dropSince(mark);
    } finally {
      gate.leave(stamp);
    }
  }

  private void dropSince(DebugMark mark) {
    parts.reaction().to(faultsSince(mark));
    int site = parts.sites().hereIfPossible();
    long thread = parts.actors().here();
    OptionalLong returned = returnedBytes();
    List<Block> dropped = new ArrayList<>();
    Set<Birth> freed = new HashSet<>();
    mark.forEach(
        birth -> {
          Block block = parts.table().drop(birth.address(), birth.serial());
          if (block == null) {
            freed.add(birth);
          } else {
            fill(block);
            dropped.add(block.freedAt(site, thread));
          }
        });
    dropped.addAll(parts.quarantine().drop(mark.ends(), isIn(freed)));
    returned.ifPresent(bytes -> dropped.forEach(block -> parts.remains().add(block, bytes)));
    mark.below().close();
  }

  /** Returns those of a mark's blocks that are live or wait. */
  Set<Birth> present(DebugMark mark) {
    Set<Birth> present = new HashSet<>();
    Set<Birth> freed = new HashSet<>();
    mark.forEach(birth -> (isLive(birth) ? present : freed).add(birth));
    parts.quarantine().find(mark.ends(), isIn(freed)).forEach(held -> present.add(Birth.of(held)));
    return present;
  }

  private List<MemoryFaultException> faultsSince(DebugMark mark) {
    List<Damage> damages = new ArrayList<>();
    Set<Birth> freed = new HashSet<>();
    mark.forEach(
        birth -> {
          Block block = parts.table().withSerial(birth.address(), birth.serial());
          if (block == null) {
            freed.add(birth);
          } else {
            mend(block, damages);
          }
        });
    Predicate<Block> isHeld = block -> block.state() == Block.State.HELD;
    parts
        .quarantine()
        .find(
            mark.ends(),
            isHeld
                .and(isIn(freed))
                .and(
                    block -> {
                      mend(block, damages);
                      return false;
                    }));
    return damages.stream().map(d -> parts.faults().damaged(d, "closing a mark")).toList();
  }

  private boolean isLive(Birth birth) {
    return parts.table().withSerial(birth.address(), birth.serial()) != null;
  }

  private static Predicate<Block> isIn(Set<Birth> births) {
    return block -> births.contains(Birth.of(block));
  }

  private void mend(Block block, List<Damage> damages) {
    Damage damage = Damage.of(parts.home().memory(), parts.guards(), block);
    if (damage != null) {
      damage.repair(parts.home().memory(), parts.guards());
      damages.add(damage);
    }
  }

  private void fill(Block block) {
    parts.scopes().end(block.address());
    parts.guards().fillFreed(parts.home().memory(), block.address(), block.byteSize());
  }

  /** How much memory went back; empty if what is free below may be written by those below. */
  private OptionalLong returnedBytes() {
    Allocator upstream = parts.upstream();
    return upstream.capabilities().contains(Capability.FILLS)
        ? OptionalLong.empty()
        : upstream.stats().returnedBytes();
  }
}
