package dev.alloc.cli.misuse;

import static dev.alloc.MemoryFaultException.Kind.OVERRUN;
import static dev.alloc.MemoryFaultException.Kind.UNDERRUN;
import static dev.alloc.cli.misuse.Expected.chance;
import static dev.alloc.cli.misuse.Expected.fault;
import static dev.alloc.cli.misuse.Expected.memcheck;
import static dev.alloc.cli.misuse.Expected.nothing;
import static dev.alloc.cli.misuse.Expected.reads;
import static dev.alloc.cli.misuse.Expected.signal;
import static dev.alloc.cli.misuse.Misuse.program;

import dev.alloc.cli.misuse.program.Overruns;
import dev.alloc.cli.misuse.program.Underruns;
import java.util.List;
import java.util.stream.Stream;

/** Writes and reads beyond a block, with what is declared of each. */
final class BoundsPrograms {
  private static final Expected INVALID_WRITE = memcheck("InvalidWrite");
  private static final Expected INVALID_READ = memcheck("InvalidRead");
  private static final Expected WRITE_STOPS = signal(Step.WRITE);
  private static final Expected READ_STOPS = signal(Step.READ);
  private static final Expected PAGE_BEFORE =
      chance("the page before a block is whatever was mapped there");
  private static final Expected ANOTHER_BLOCK =
      nothing("the bytes are those of a block that is there");

  private static final Expected SLACK_BELOW =
      nothing("malloc is asked for a multiple of the alignment where a block is smaller");

  private BoundsPrograms() {}

  static Stream<Misuse> all() {
    return Stream.of(overruns(), underruns()).flatMap(List::stream);
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
        program(Overruns.class, "inTheSlack", "writes in the alignment slack", Overruns::inTheSlack)
            .debug(fault(OVERRUN, Step.FREE))
            .guard(fault(OVERRUN, Step.FREE))
            .memcheckUpTo(8, SLACK_BELOW)
            .memcheck(INVALID_WRITE),
        program(
                Overruns.class,
                "noticedAtReallocate",
                "writes behind a block, then reallocates it",
                Overruns::noticedAtReallocate)
            .debug(fault(OVERRUN, Step.REALLOCATE))
            .guard(WRITE_STOPS)
            .memcheck(INVALID_WRITE),
        program(
                Overruns.class,
                "noticedAtCheck",
                "writes behind a block, then calls check()",
                Overruns::noticedAtCheck)
            .debug(fault(OVERRUN, Step.CHECK))
            .guard(WRITE_STOPS)
            .memcheck(INVALID_WRITE),
        program(
                Overruns.class,
                "behindAShrunkBlock",
                "writes behind what a block was shrunk to",
                Overruns::behindAShrunkBlock)
            .debug(fault(OVERRUN, Step.FREE))
            .guardUpTo(8, fault(OVERRUN, Step.FREE)) // 4 bytes aligned to 8 leave a slack
            .guard(WRITE_STOPS)
            .memcheckUpTo(8, SLACK_BELOW)
            .memcheck(INVALID_WRITE),
        program(
                Overruns.class,
                "intoAnEmptyBlock",
                "writes to a block of size 0",
                Overruns::intoAnEmptyBlock)
            .sized(0L)
            .debug(fault(OVERRUN, Step.FREE))
            .guard(WRITE_STOPS)
            .memcheck(nothing("malloc is asked for a byte, so that there is one")),
        program(
                Overruns.class,
                "intoAnotherBlock",
                "writes over the guards into the next block",
                Overruns::intoAnotherBlock)
            .debug(ANOTHER_BLOCK)
            .guard(ANOTHER_BLOCK)
            .memcheck(ANOTHER_BLOCK),
        program(
                Overruns.class,
                "readOneByteAfter",
                "reads the byte behind a block",
                Overruns::readOneByteAfter)
            .debug(reads(0xFD))
            .guard(READ_STOPS)
            .memcheck(INVALID_READ));
  }

  private static Misuse overrun(String name, String title, Misuse.Body body) {
    return program(Overruns.class, name, title, body)
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
        program(
                Underruns.class,
                "farBeforeAnAlignedBlock",
                "writes half a page before a block aligned to one",
                Underruns::farBeforeAnAlignedBlock)
            .debug(fault(UNDERRUN, Step.FREE))
            .guard(PAGE_BEFORE)
            .memcheck(chance("what lies beyond 256 bytes before a block may be another's")));
  }

  private static Misuse underrun(String name, String title, Misuse.Body body) {
    return program(Underruns.class, name, title, body)
        .debug(fault(UNDERRUN, Step.FREE))
        .guardUpTo(8, fault(UNDERRUN, Step.FREE)) // the rest of the page is before the block
        .guard(PAGE_BEFORE)
        .memcheck(INVALID_WRITE);
  }
}
