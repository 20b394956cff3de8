package dev.alloc.cli.misuse.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.alloc.cli.misuse.CorrectUse;
import dev.alloc.cli.misuse.Mode;
import dev.alloc.cli.misuse.Sighting;
import dev.alloc.cli.misuse.Stage;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;

/** The other end of {@link ProgramJvm}; small, because memcheck has it interpreted. */
public final class ProgramMain {
  static final String BEGIN = "begin\t";
  static final String STEP = "step\t";
  static final String SEEN = "seen\t";
  private static final PrintStream OUT =
      new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8);

  private ProgramMain() {}

  /**
   * Runs programs, or operations without errors, and ends at once: of memory that was misused
   * nothing is given back.
   *
   * @param arguments the mode, the seed, and runs; or {@code OPERATIONS+arena} in their place
   */
  public static void main(String[] arguments) {
    Mode mode = Mode.valueOf(arguments[0]);
    long seed = Long.parseLong(arguments[1]);
    for (int i = 2; i < arguments.length; i++) {
      OUT.println(BEGIN + arguments[i]);
      OUT.println(SEEN + seen(arguments[i], mode, seed).written());
    }
    OUT.flush();
    Runtime.getRuntime().halt(0);
  }

  private static Sighting seen(String argument, Mode mode, long seed) {
    if (argument.contains("@")) {
      Run run = Run.parse(argument);
      return Stage.play(
          run.program(), mode, run.byteSize(), seed, step -> OUT.println(STEP + step.name()));
    }
    try {
      String[] parts = argument.split("\\+", 2);
      CorrectUse.run(mode, parts.length > 1 ? parts[1] : "", seed, Integer.parseInt(parts[0]));
      return Sighting.nothing();
    } catch (RuntimeException falseAlarm) {
      return new Sighting(falseAlarm.toString(), null, "");
    }
  }
}
