package dev.alloc.tracking.stack;

import java.lang.StackWalker.StackFrame;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What tells stacks apart: classes, methods, and places in their code. A method is known by its
 * name if the class has no other of that name: to ask for a descriptor takes several times as long
 * as everything else.
 */
final class StackKey {
  private static final int WORDS = 3; // class, method, descriptor or null

  private final @Nullable String[] names;
  private final int[] places;
  private final boolean truncated;
  private final int hash;

  StackKey(StackFrame[] frames, int count, boolean truncated) {
    this.names = new String[WORDS * count];
    this.places = new int[count];
    this.truncated = truncated;
    int mixed = truncated ? 1 : 0;
    for (int i = 0; i < count; i++) {
      StackFrame frame = frames[i];
      Class<?> type = frame.getDeclaringClass();
      String typeName = type.getName();
      String method = frame.getMethodName();
      names[WORDS * i] = typeName;
      names[WORDS * i + 1] = method;
      if (Overloads.has(type, method)) {
        names[WORDS * i + 2] = frame.getDescriptor();
      }
      places[i] = frame.getByteCodeIndex();
      mixed = 31 * mixed + typeName.hashCode();
      mixed = 31 * mixed + method.hashCode();
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
