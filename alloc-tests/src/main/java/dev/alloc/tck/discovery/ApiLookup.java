package dev.alloc.tck.discovery;

import dev.alloc.Allocator;
import dev.alloc.AllocatorLookupException;
import dev.alloc.AllocatorProvider;
import dev.alloc.Allocators;
import dev.alloc.tck.Lookup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The API's own lookup; what a program starts with is asked of a new JVM. */
public final class ApiLookup implements Lookup {
  private static final String FOUND = "\nfound ";
  private static final String REFUSED = "\nrefused ";

  @Override
  public List<AllocatorProvider> providers() {
    return Allocators.providers();
  }

  @Override
  public Allocator create(String spec, Map<String, String> options) {
    return Allocators.create(spec, options);
  }

  @Override
  public Allocator create(String spec, Map<String, String> options, ClassLoader loader) {
    return Allocators.create(spec, options, loader);
  }

  @Override
  public String selected(Map<String, String> properties) {
    List<String> flags = new ArrayList<>();
    properties.forEach((key, value) -> flags.add("-D" + key + '=' + value));
    String output = ChildJvm.run(flags, Program.class);
    int refused = output.indexOf(REFUSED); // a plugin, or what it uses, may have printed before
    if (refused >= 0) {
      throw new AllocatorLookupException(output.substring(refused + REFUSED.length()));
    }
    int found = output.indexOf(FOUND);
    if (found < 0) {
      throw new IllegalStateException("a new JVM said: " + output);
    }
    return output.substring(found + FOUND.length());
  }

  /** What the new JVM runs. */
  static final class Program {

    private Program() {}

    /**
     * Prints the name of the current allocator, or why there is none.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
      try {
        System.out.print(FOUND + Allocators.current().name());
      } catch (AllocatorLookupException e) {
        System.out.print(REFUSED + e.getMessage());
      }
    }
  }
}
