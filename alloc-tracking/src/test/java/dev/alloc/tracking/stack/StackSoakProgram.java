package dev.alloc.tracking.stack;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Run in a JVM of its own: threads look at their stacks in two ways, which must show the same,
 * while classes come and go, compiled code is given up, garbage is collected and all threads are
 * dumped.
 */
final class StackSoakProgram {
  private static final int DEPTH = 12;
  private static final int THREADS = 2;
  private static final int CLASSES = 8; // in use at a time
  private static final int CLASSES_PER_COLLECTION = 20;
  private static final StackCapture WALKED = Walkers.named("stackwalker", DEPTH);

  private static final AtomicLong LOOKS = new AtomicLong();
  private static final AtomicLong THROWN = new AtomicLong();
  private static final Step[] STEPS = new Step[CLASSES];
  private static volatile boolean stop;

  private final StackCapture camera;

  private StackSoakProgram(StackCapture camera) {
    this.camera = camera;
  }

  /** Implemented by ever more classes, so that calls compiled as the only possible ones are not. */
  @FunctionalInterface
  interface Step {
    void go(StackSoakProgram program, int depth, SplittableRandom random);
  }

  /** Of which each hidden class is a copy. */
  static final class Template implements Step {
    @Override
    public void go(StackSoakProgram program, int depth, SplittableRandom random) {
      program.descend(depth - 1, random);
    }
  }

  /**
   * Prints how often it looked.
   *
   * @param arguments the walker, and for how many milliseconds
   */
  public static void main(String[] arguments) throws Exception {
    StackSoakProgram program = new StackSoakProgram(Walkers.named(arguments[0], DEPTH));
    long end = System.nanoTime() + Long.parseLong(arguments[1]) * 1_000_000;
    byte[] template = template();
    define(template, 0);
    List<Thread> threads = new ArrayList<>();
    for (int number = 0; number < THREADS; number++) {
      SplittableRandom random = new SplittableRandom(number);
      threads.add(Thread.ofPlatform().start(() -> program.descendAgainAndAgain(random)));
    }
    threads.add(Thread.ofPlatform().start(program::startVirtualThreads));
    int classes = 0;
    while (System.nanoTime() - end < 0 && threads.stream().allMatch(Thread::isAlive)) {
      define(template, ++classes);
      if (classes % CLASSES_PER_COLLECTION == 0) {
        System.gc();
        Thread.getAllStackTraces();
      }
    }
    boolean allAlive = threads.stream().allMatch(Thread::isAlive);
    stop = true;
    for (Thread thread : threads) {
      thread.join();
    }
    System.out.printf("%d throws, %d looks, %d classes%n", THROWN.get(), LOOKS.get(), classes);
    System.exit(allAlive ? 0 : 1);
  }

  private static byte[] template() throws IOException {
    try (InputStream in =
        StackSoakProgram.class.getResourceAsStream("StackSoakProgram$Template.class")) {
      return Objects.requireNonNull(in).readAllBytes();
    }
  }

  private static void define(byte[] template, int number) throws ReflectiveOperationException {
    Class<?> hidden = MethodHandles.lookup().defineHiddenClass(template, true).lookupClass();
    Step step = (Step) hidden.getDeclaredConstructor().newInstance();
    if (number == 0) {
      Arrays.fill(STEPS, step);
    }
    STEPS[number % CLASSES] = step;
  }

  private void descendAgainAndAgain(SplittableRandom random) {
    while (!stop) {
      descend(random.nextInt(40), random);
    }
  }

  private void startVirtualThreads() {
    for (int number = 0; !stop; number++) {
      SplittableRandom random = new SplittableRandom(number);
      Thread thread =
          Thread.ofVirtual()
              .start(
                  () -> {
                    descend(20, random);
                    LockSupport.parkNanos(1); // leaves its carrier
                    descend(5, random);
                  });
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  void descend(int depth, SplittableRandom random) {
    if (depth <= 0) {
      look();
      return;
    }
    switch (random.nextInt(5)) {
      case 0 -> descend(depth - 1, random);
      case 1 -> List.of(depth).forEach(d -> descend(d - 1, random));
      case 2 -> {
        try {
          descend(depth - 1, random);
          throw new IllegalStateException("thrown each time");
        } catch (IllegalStateException e) {
          THROWN.getAndIncrement();
        }
      }
      default -> STEPS[random.nextInt(CLASSES)].go(this, depth, random);
    }
  }

  private void look() {
    Stack[] seen = new Stack[2];
    for (int i = 0; i < seen.length; i++) {
      seen[i] = (i == 0 ? camera : WALKED).capture();
    }
    if (!seen[0].equals(seen[1])) {
      throw new AssertionError(seen[0] + " is not " + seen[1]); // ends the thread, and then all
    }
    LOOKS.getAndIncrement();
  }
}
