package dev.alloc.tck.failure;

import dev.alloc.Allocator;
import dev.alloc.tck.trial.Trial;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.function.Executable;

/** What the error of a request that cannot be met says. */
public final class ErrorText {

  private ErrorText() {}

  /** Asks for too much in each way there is. */
  public static void verify(Trial trial, long byteSize) {
    Allocator allocator = trial.allocator();
    long alignment = Math.min(16, allocator.maxAlignment());
    MemorySegment block = trial.blocks().allocate(10, 1);
    verify(trial, byteSize, alignment, "allocate", () -> allocator.allocate(byteSize, alignment));
    verify(
        trial,
        byteSize,
        alignment,
        "allocateZeroed",
        () -> allocator.allocateZeroed(byteSize, alignment));
    verify(
        trial,
        byteSize,
        alignment,
        "reallocate",
        () -> allocator.reallocate(block, byteSize, alignment));
  }

  private static void verify(
      Trial trial, long byteSize, long alignment, String call, Executable request) {
    OutOfMemoryError error =
        trial.thrown(OutOfMemoryError.class, "%s of %d bytes".formatted(call, byteSize), request);
    String message = String.valueOf(error.getMessage());
    check(trial, call, message, holds(message, byteSize), "the size " + byteSize);
    check(trial, call, message, holds(message, alignment), "the alignment " + alignment);
    String name = trial.allocator().name();
    boolean named = Arrays.stream(name.split("\\+", -1)).anyMatch(message::contains);
    check(trial, call, message, named, "the allocator '" + name + "' or a part of it");
  }

  private static void check(Trial trial, String call, String message, boolean holds, String what) {
    trial.check(holds, "the error of %s does not name %s: %s", call, what, message);
  }

  private static boolean holds(String message, long number) {
    return Pattern.compile("(?<!\\d)" + number + "(?!\\d)").matcher(message).find();
  }
}
