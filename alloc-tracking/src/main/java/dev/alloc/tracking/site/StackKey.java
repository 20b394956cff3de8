package dev.alloc.tracking.site;

import java.lang.StackWalker.StackFrame;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What tells stacks apart: classes, methods with their signatures, and places in their code. */
final class StackKey {
  private final String[] names;
  private final int[] places;
  private final boolean truncated;
  private final int hash;

  StackKey(StackFrame[] frames, int count, boolean truncated) {
    this.names = new String[3 * count];
    this.places = new int[count];
    this.truncated = truncated;
    int mixed = truncated ? 1 : 0;
    for (int i = 0; i < count; i++) {
      StackFrame frame = frames[i];
      names[3 * i] = frame.getClassName();
      names[3 * i + 1] = frame.getMethodName();
      names[3 * i + 2] = frame.getDescriptor(); // overloads are told apart by it alone
      places[i] = frame.getByteCodeIndex();
      mixed = 31 * mixed + names[3 * i].hashCode();
      mixed = 31 * mixed + names[3 * i + 1].hashCode();
      mixed = 31 * mixed + places[i];
    }
    this.hash = mixed;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof StackKey that
        && hash == that.hash
        && truncated == that.truncated
        && Arrays.equals(places, that.places)
        && Arrays.equals(names, that.names);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
