package dev.alloc.tracking.stack;

import dev.alloc.AllocatorLookupException;
import org.jspecify.annotations.Nullable;

/** The ways to look at stacks, by the names that users know. */
public final class Walkers {
  /** The quickest that this JVM allows and that was tried for long on such a processor. */
  public static final String AUTO = "auto";

  private static final String ASYNC = "async";
  private static final String JVMTI = "jvmti";
  private static final String STACKWALKER = "stackwalker";

  private Walkers() {}

  /**
   * Returns a camera.
   *
   * @param walker the name of a way
   * @param depth how many frames to keep; 0 for none
   * @return a camera for any thread
   * @throws AllocatorLookupException if there is no such way, or this JVM does not allow it
   */
  public static StackCapture named(String walker, int depth) {
    return switch (walker) {
      case STACKWALKER -> depth == 0 ? new NoStacks() : WalkedStacks.of(depth);
      case AUTO -> depth == 0 ? new NoStacks() : quickest(depth);
      case JVMTI -> depth == 0 ? new NoStacks() : jvmti(walker, depth, whyNotJvmti(depth));
      case ASYNC -> depth == 0 ? new NoStacks() : jvmti(walker, depth, whyNotAsync(depth));
      default ->
          throw new AllocatorLookupException(
              "alloc.tracking.walker=%s is not a way to look at stacks. Ways: async, auto, jvmti, stackwalker."
                  .formatted(walker));
    };
  }

  /**
   * Returns the camera that works everywhere, for what is seldom looked at.
   *
   * @param depth how many frames to keep, above 0
   * @return a camera for any thread
   */
  public static StackCapture plain(int depth) {
    return WalkedStacks.of(depth);
  }

  /** Nobody is warned of native access that he did not ask for. */
  private static StackCapture quickest(int depth) {
    boolean allowed = Walkers.class.getModule().isNativeAccessEnabled();
    return allowed && whyNotJvmti(depth) == null
        ? JvmtiStacks.of(depth, AsyncFrames.isTried() && AsyncFrames.WHY_NOT == null)
        : WalkedStacks.of(depth);
  }

  private static StackCapture jvmti(String walker, int depth, @Nullable String reason) {
    if (reason != null) {
      throw new AllocatorLookupException(
          "alloc.tracking.walker=%s cannot be had: %s. Or set it to auto or stackwalker."
              .formatted(walker, reason));
    }
    return JvmtiStacks.of(depth, walker.equals(ASYNC));
  }

  private static @Nullable String whyNotAsync(int depth) {
    String reason = whyNotJvmti(depth);
    return reason == null ? AsyncFrames.WHY_NOT : reason;
  }

  private static @Nullable String whyNotJvmti(int depth) {
    return depth > JvmtiStacks.MOST_DEPTH
        ? "it looks %d frames deep, alloc.tracking.depth is %d"
            .formatted(JvmtiStacks.MOST_DEPTH, depth)
        : NativeFrames.WHY_NOT;
  }
}
