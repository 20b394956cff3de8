package dev.alloc.cli.misuse;

import static dev.alloc.MemoryFaultException.Kind.DOUBLE_FREE;
import static dev.alloc.MemoryFaultException.Kind.INVALID_FREE;
import static dev.alloc.MemoryFaultException.Kind.WRONG_SIZE;
import static dev.alloc.cli.misuse.Expected.chance;
import static dev.alloc.cli.misuse.Expected.fault;
import static dev.alloc.cli.misuse.Expected.memcheck;
import static dev.alloc.cli.misuse.Expected.nothing;
import static dev.alloc.cli.misuse.Misuse.program;

import dev.alloc.cli.misuse.program.SecondFrees;
import dev.alloc.cli.misuse.program.WrongFrees;
import java.util.List;
import java.util.stream.Stream;

/** Frees that are wrong, with what is declared of each. */
final class FreePrograms {
  private static final Expected INVALID_FREE_BELOW = memcheck("InvalidFree");
  private static final Expected NO_SIZE = nothing("free is not told a size in C");

  private FreePrograms() {}

  static Stream<Misuse> all() {
    return Stream.of(secondFrees(), wrongFrees()).flatMap(List::stream);
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
        program(
                SecondFrees.class,
                "reallocateAfterFree",
                "reallocates what was freed",
                SecondFrees::reallocateAfterFree)
            .debug(fault(DOUBLE_FREE, Step.REALLOCATE))
            .guard(fault(DOUBLE_FREE, Step.REALLOCATE))
            .memcheckAlone(INVALID_FREE_BELOW),
        second("twiceWithoutBytes", "frees a block of size 0 twice", SecondFrees::twiceWithoutBytes)
            .sized(0L),
        program(
                SecondFrees.class,
                "afterTheQuarantine",
                "frees again after more frees than the quarantine holds",
                SecondFrees::afterTheQuarantine)
            .debug(chance("its place may be another's by then; else INVALID_FREE"))
            .guard(chance("the same, beyond guardKeep"))
            .memcheckAlone(chance("the same, beyond 64 MiB")));
  }

  private static Misuse second(String name, String title, Misuse.Body body) {
    return program(SecondFrees.class, name, title, body)
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
        program(WrongFrees.class, "onTheJavaHeap", "frees an array", WrongFrees::onTheJavaHeap)
            .debug(fault(INVALID_FREE, Step.FREE))
            .guard(fault(INVALID_FREE, Step.FREE))
            .memcheckAlone(fault(INVALID_FREE, Step.FREE)),
        program(
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
    return program(WrongFrees.class, name, title, body)
        .debug(fault(INVALID_FREE, Step.FREE))
        .guard(fault(INVALID_FREE, Step.FREE))
        .memcheckAlone(INVALID_FREE_BELOW);
  }

  private static Misuse size(String name, String title, Misuse.Body body) {
    return program(WrongFrees.class, name, title, body)
        .debug(fault(WRONG_SIZE, Step.FREE))
        .guard(fault(WRONG_SIZE, Step.FREE))
        .memcheckAlone(NO_SIZE);
  }
}
