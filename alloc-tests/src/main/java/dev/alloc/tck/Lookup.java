package dev.alloc.tck;

import dev.alloc.Allocator;
import dev.alloc.AllocatorProvider;
import dev.alloc.tck.discovery.ApiLookup;
import java.util.List;
import java.util.Map;

/**
 * How allocators are found by name: that of {@link dev.alloc.Allocators}, unless a test of the TCK
 * wants to know whether a wrong one would be noticed.
 */
public interface Lookup {

  /**
   * Returns the lookup of the API.
   *
   * @return the real one
   */
  static Lookup ofTheApi() {
    return new ApiLookup();
  }

  /**
   * Returns the providers that are found.
   *
   * @return as {@link dev.alloc.Allocators#providers()} does
   */
  List<AllocatorProvider> providers();

  /**
   * Creates an allocator.
   *
   * @param spec names joined by {@code +}, outermost first
   * @param options values by {@code PLUGIN.OPTION}
   * @return as {@link dev.alloc.Allocators#create(String, Map)} does
   */
  Allocator create(String spec, Map<String, String> options);

  /**
   * Creates an allocator from providers that a class loader finds.
   *
   * @param spec names joined by {@code +}, outermost first
   * @param options values by {@code PLUGIN.OPTION}
   * @param loader the class loader
   * @return as {@link dev.alloc.Allocators#create(String, Map, ClassLoader)} does
   */
  Allocator create(String spec, Map<String, String> options, ClassLoader loader);

  /**
   * Returns the name of the allocator that is current when a program starts.
   *
   * @param properties the system properties of the program that begin with {@code alloc.}
   * @return the name of what {@link dev.alloc.Allocators#current()} returns there
   * @throws dev.alloc.AllocatorLookupException with the message that the program gets, if it gets
   *     none
   */
  String selected(Map<String, String> properties);
}
