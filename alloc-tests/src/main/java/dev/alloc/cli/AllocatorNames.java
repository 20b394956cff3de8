package dev.alloc.cli;

import dev.alloc.AllocatorProvider;
import dev.alloc.Allocators;
import java.util.Iterator;

/** The names to complete {@code --impl} with. */
final class AllocatorNames implements Iterable<String> {

  @Override
  public Iterator<String> iterator() {
    return Allocators.providers().stream().map(AllocatorProvider::name).distinct().iterator();
  }
}
