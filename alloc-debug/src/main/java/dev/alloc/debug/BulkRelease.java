package dev.alloc.debug;

import dev.alloc.Allocator;
import dev.alloc.Capability;
import dev.alloc.Mark;
import dev.alloc.MemoryFaultException;
import dev.alloc.debug.fault.Damage;
import dev.alloc.debug.table.Block;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

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
    parts.large().clear();
    parts.marks().reset();
    parts.remains().clear();
    if (returned.isPresent() && returned.equals(returnedBytes())) {
      dropped.forEach(block -> parts.remains().add(block, returned.getAsLong()));
    }
  }

  Mark mark() {
    long stamp = gate.enter();
    try {
      DebugMark mark = new DebugMark(this, parts.marks(), parts.upstream().mark());
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
    mark.forEach(
        (address, serial) -> {
          Block block = parts.table().drop(address, serial);
          if (block != null) {
            fill(block);
            if (returned.isPresent()) {
              parts.remains().add(block.freedAt(site, thread), returned.getAsLong());
            }
          }
        });
    mark.below().close();
  }

  /** Forgets which blocks of a mark are gone; returns the new length. */
  int compact(long[] blocks, int length) {
    int kept = 0;
    for (int at = 0; at < length; at += 2) {
      if (parts.table().withSerial(blocks[at], blocks[at + 1]) != null) {
        blocks[kept] = blocks[at];
        blocks[kept + 1] = blocks[at + 1];
        kept += 2;
      }
    }
    return kept;
  }

  private List<MemoryFaultException> faultsSince(DebugMark mark) {
    List<MemoryFaultException> faults = new ArrayList<>();
    mark.forEach(
        (address, serial) -> {
          Damage damage = damage(parts.table().withSerial(address, serial));
          if (damage != null) {
            damage.repair(parts.home().memory(), parts.guards());
            faults.add(parts.faults().damaged(damage, "closing a mark"));
          }
        });
    return faults;
  }

  private @Nullable Damage damage(@Nullable Block block) {
    MemorySegment memory = parts.home().memory();
    return block == null ? null : Damage.of(memory, parts.guards(), block);
  }

  private void fill(Block block) {
    if (block.isLive()) {
      parts.scopes().end(block.address());
      parts.guards().fillFreed(parts.home().memory(), block.address(), block.byteSize());
    }
  }

  /** How much memory went back; empty if what is free below may be written by those below. */
  private OptionalLong returnedBytes() {
    Allocator upstream = parts.upstream();
    return upstream.capabilities().contains(Capability.FILLS)
        ? OptionalLong.empty()
        : upstream.stats().returnedBytes();
  }
}
