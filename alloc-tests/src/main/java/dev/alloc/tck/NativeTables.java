package dev.alloc.tck;

import dev.alloc.Allocator;
import dev.alloc.MemoryFaultException;
import dev.alloc.tck.functions.SystemTables;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * How allocators become C functions, and C functions allocators: as {@code NativeFunctions} of
 * alloc-system does it, unless a test of the TCK wants to know whether a wrong way would be
 * noticed.
 */
public interface NativeTables {

  /**
   * Returns the way of the plugin {@code system}.
   *
   * @return the real one; empty if alloc-system is not there
   */
  static Optional<NativeTables> ofTheSystemPlugin() {
    return SystemTables.find();
  }

  /**
   * Exports an allocator to C.
   *
   * @param allocator serves the calls, and is not closed with them
   * @param arena how long the functions live
   * @return its functions
   */
  Exported export(Allocator allocator, Arena arena);

  /**
   * Makes an allocator of C functions.
   *
   * @param functions to be called
   * @return a new allocator
   */
  Allocator imported(Functions functions);

  /**
   * Makes an allocator that calls these pointers critically, which would end the process if one of
   * them led back into Java.
   *
   * @param functions to be called
   * @return never
   * @throws IllegalStateException always: nobody knows where a pointer leads
   */
  Allocator criticallyImported(Functions functions);

  /** Functions of an allocator, to be closed before it. */
  interface Exported extends AutoCloseable {

    /**
     * Returns what C can call.
     *
     * @return all of the functions, perhaps without {@code usableSize}
     */
    Functions functions();

    /**
     * Returns whether C calls functions of C, which then decide the corner cases.
     *
     * @return false if the calls lead into Java
     */
    boolean isRaw();

    /**
     * Returns the first misuse that was noticed in a call from C.
     *
     * @return a fault, or empty
     */
    Optional<MemoryFaultException> firstFault();

    /**
     * Ends the life of the functions.
     *
     * @throws MemoryFaultException if C has blocks; nothing is closed then
     */
    @Override
    void close();
  }

  /**
   * Pointers to C functions; {@link MemorySegment#NULL} stands for one that is not there.
   *
   * @param malloc {@code void *malloc(size_t)}
   * @param free {@code void free(void *)}
   * @param calloc {@code void *calloc(size_t, size_t)}
   * @param realloc {@code void *realloc(void *, size_t)}
   * @param alignedAlloc {@code void *aligned_alloc(size_t alignment, size_t size)}
   * @param usableSize {@code size_t malloc_usable_size(void *)}
   */
  record Functions(
      MemorySegment malloc,
      MemorySegment free,
      MemorySegment calloc,
      MemorySegment realloc,
      MemorySegment alignedAlloc,
      MemorySegment usableSize) {

    /**
     * Returns the two functions that every table has.
     *
     * @return malloc and free alone
     */
    public Functions mallocAndFree() {
      MemorySegment none = MemorySegment.NULL;
      return new Functions(malloc, free, none, none, none, none);
    }
  }
}
