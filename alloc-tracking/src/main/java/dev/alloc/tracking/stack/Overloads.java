package dev.alloc.tracking.stack;

import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.Set;

/** Which methods share their names with others of their class. */
final class Overloads {
  private static final String CONSTRUCTOR = "<init>";

  private static final ClassValue<Overloads> OF_CLASS =
      new ClassValue<>() {
        @Override
        protected Overloads computeValue(Class<?> type) {
          try {
            return new Overloads(namesOfSeveral(type), false);
          } catch (LinkageError missing) {
            return new Overloads(Set.of(), true); // a class in a signature is not there
          }
        }
      };

  private final Set<String> names;
  private final boolean all;

  private Overloads(Set<String> names, boolean all) {
    this.names = names;
    this.all = all;
  }

  /** Whether the class has several methods of that name, or may have. */
  static boolean has(Class<?> type, String method) {
    Overloads overloads = OF_CLASS.get(type);
    return overloads.all || overloads.names.contains(method);
  }

  private static Set<String> namesOfSeveral(Class<?> type) {
    Set<String> seen = new HashSet<>();
    Set<String> several = new HashSet<>();
    for (Method method : type.getDeclaredMethods()) {
      if (!seen.add(method.getName())) {
        several.add(method.getName());
      }
    }
    if (type.getDeclaredConstructors().length > 1) {
      several.add(CONSTRUCTOR);
    }
    return Set.copyOf(several);
  }
}
