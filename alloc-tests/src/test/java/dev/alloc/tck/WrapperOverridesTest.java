package dev.alloc.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alloc.Allocator;
import dev.alloc.AllocatorLookupException;
import dev.alloc.AllocatorProvider;
import dev.alloc.Allocators;
import java.io.File;
import java.lang.foreign.Arena;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Every wrapper of this build, in every configuration that may have a class of its own, overrides
 * every default method: an inherited one replaces what the allocator below does better.
 */
@DisplayName("A wrapper")
final class WrapperOverridesTest {
  private static final String FILE = // for options that name one
      Path.of(System.getProperty("java.io.tmpdir"), "WrapperOverridesTest.file").toString();

  @BeforeAll
  static void forgetFile() {
    new File(FILE).deleteOnExit(); // after the hook that writes a report
  }

  @Test
  @DisplayName("overrides every default method of Allocator")
  void everyDefaultMethodIsOverridden() {
    Set<String> inherited = new TreeSet<>();
    Set<String> wrappers = new TreeSet<>();
    for (AllocatorProvider provider : ServiceLoader.load(AllocatorProvider.class)) {
      if (provider.needsUpstream() && provider.unavailable().isEmpty()) {
        for (Map<String, String> options : configurations(provider)) {
          create(provider.name(), options)
              .ifPresent(type -> inherited.addAll(inheritedBy(type, wrappers)));
        }
      }
    }
    assertFalse(wrappers.isEmpty(), "no wrapper was found");
    assertEquals(Set.of(), inherited, "default methods that wrappers inherit");
  }

  @Test
  @DisplayName("is found out if it inherits one")
  void anInheritedMethodIsFound() {
    Set<String> inherited = inheritedBy(functions().getClass(), new TreeSet<>());
    assertTrue(inherited.contains("FunctionAllocator.mark"), inherited::toString);
    assertFalse(inherited.contains("FunctionAllocator.free"), inherited::toString);
  }

  /** A base that makes do with the defaults. */
  private static Allocator functions() {
    return Allocators.of(Arena.ofAuto(), _ -> {});
  }

  /** The default configuration, and each option changed alone. */
  private static List<Map<String, String>> configurations(AllocatorProvider provider) {
    List<Map<String, String>> configurations = new ArrayList<>();
    configurations.add(Map.of());
    provider
        .options()
        .forEach(
            (name, option) ->
                values(option)
                    .forEach(
                        value -> configurations.add(Map.of(provider.name() + '.' + name, value))));
    return configurations;
  }

  private static Stream<String> values(AllocatorProvider.Option option) {
    if (option.help().startsWith("A file")) {
      return Stream.of(FILE);
    }
    return switch (option.defaultValue()) {
      case "true" -> Stream.of("false");
      case "false" -> Stream.of("true");
      default -> Stream.of("1", "1m");
    };
  }

  /** Returns the class of the allocator; nothing if an option does not have that value. */
  private static Optional<Class<?>> create(String name, Map<String, String> options) {
    Allocator base = functions();
    try (Allocator allocator = Probe.compose(name, options, base).orElseThrow()) {
      return Optional.of(allocator.getClass());
    } catch (AllocatorLookupException refusedValue) {
      if (options.isEmpty()) {
        throw refusedValue;
      }
      return Optional.empty();
    }
  }

  private static Set<String> inheritedBy(Class<?> type, Set<String> seen) {
    seen.add(type.getName());
    Set<String> inherited = new TreeSet<>();
    for (Method method : Allocator.class.getDeclaredMethods()) {
      if (method.isDefault() && declaringClass(type, method) == Allocator.class) {
        inherited.add(type.getSimpleName() + '.' + method.getName());
      }
    }
    return inherited;
  }

  private static Class<?> declaringClass(Class<?> type, Method method) {
    return Arrays.stream(type.getMethods())
        .filter(own -> own.getName().equals(method.getName()))
        .filter(own -> Arrays.equals(own.getParameterTypes(), method.getParameterTypes()))
        .findFirst()
        .orElseThrow()
        .getDeclaringClass();
  }
}
