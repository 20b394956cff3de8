package dev.alloc.tracking.stack;

import org.jspecify.annotations.Nullable;

/**
 * Stacks by the frames that the VM shows of them, in open addressing; reading takes no lock. Keys
 * have different lengths, none is the beginning of another, and only lengths that there are get
 * looked for.
 */
final class KnownStacks {
  private static final int MOST = 1 << 20;
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;
  private static final int FIRST = 1; // the frame before it is the same in all

  private final int longestPossible;
  private volatile int longest;
  private volatile boolean[] lengths;
  private volatile @Nullable Key[] table = new Key[64]; // a power of two, at most half full
  private int count;

  @SuppressWarnings("ArrayRecordComponent") // never compared as such
  private record Key(long hash, long[] words, Stack stack) {
    boolean is(long otherHash, int buffer, int length) {
      if (hash != otherHash || words.length != 2 * length) {
        return false;
      }
      for (int frame = FIRST; frame < length; frame++) {
        if (words[2 * frame] != FrameBuffers.method(buffer, frame)
            || words[2 * frame + 1] != FrameBuffers.place(buffer, frame)) {
          return false;
        }
      }
      return true;
    }
  }

  KnownStacks(int longest, int longestPossible) {
    this.longest = longest;
    this.longestPossible = longestPossible;
    this.lengths = new boolean[longestPossible + 2];
  }

  /** How many frames to look at. */
  int longest() {
    return longest;
  }

  /** Some stack needs more frames than were looked at. */
  synchronized void lengthen(int frames) {
    longest = Math.clamp(frames, longest, longestPossible);
  }

  /** Finds the stack that a buffer has; so many frames are there, with the mark of the end. */
  @Nullable Stack find(int buffer, int frames) {
    boolean[] possible = lengths;
    long hash = 0;
    for (int frame = FIRST; frame < frames; frame++) {
      hash = mix(hash, FrameBuffers.method(buffer, frame), FrameBuffers.place(buffer, frame));
      if (possible[frame + 1]) {
        Stack stack = find(hash, buffer, frame + 1);
        if (stack != null) {
          return stack;
        }
      }
    }
    return null;
  }

  private @Nullable Stack find(long hash, int buffer, int length) {
    @Nullable Key[] all = table;
    int at = (int) hash & (all.length - 1);
    for (Key key = all[at]; key != null; key = all[at]) {
      if (key.is(hash, buffer, length)) {
        return key.stack;
      }
      at = at + 1 & (all.length - 1);
    }
    return null;
  }

  /** Remembers a stack by the first frames in a buffer. */
  synchronized void add(int buffer, int length, Stack stack) {
    if (count >= MOST) {
      return; // more is walked each time
    }
    long[] words = new long[2 * length];
    long hash = 0;
    for (int frame = FIRST; frame < length; frame++) {
      words[2 * frame] = FrameBuffers.method(buffer, frame);
      words[2 * frame + 1] = FrameBuffers.place(buffer, frame);
      hash = mix(hash, words[2 * frame], words[2 * frame + 1]);
    }
    if (find(hash, buffer, length) != null) {
      return; // another thread was quicker
    }
    if (2 * (count + 1) > table.length) {
      grow();
    }
    @Nullable Key[] all = table;
    insert(all, new Key(hash, words, stack));
    table = all; // publishes the key
    count++;
    boolean[] possible = lengths.clone();
    possible[length] = true;
    lengths = possible;
  }

  private void grow() {
    @Nullable Key[] larger = new Key[2 * table.length];
    for (Key key : table) {
      if (key != null) {
        insert(larger, key);
      }
    }
    table = larger;
  }

  private static void insert(@Nullable Key[] all, Key key) {
    int at = (int) key.hash & (all.length - 1);
    while (all[at] != null) {
      at = at + 1 & (all.length - 1);
    }
    all[at] = key;
  }

  private static long mix(long hash, long method, long place) {
    long mixed = (hash ^ method) * MULTIPLIER;
    mixed = (mixed ^ (mixed >>> 32) ^ place) * MULTIPLIER;
    return mixed ^ (mixed >>> 29);
  }
}
