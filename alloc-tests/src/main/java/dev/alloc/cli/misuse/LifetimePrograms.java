package dev.alloc.cli.misuse;

import static dev.alloc.MemoryFaultException.Kind.DOUBLE_FREE;
import static dev.alloc.MemoryFaultException.Kind.INVALID_FREE;
import static dev.alloc.MemoryFaultException.Kind.LEAK;
import static dev.alloc.MemoryFaultException.Kind.OVERRUN;
import static dev.alloc.MemoryFaultException.Kind.WRITE_AFTER_FREE;
import static dev.alloc.cli.misuse.Expected.closed;
import static dev.alloc.cli.misuse.Expected.fault;
import static dev.alloc.cli.misuse.Expected.memcheck;
import static dev.alloc.cli.misuse.Expected.nothing;
import static dev.alloc.cli.misuse.Expected.reads;
import static dev.alloc.cli.misuse.Expected.signal;
import static dev.alloc.cli.misuse.Misuse.program;

import dev.alloc.cli.misuse.program.BulkReleases;
import dev.alloc.cli.misuse.program.LateUses;
import dev.alloc.cli.misuse.program.Leaks;
import java.util.List;
import java.util.stream.Stream;

/** Blocks used after their end, and blocks that have none, with what is declared of each. */
final class LifetimePrograms {
  private static final Expected INVALID_WRITE = memcheck("InvalidWrite");
  private static final Expected INVALID_READ = memcheck("InvalidRead");
  private static final Expected WRITE_STOPS = signal(Step.WRITE);
  private static final Expected READ_STOPS = signal(Step.READ);
  private static final Expected A_POOL_BELOW =
      nothing("to what is below, an arena's chunk is one block");

  private LifetimePrograms() {}

  static Stream<Misuse> all() {
    return Stream.of(lateWrites(), otherLateUses(), leaks(), inArenas()).flatMap(List::stream);
  }

  private static List<Misuse> lateWrites() {
    return List.of(
        late("writeAfterFree", "writes after free", LateUses::writeAfterFree),
        late("writeOfTheLastByte", "writes the last byte after free", LateUses::writeOfTheLastByte),
        late(
            "writeAfterReuse",
            "writes after free and after somebody asked for as much",
            LateUses::writeAfterReuse),
        late(
            "writeAfterReallocate",
            "writes to the old place after reallocate",
            LateUses::writeAfterReallocate),
        late("memsetAfterFree", "has C's memset write after free", LateUses::memsetAfterFree)
            .scope(fault(WRITE_AFTER_FREE, Step.CHECK)),
        late(
                "writeNoticedLater",
                "writes after free and never calls check()",
                LateUses::writeNoticedLater)
            .debug(fault(WRITE_AFTER_FREE, Step.LATER))
            .scope(closed(Step.WRITE)));
  }

  private static Misuse late(String name, String title, Misuse.Body body) {
    return program(LateUses.class, name, title, body)
        .debug(fault(WRITE_AFTER_FREE, Step.CHECK))
        .scope(closed(Step.WRITE))
        .guard(WRITE_STOPS)
        .memcheck(INVALID_WRITE);
  }

  private static List<Misuse> otherLateUses() {
    return List.of(
        lateRead("readAfterFree", "reads after free", LateUses::readAfterFree),
        lateRead(
            "readAfterReallocate",
            "reads the old place after reallocate",
            LateUses::readAfterReallocate),
        program(
                LateUses.class,
                "readBeforeWrite",
                "reads what nobody has written",
                LateUses::readBeforeWrite)
            .debug(reads(0xCD))
            .guard(nothing("the pages are new and read as 0"))
            .memcheck(nothing("Java's own would be reported by the thousand")),
        program(
                LateUses.class,
                "writeAfterArena",
                "writes to a block of a closed Arena",
                LateUses::writeAfterArena)
            .debug(closed(Step.WRITE))
            .guard(closed(Step.WRITE))
            .memcheck(closed(Step.WRITE)));
  }

  private static Misuse lateRead(String name, String title, Misuse.Body body) {
    return program(LateUses.class, name, title, body)
        .debug(reads(0xDD))
        .scope(closed(Step.READ))
        .guard(READ_STOPS)
        .memcheck(INVALID_READ);
  }

  private static List<Misuse> leaks() {
    return List.of(
        leak("oneBlock", "forgets a block", Leaks::oneBlock),
        leak("manyBlocks", "forgets 101 blocks of two lines", Leaks::manyBlocks),
        leak("reallocated", "forgets a block that was reallocated", Leaks::reallocated));
  }

  private static Misuse leak(String name, String title, Misuse.Body body) {
    return program(Leaks.class, name, title, body)
        .debug(fault(LEAK, Step.CLOSE))
        .guard(nothing("it keeps no list of lines, and close() releases"))
        .memcheck(memcheck("Leak"));
  }

  private static List<Misuse> inArenas() {
    return List.of(
        inArena(
                "overrunInAnArena",
                "writes the byte behind a block of an arena",
                BulkReleases::overrunInAnArena)
            .sized(8L, 4096L) // larger ones have a chunk of their own
            .debug(fault(OVERRUN, Step.FREE)),
        inArena("twiceInAnArena", "frees a block of an arena twice", BulkReleases::twiceInAnArena)
            .guardInstead(fault(INVALID_FREE, Step.CHECK)) // an arena counts
            .debug(fault(DOUBLE_FREE, Step.FREE)),
        inArena("writeAfterReset", "writes after reset", BulkReleases::writeAfterReset)
            .debug(fault(WRITE_AFTER_FREE, Step.LATER))
            .scope(closed(Step.WRITE)),
        inArena("writeAfterMark", "writes after a mark was closed", BulkReleases::writeAfterMark)
            .debug(fault(WRITE_AFTER_FREE, Step.LATER))
            .scope(closed(Step.WRITE)),
        inArena("readAfterReset", "reads after reset", BulkReleases::readAfterReset)
            .debug(reads(0xDD))
            .scope(closed(Step.READ)),
        inArena("freeAfterReset", "frees after reset", BulkReleases::freeAfterReset)
            .guardInstead(fault(INVALID_FREE, Step.CHECK))
            .debug(fault(INVALID_FREE, Step.FREE)));
  }

  private static Misuse inArena(String name, String title, Misuse.Body body) {
    return program(BulkReleases.class, name, title, body)
        .overArena()
        .guard(A_POOL_BELOW)
        .memcheck(A_POOL_BELOW);
  }
}
