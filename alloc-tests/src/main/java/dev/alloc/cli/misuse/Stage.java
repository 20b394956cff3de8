package dev.alloc.cli.misuse;

import dev.alloc.Allocator;
import dev.alloc.Allocators;
import dev.alloc.MemoryFaultException;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/** Lets one program play in this JVM, and says what was seen of its error. */
public final class Stage {

  private Stage() {}

  /**
   * Plays a program to its end, or to where its error is seen; then its allocator is left as it is,
   * for its memory cannot be trusted.
   *
   * @param program the program
   * @param mode how errors are looked for; memcheck looks from outside
   * @param byteSize how large its blocks are
   * @param seed of all that is left to chance
   * @param onStep is told of each step, for those who see a JVM from outside
   * @return what was seen
   */
  public static Sighting play(
      Misuse program, Mode mode, long byteSize, long seed, Consumer<Step> onStep) {
    Allocator allocator = Allocators.create(program.spec(mode), program.options(mode));
    Scene scene = new Scene(allocator, byteSize, seed, onStep);
    try {
      scene.warmUp();
      program.body().play(scene);
      if (mode != Mode.MEMCHECK) { // closing would find leaks before it does
        scene.next(Step.CHECK);
        allocator.check();
        scene.next(Step.CLOSE);
        allocator.close();
      }
    } catch (ExecutionException inThread) {
      return sighting(
          inThread.getCause() == null ? inThread : inThread.getCause(), program, mode, scene);
    } catch (Throwable thrown) {
      return sighting(thrown, program, mode, scene);
    }
    OptionalInt read = scene.read();
    return read.isEmpty()
        ? Sighting.nothing()
        : new Sighting("0x%02x".formatted(read.getAsInt()), Step.READ, "");
  }

  private static Sighting sighting(Throwable thrown, Misuse program, Mode mode, Scene scene) {
    if (!(thrown instanceof MemoryFaultException fault)) {
      return new Sighting(
          thrown.getClass().getSimpleName(),
          scene.step(),
          NamedLines.wrongInStack(thrown, program));
    }
    boolean atClose = scene.step() == Step.CHECK || scene.step() == Step.CLOSE;
    String wrong =
        mode.recordsSites()
            ? NamedLines.wrongIn(fault, scene)
            : atClose ? "" : NamedLines.wrongInStack(thrown, program);
    return new Sighting(fault.kind().name(), scene.step(), wrong);
  }
}
