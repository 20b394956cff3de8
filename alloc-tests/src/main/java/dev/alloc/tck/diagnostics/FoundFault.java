package dev.alloc.tck.diagnostics;

import dev.alloc.MemoryFaultException;
import dev.alloc.MemoryFaultException.Kind;
import dev.alloc.tck.trial.Trial;
import java.lang.foreign.MemorySegment;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Reads what is said of a byte that was written where it should not have been. */
final class FoundFault {

  private FoundFault() {}

  /** Fails unless a call throws a fault that is about this byte, or suppresses one that is. */
  static void verify(
      Trial trial, Runnable call, String what, MemorySegment block, long byteSize, long offset) {
    MemoryFaultException thrown = trial.thrown(MemoryFaultException.class, what, call::run);
    verify(trial, thrown, what, block, byteSize, offset);
  }

  static void verify(
      Trial trial,
      MemoryFaultException thrown,
      String what,
      MemorySegment block,
      long byteSize,
      long offset) {
    Kind expected =
        offset < 0 ? Kind.UNDERRUN : offset >= byteSize ? Kind.OVERRUN : Kind.WRITE_AFTER_FREE;
    MemoryFaultException fault =
        Stream.concat(Stream.of(thrown), Stream.of(thrown.getSuppressed()))
            .filter(MemoryFaultException.class::isInstance)
            .map(MemoryFaultException.class::cast)
            .filter(found -> found.kind() == expected)
            .findFirst()
            .orElseThrow(
                () ->
                    trial.failure(
                        "%s reported %s instead of %s: %s"
                            .formatted(what, thrown.kind(), expected, thrown.getMessage())));
    trial.check(
        fault.address() == block.address(),
        "%s reported address 0x%x instead of 0x%x",
        what,
        fault.address(),
        block.address());
    trial.check(
        fault.firstBadOffset().equals(OptionalLong.of(offset)),
        "%s reported %s as the first bad byte instead of %d",
        what,
        fault.firstBadOffset(),
        offset);
  }
}
