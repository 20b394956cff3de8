package dev.alloc.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import dev.alloc.Allocator;
import dev.alloc.AllocatorProvider;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No rule here passes on nothing: the plugins are those found, and each must have classes. */
@DisplayName("The architecture")
class ArchitectureTest {
  private static final String API = "dev.alloc";
  private static final String[] ANNOTATIONS = {"org.jspecify..", "com.google.auto.service.."};

  /** By package, once for all rules: reading the class files is what takes the time. */
  private static final Map<String, JavaClasses> IMPORTED = new ConcurrentHashMap<>();

  private static final SliceAssignment PACKAGES =
      new SliceAssignment() {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
          return SliceIdentifier.of(type.getPackageName());
        }

        @Override
        public String getDescription() {
          return "packages";
        }
      };

  /** The packages of the plugins: those of all providers but the ones for tests. */
  static Stream<String> plugins() {
    return ServiceLoader.load(AllocatorProvider.class).stream()
        .map(provider -> provider.type().getPackageName())
        .filter(name -> !name.startsWith("dev.alloc.tck") && !name.startsWith("dev.alloc.suite"))
        .distinct()
        .sorted();
  }

  @Test
  @DisplayName("has the plugins that this project ships")
  void pluginsAreFound() {
    Set<String> found = plugins().collect(Collectors.toCollection(TreeSet::new));
    assertTrue(
        found.containsAll(
            Set.of(
                "dev.alloc.arena",
                "dev.alloc.counting",
                "dev.alloc.debug",
                "dev.alloc.system",
                "dev.alloc.tracking")),
        () -> "plugins found: " + found);
  }

  @ParameterizedTest
  @MethodSource("plugins")
  @DisplayName("lets a plugin depend on the API and the JDK only")
  void pluginsDependOnTheApiOnly(String plugin) {
    classes()
        .that()
        .resideInAPackage(plugin + "..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            plugin + "..",
            API,
            "java..",
            "jdk.jfr..",
            "javax.management..",
            ANNOTATIONS[0],
            ANNOTATIONS[1])
        .check(classesOf(plugin));
  }

  @ParameterizedTest
  @MethodSource("plugins")
  @DisplayName("lets a plugin show its provider and nothing that is not meant for users")
  void pluginsHideTheirParts(String plugin) {
    noClasses()
        .that()
        .resideInAPackage(plugin)
        .and()
        .haveNameNotMatching(
            ".*(Provider|MXBean|Statistics.*|\\.Track(ing|ingSnapshot|edSite|edUsage)|Grouping.*|ReportFormat.*|NativeFunctions.*|ExportedFunctions)")
        .should()
        .bePublic()
        .because("the exported package holds the provider and the few types a user needs")
        .check(classesOf(plugin));
  }

  @ParameterizedTest
  @MethodSource("plugins")
  @DisplayName("lets the packages of a plugin build on each other without a cycle")
  void packagesHaveNoCycles(String plugin) {
    slices().assignedFrom(PACKAGES).should().beFreeOfCycles().check(classesOf(plugin));
  }

  @ParameterizedTest
  @MethodSource("plugins")
  @DisplayName("makes allocators records, whose fields the JIT trusts")
  void allocatorsAreRecords(String plugin) {
    classes()
        .that()
        .resideInAPackage(plugin + "..")
        .and()
        .areAssignableTo(Allocator.class)
        .and()
        .areNotInterfaces()
        .should()
        .beRecords()
        .check(classesOf(plugin));
  }

  @Test
  @DisplayName("lets the API depend on java.base only")
  void theApiDependsOnTheJdkOnly() {
    classes()
        .that()
        .resideInAPackage(API)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            API, "java.lang..", "java.util..", "java.net", "java.security", ANNOTATIONS[0])
        .check(classesOf(API));
  }

  @Test
  @DisplayName("has no more public types in the API than a newcomer can hold")
  void theApiIsSmall() {
    Set<String> publicTypes =
        classesOf(API).stream()
            .filter(type -> type.getPackageName().equals(API))
            .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
            .filter(JavaClass::isTopLevelClass)
            .map(JavaClass::getSimpleName)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(
        Set.of(
            "Allocator",
            "AllocatorConfig",
            "AllocatorLookupException",
            "AllocatorProvider",
            "AllocatorStats",
            "Allocators",
            "Capability",
            "Mark",
            "MemoryFaultException"),
        publicTypes);
  }

  private static JavaClasses classesOf(String packageName) {
    return IMPORTED.computeIfAbsent(
        packageName,
        name ->
            new ClassFileImporter()
                .withImportOption(location -> !location.contains("test-classes"))
                .importPackages(name));
  }
}
