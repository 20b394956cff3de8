package dev.alloc;

import java.util.Map;
import java.util.TreeMap;

/** The source of a provider that does what a test needs. */
final class FakePlugin {
  private final String name;
  private final String className;
  private final Map<String, String> options = new TreeMap<>();
  private boolean needsUpstream;
  private String initialiser = "";
  private String constructor = "";
  private String superclass = "Object";
  private String unavailable = "return java.util.Optional.empty();";
  private String create = "return dev.alloc.FakeAllocator.base(name());";
  private String more = "";

  private FakePlugin(String name, String className) {
    this.name = name;
    this.className = className;
  }

  /** A base that works. */
  static FakePlugin base(String name) {
    return new FakePlugin(name, "plugins." + typeOf(name));
  }

  /** A wrapper that works. */
  static FakePlugin wrapper(String name) {
    FakePlugin plugin = base(name);
    plugin.needsUpstream = true;
    plugin.create = "return dev.alloc.FakeAllocator.over(name(), config.upstream());";
    return plugin;
  }

  /** The same in another package, as another vendor's is. */
  FakePlugin in(String packageName) {
    FakePlugin other = new FakePlugin(name, packageName + className.substring(7));
    other.needsUpstream = needsUpstream;
    other.create = create;
    return other;
  }

  FakePlugin option(String option, String defaultValue) {
    options.put(option, defaultValue);
    return this;
  }

  FakePlugin initialiser(String code) {
    initialiser = code;
    return this;
  }

  FakePlugin constructor(String code) {
    constructor = code;
    return this;
  }

  /** Makes the provider extend a nested class of its own, to be left out of the JAR. */
  FakePlugin orphan() {
    superclass = typeOf(name) + "Parent";
    more = "class " + superclass + " {}";
    return this;
  }

  FakePlugin unavailable(String code) {
    unavailable = code;
    return this;
  }

  FakePlugin create(String code) {
    create = code;
    return this;
  }

  String className() {
    return className;
  }

  String source() {
    int dot = className.lastIndexOf('.');
    StringBuilder entries = new StringBuilder();
    options.forEach(
        (option, value) ->
            entries.append(
                "%s, new Option(%s, \"Help.\"),".formatted(quoted(option), quoted(value))));
    String map = entries.isEmpty() ? "" : entries.substring(0, entries.length() - 1);
    return """
    package %s;
    public final class %s extends %s implements dev.alloc.AllocatorProvider {
      %s
      public %s() { %s }
      public String name() { return %s; }
      public boolean needsUpstream() { return %s; }
      public java.util.Map<String, Option> options() { return java.util.Map.of(%s); }
      public java.util.Optional<String> unavailable() { %s }
      public dev.alloc.Allocator create(dev.alloc.AllocatorConfig config) { %s }
    }
    %s
    """
        .formatted(
            className.substring(0, dot),
            className.substring(dot + 1),
            superclass,
            initialiser.isEmpty() ? "" : "static { if (true) { " + initialiser + " } }",
            className.substring(dot + 1),
            constructor.isEmpty() ? "" : "if (true) { " + constructor + " }",
            quoted(name),
            needsUpstream,
            map,
            unavailable,
            create,
            more);
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }

  private static String typeOf(String name) {
    return Character.toUpperCase(name.charAt(0))
        + name.substring(1).replaceAll("[^A-Za-z0-9]", "_")
        + "Provider";
  }
}
