package dev.alloc.debug.site;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Which methods can be told apart only by their descriptors, which are dear to ask for. */
final class SharedNames {
  private static final ClassValue<Predicate<String>> OF_CLASS =
      new ClassValue<>() {
        @Override
        protected Predicate<String> computeValue(Class<?> type) {
          try {
            Set<String> seen = new HashSet<>();
            return Set.copyOf(names(type).filter(name -> !seen.add(name)).toList())::contains;
          } catch (LinkageError missing) {
            return name -> true; // a class in a signature is not there, so nothing is known
          }
        }
      };

  private SharedNames() {}

  /** Whether the class has several methods of that name, or may have. */
  static boolean include(Class<?> type, String method) {
    return OF_CLASS.get(type).test(method);
  }

  private static Stream<String> names(Class<?> type) {
    return Stream.concat(
        Stream.of(type.getDeclaredMethods()).map(method -> method.getName()),
        Stream.of(type.getDeclaredConstructors()).map(constructor -> "<init>"));
  }
}
