package dev.alloc.cli.misuse;

import static dev.alloc.MemoryFaultException.Kind.DOUBLE_FREE;
import static dev.alloc.MemoryFaultException.Kind.INVALID_FREE;
import static dev.alloc.MemoryFaultException.Kind.LEAK;
import static dev.alloc.MemoryFaultException.Kind.OVERRUN;
import static dev.alloc.MemoryFaultException.Kind.UNDERRUN;
import static dev.alloc.MemoryFaultException.Kind.WRITE_AFTER_FREE;
import static dev.alloc.MemoryFaultException.Kind.WRONG_SIZE;
import static dev.alloc.cli.misuse.Expected.chance;
import static dev.alloc.cli.misuse.Expected.closed;
import static dev.alloc.cli.misuse.Expected.fault;
import static dev.alloc.cli.misuse.Expected.memcheck;
import static dev.alloc.cli.misuse.Expected.nothing;
import static dev.alloc.cli.misuse.Expected.reads;
import static dev.alloc.cli.misuse.Expected.signal;

import dev.alloc.cli.misuse.program.BulkReleases;
import dev.alloc.cli.misuse.program.LateUses;
import dev.alloc.cli.misuse.program.Leaks;
import dev.alloc.cli.misuse.program.Overruns;
import dev.alloc.cli.misuse.program.SecondFrees;
import dev.alloc.cli.misuse.program.Underruns;
import dev.alloc.cli.misuse.program.WrongFrees;
import java.util.List;
import java.util.stream.Stream;

/** All programs, with what is declared of each. */
public final class Programs {
  private static final Expected INVALID_WRITE = memcheck("InvalidWrite");
  private static final Expected INVALID_READ = memcheck("InvalidRead");
  private static final Expected INVALID_FREE_BELOW = memcheck("InvalidFree");
  private static final Expected WRITE_STOPS = signal(Step.WRITE);
  private static final Expected READ_STOPS = signal(Step.READ);
  private static final Expected PAGE_BEFORE =
      chance("the page before a block is whatever was mapped there");
  private static final Expected A_POOL_BELOW =
      nothing("to what is below, an arena's chunk is one block");
  private static final Expected ANOTHER_BLOCK =
      nothing("the bytes are those of a block that is there");
  private static final Expected NO_SIZE = nothing("free is not told a size in C");
  private static final List<Misuse> ALL =
      Stream.of(
              overruns(),
              underruns(),
              secondFrees(),
              wrongFrees(),
              lateWrites(),
              otherLateUses(),
              leaks(),
              inArenas())
          .flatMap(List::stream)
          .toList();

  private Programs() {}

  /**
   * Returns all programs.
   *
   * @return in the order in which they are shown
   */
  public static List<Misuse> all() {
    return ALL;
  }

  private static List<Misuse> overruns() {
    return List.of(
        overrun("oneByteAfter", "writes the byte behind a block", Overruns::oneByteAfter),
        overrun("manyBytesAfter", "writes 32 bytes behind a block", Overruns::manyBytesAfter),
        overrun(
            "wordAcrossTheEnd",
            "writes 8 bytes, 4 of them behind a block",
            Overruns::wordAcrossTheEnd),
        overrun(
            "memsetOneTooFar", "has C's memset write a byte too many", Overruns::memsetOneTooFar),
        overrun("memcpyTooMuch", "has C's memcpy copy 32 bytes too many", Overruns::memcpyTooMuch),
        of(Overruns.class, "inTheSlack", "writes in the alignment slack", Overruns::inTheSlack)
            .debug(fault(OVERRUN, Step.FREE))
            .guard(fault(OVERRUN, Step.FREE))
            .memcheck(INVALID_WRITE),
        of(
                Overruns.class,
                "noticedAtReallocate",
                "writes behind a block, then reallocates it",
                Overruns::noticedAtReallocate)
            .debug(fault(OVERRUN, Step.REALLOCATE))
            .guard(WRITE_STOPS)
            .memcheck(INVALID_WRITE),
        of(
                Overruns.class,
                "noticedAtCheck",
                "writes behind a block, then calls check()",
                Overruns::noticedAtCheck)
            .debug(fault(OVERRUN, Step.CHECK))
            .guard(WRITE_STOPS)
            .memcheck(INVALID_WRITE),
        of(
                Overruns.class,
                "behindAShrunkBlock",
                "writes behind what a block was shrunk to",
                Overruns::behindAShrunkBlock)
            .debug(fault(OVERRUN, Step.FREE))
            .guardUpTo(8, fault(OVERRUN, Step.FREE)) // 4 bytes aligned to 8 leave a slack
            .guard(WRITE_STOPS)
            .memcheck(INVALID_WRITE),
        of(
                Overruns.class,
                "intoAnEmptyBlock",
                "writes to a block of size 0",
                Overruns::intoAnEmptyBlock)
            .sized(0L)
            .debug(fault(OVERRUN, Step.FREE))
            .guard(WRITE_STOPS)
            .memcheck(nothing("malloc is asked for a byte, so that there is one")),
        of(
                Overruns.class,
                "intoAnotherBlock",
                "writes over the guards into the next block",
                Overruns::intoAnotherBlock)
            .debug(ANOTHER_BLOCK)
            .guard(ANOTHER_BLOCK)
            .memcheck(ANOTHER_BLOCK),
        of(
                Overruns.class,
                "readOneByteAfter",
                "reads the byte behind a block",
                Overruns::readOneByteAfter)
            .debug(reads(0xFD))
            .guard(READ_STOPS)
            .memcheck(INVALID_READ));
  }

  private static Misuse overrun(String name, String title, Misuse.Body body) {
    return of(Overruns.class, name, title, body)
        .debug(fault(OVERRUN, Step.FREE))
        .guard(WRITE_STOPS)
        .memcheck(INVALID_WRITE);
  }

  private static List<Misuse> underruns() {
    return List.of(
        underrun("oneByteBefore", "writes the byte before a block", Underruns::oneByteBefore),
        underrun(
            "memsetBefore",
            "has C's memset write 16 bytes before a block",
            Underruns::memsetBefore),
        underrun(
            "manyBytesBefore",
            "writes 32 bytes before a block aligned to 64",
            Underruns::manyBytesBefore),
        of(
                Underruns.class,
                "farBeforeAnAlignedBlock",
                "writes half a page before a block aligned to one",
                Underruns::farBeforeAnAlignedBlock)
            .debug(fault(UNDERRUN, Step.FREE))
            .guard(PAGE_BEFORE)
            .memcheck(chance("what lies beyond 256 bytes before a block may be another's")));
  }

  private static Misuse underrun(String name, String title, Misuse.Body body) {
    return of(Underruns.class, name, title, body)
        .debug(fault(UNDERRUN, Step.FREE))
        .guardUpTo(8, fault(UNDERRUN, Step.FREE)) // the rest of the page is before the block
        .guard(PAGE_BEFORE)
        .memcheck(INVALID_WRITE);
  }

  private static List<Misuse> secondFrees() {
    return List.of(
        second("twice", "frees twice", SecondFrees::twice),
        second("twiceWithAnotherBetween", "frees a, b, a", SecondFrees::twiceWithAnotherBetween),
        second("twiceLate", "frees again after 1,024 others", SecondFrees::twiceLate),
        second(
            "twiceAfterReuse",
            "frees again after somebody asked for as much",
            SecondFrees::twiceAfterReuse),
        second("onTwoThreads", "frees on two threads", SecondFrees::onTwoThreads),
        second(
            "afterReallocate",
            "frees the old place after reallocate",
            SecondFrees::afterReallocate),
        of(
                SecondFrees.class,
                "reallocateAfterFree",
                "reallocates what was freed",
                SecondFrees::reallocateAfterFree)
            .debug(fault(DOUBLE_FREE, Step.REALLOCATE))
            .guard(fault(DOUBLE_FREE, Step.REALLOCATE))
            .memcheckAlone(INVALID_FREE_BELOW),
        second("twiceWithoutBytes", "frees a block of size 0 twice", SecondFrees::twiceWithoutBytes)
            .sized(0L),
        of(
                SecondFrees.class,
                "afterTheQuarantine",
                "frees again after more frees than the quarantine holds",
                SecondFrees::afterTheQuarantine)
            .debug(chance("its place may be another's by then; else INVALID_FREE"))
            .guard(chance("the same, beyond guardKeep"))
            .memcheckAlone(chance("the same, beyond 64 MiB")));
  }

  private static Misuse second(String name, String title, Misuse.Body body) {
    return of(SecondFrees.class, name, title, body)
        .debug(fault(DOUBLE_FREE, Step.FREE))
        .guard(fault(DOUBLE_FREE, Step.FREE))
        .memcheckAlone(INVALID_FREE_BELOW);
  }

  private static List<Misuse> wrongFrees() {
    return List.of(
        wrong("oneByteInside", "frees from the second byte on", WrongFrees::oneByteInside),
        wrong("eightBytesInside", "frees from the ninth byte on", WrongFrees::eightBytesInside),
        wrong("nearABlock", "frees 4 KiB behind a block", WrongFrees::nearABlock),
        wrong("farFromABlock", "frees 1 GiB behind a block", WrongFrees::farFromABlock),
        wrong("neverAllocated", "frees an address nobody had", WrongFrees::neverAllocated),
        wrong("onTheStack", "frees an address of the stack", WrongFrees::onTheStack),
        of(WrongFrees.class, "onTheJavaHeap", "frees an array", WrongFrees::onTheJavaHeap)
            .debug(fault(INVALID_FREE, Step.FREE))
            .guard(fault(INVALID_FREE, Step.FREE))
            .memcheckAlone(fault(INVALID_FREE, Step.FREE)),
        of(
                WrongFrees.class,
                "ofAnotherAllocator",
                "frees a block of another allocator",
                WrongFrees::ofAnotherAllocator)
            .debug(fault(INVALID_FREE, Step.FREE))
            .guard(fault(INVALID_FREE, Step.FREE))
            .memcheckAlone(nothing("both are the same malloc")),
        size("withTooSmallASize", "frees a byte too few", WrongFrees::withTooSmallASize),
        size("withTooLargeASize", "frees a byte too many", WrongFrees::withTooLargeASize));
  }

  private static Misuse wrong(String name, String title, Misuse.Body body) {
    return of(WrongFrees.class, name, title, body)
        .debug(fault(INVALID_FREE, Step.FREE))
        .guard(fault(INVALID_FREE, Step.FREE))
        .memcheckAlone(INVALID_FREE_BELOW);
  }

  private static Misuse size(String name, String title, Misuse.Body body) {
    return of(WrongFrees.class, name, title, body)
        .debug(fault(WRONG_SIZE, Step.FREE))
        .guard(fault(WRONG_SIZE, Step.FREE))
        .memcheckAlone(NO_SIZE);
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
    return of(LateUses.class, name, title, body)
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
        of(
                LateUses.class,
                "readBeforeWrite",
                "reads what nobody has written",
                LateUses::readBeforeWrite)
            .debug(reads(0xCD))
            .guard(nothing("the pages are new and read as 0"))
            .memcheck(nothing("Java's own would be reported by the thousand")),
        of(
                LateUses.class,
                "writeAfterArena",
                "writes to a block of a closed Arena",
                LateUses::writeAfterArena)
            .debug(closed(Step.WRITE))
            .guard(closed(Step.WRITE))
            .memcheck(closed(Step.WRITE)));
  }

  private static Misuse lateRead(String name, String title, Misuse.Body body) {
    return of(LateUses.class, name, title, body)
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
    return of(Leaks.class, name, title, body)
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
    return of(BulkReleases.class, name, title, body)
        .overArena()
        .guard(A_POOL_BELOW)
        .memcheck(A_POOL_BELOW);
  }

  private static Misuse of(Class<?> type, String name, String title, Misuse.Body body) {
    return new Misuse(type, name, title, body);
  }
}
