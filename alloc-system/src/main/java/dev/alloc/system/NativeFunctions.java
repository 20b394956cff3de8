package dev.alloc.system;

import dev.alloc.Allocator;
import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * A table of C functions that allocate: malloc and free, and those of calloc, realloc,
 * aligned_alloc and malloc_usable_size that there are.
 *
 * <p>Two pointers are enough to run a program on any malloc:
 *
 * <pre>{@code Allocators.use(NativeFunctions.of(malloc, free).toAllocator());}</pre>
 *
 * <p>The functions have the types and follow the rules of C's: sizes and pointers as wide as {@code
 * size_t}, NULL on failure, blocks of {@link #mallocAlignment} bytes' alignment, callable from any
 * thread. A block goes back to the very table it came from. Tables are immutable.
 */
public final class NativeFunctions {
  private final Kind kind;
  private final String description;
  private final Pointers pointers;
  private final long mallocAlignment;

  /** Where the functions are from, which decides how they may be called. */
  private enum Kind {
    C_LIBRARY,
    LIBRARY,
    CRITICAL_LIBRARY,
    POINTERS
  }

  private NativeFunctions(Kind kind, String description, Pointers pointers, long mallocAlignment) {
    this.kind = kind;
    this.description = description;
    this.pointers = pointers;
    this.mallocAlignment = mallocAlignment;
  }

  /**
   * Makes a table of two pointers.
   *
   * <p>They are called by plain downcalls, as they may lead back into Java.
   *
   * @param malloc {@code void *malloc(size_t)}
   * @param free {@code void free(void *)}
   * @return a table of these two functions
   * @throws IllegalArgumentException if one is {@link MemorySegment#NULL} or on the Java heap
   */
  public static NativeFunctions of(MemorySegment malloc, MemorySegment free) {
    return ofPointers(Pointers.of(malloc, free), standardAlignment());
  }

  /**
   * Makes a table of the functions of a library, which is loaded and never unloaded.
   *
   * <p>Those looked for are malloc and free, which must be there, calloc, realloc, aligned_alloc
   * (or memalign) and malloc_usable_size (or usable_size, or malloc_size), each with the prefix.
   *
   * @param library a path if it contains a separator, else a name that the dynamic linker finds,
   *     for example {@code libjemalloc.so.2}
   * @param prefix what the names begin with, for example {@code mi_}; may be empty
   * @return a table of what was found
   * @throws IllegalArgumentException if the library cannot be loaded or has no such malloc and free
   *     of its own; the message says what was looked for and where
   * @throws IllegalCallerException if native access is denied to this module
   */
  public static NativeFunctions of(String library, String prefix) {
    NativeAccess.probe();
    MallocLibrary found = MallocLibrary.open(library, prefix);
    return new NativeFunctions(
        Kind.LIBRARY, found.description(), Pointers.of(found), standardAlignment());
  }

  /**
   * Makes a table of the C library of this process, the one behind the allocator {@code system}.
   *
   * @return a table of malloc, free, calloc, realloc, and of the others if it has them
   * @throws UnsupportedOperationException if this Java runtime cannot call C functions, or the C
   *     library lacks one
   */
  public static NativeFunctions ofCLibrary() {
    MallocLibrary found = MallocLibrary.ofCLibrary();
    return new NativeFunctions(
        Kind.C_LIBRARY, found.description(), Pointers.ofC(found), standardAlignment());
  }

  /**
   * Exports an allocator to C, so that a C library's memory is served, counted, tracked or checked
   * by it.
   *
   * @param allocator what the functions call; it is not closed with them, and must not be closed
   *     before
   * @param arena how long the functions live: closing it closes what is returned, which fails while
   *     C has blocks
   * @return the functions, and what happens in them
   * @throws IllegalArgumentException if the allocator has no native memory, or does not align it to
   *     16 bytes
   * @throws IllegalStateException if the allocator or the arena is closed
   * @throws IllegalCallerException if native access is denied to this module
   */
  public static ExportedFunctions export(Allocator allocator, Arena arena) {
    return ExportedFunctions.open(allocator, arena);
  }

  /**
   * Returns this table with another calloc.
   *
   * @param function {@code void *calloc(size_t, size_t)}, whose blocks this table's free takes
   * @return a new table of pointers
   * @throws IllegalArgumentException if it is {@link MemorySegment#NULL} or on the Java heap
   */
  public NativeFunctions withCalloc(MemorySegment function) {
    return ofPointers(pointers.withCalloc(function), mallocAlignment);
  }

  /**
   * Returns this table with another realloc.
   *
   * @param function {@code void *realloc(void *, size_t)}, whose blocks this table's free takes
   * @return a new table of pointers
   * @throws IllegalArgumentException if it is {@link MemorySegment#NULL} or on the Java heap
   */
  public NativeFunctions withRealloc(MemorySegment function) {
    return ofPointers(pointers.withRealloc(function), mallocAlignment);
  }

  /**
   * Returns this table with another aligned_alloc.
   *
   * @param function {@code void *aligned_alloc(size_t alignment, size_t size)}, whose blocks this
   *     table's free and realloc take
   * @return a new table of pointers
   * @throws IllegalArgumentException if it is {@link MemorySegment#NULL} or on the Java heap
   */
  public NativeFunctions withAlignedAlloc(MemorySegment function) {
    return ofPointers(pointers.withAlignedAlloc(function), mallocAlignment);
  }

  /**
   * Returns this table with another malloc_usable_size.
   *
   * @param function {@code size_t malloc_usable_size(void *)}
   * @return a new table of pointers
   * @throws IllegalArgumentException if it is {@link MemorySegment#NULL} or on the Java heap
   */
  public NativeFunctions withUsableSize(MemorySegment function) {
    return ofPointers(pointers.withUsableSize(function), mallocAlignment);
  }

  /**
   * Returns this table, known to align less, or more, than C asks of it.
   *
   * @param byteAlignment the alignment in bytes of every block of malloc, calloc and realloc that
   *     is at least as large; two pointers unless this says otherwise
   * @return a new table
   * @throws IllegalArgumentException if {@code byteAlignment} is not a power of two up to 4096
   */
  public NativeFunctions withMallocAlignment(long byteAlignment) {
    if (Long.bitCount(byteAlignment) != 1 || byteAlignment < 1 || byteAlignment > 4096) {
      throw new IllegalArgumentException(
          "the alignment of malloc must be a power of two from 1 to 4096, not " + byteAlignment);
    }
    return new NativeFunctions(
        kind == Kind.C_LIBRARY ? Kind.LIBRARY : kind, description, pointers, byteAlignment);
  }

  /**
   * Returns this table, its functions called by critical downcalls for blocks up to 64 KiB: a third
   * faster, but a call that led back into Java would end the process, and garbage collections wait
   * for each.
   *
   * @return a new table
   * @throws IllegalStateException if the table is not that of a library: nobody can know where
   *     pointers lead
   */
  public NativeFunctions withCriticalCalls() {
    if (kind == Kind.POINTERS) {
      throw new IllegalStateException(
          "critical calls are for the functions of a named library; this is " + description);
    }
    return new NativeFunctions(
        kind == Kind.C_LIBRARY ? kind : Kind.CRITICAL_LIBRARY,
        description,
        pointers,
        mallocAlignment);
  }

  /**
   * Makes an allocator of these functions; for the C library's own it is {@code system}.
   *
   * <p>What the table lacks is made of malloc and free; without aligned_alloc, a block aligned
   * beyond {@link #mallocAlignment} is cut from a larger one. The allocator counts nothing and
   * closing it ends its use only, so the pointers must stay valid as long as its blocks live.
   *
   * @return a new allocator named {@code native}, or {@code system}
   * @throws IllegalCallerException if native access is denied to this module
   * @throws UnsupportedOperationException if this Java runtime cannot call C functions
   */
  public Allocator toAllocator() {
    return kind == Kind.C_LIBRARY ? SystemAllocator.open() : ImportedAllocator.open("native", this);
  }

  /**
   * Returns malloc.
   *
   * @return {@code void *malloc(size_t)}
   */
  public MemorySegment malloc() {
    return pointers.malloc();
  }

  /**
   * Returns free.
   *
   * @return {@code void free(void *)}
   */
  public MemorySegment free() {
    return pointers.free();
  }

  /**
   * Returns calloc.
   *
   * @return {@code void *calloc(size_t count, size_t size)}, or empty
   */
  public Optional<MemorySegment> calloc() {
    return Optional.ofNullable(pointers.calloc());
  }

  /**
   * Returns realloc.
   *
   * @return {@code void *realloc(void *, size_t)}, or empty
   */
  public Optional<MemorySegment> realloc() {
    return Optional.ofNullable(pointers.realloc());
  }

  /**
   * Returns aligned_alloc.
   *
   * @return {@code void *aligned_alloc(size_t alignment, size_t size)}, or empty
   */
  public Optional<MemorySegment> alignedAlloc() {
    return Optional.ofNullable(pointers.alignedAlloc());
  }

  /**
   * Returns malloc_usable_size.
   *
   * @return {@code size_t malloc_usable_size(void *)}, or empty
   */
  public Optional<MemorySegment> usableSize() {
    return Optional.ofNullable(pointers.usableSize());
  }

  /**
   * Returns the alignment of every block of malloc, calloc and realloc that is at least as large.
   *
   * @return bytes, a power of two; two pointers unless {@link #withMallocAlignment} says otherwise
   */
  public long mallocAlignment() {
    return mallocAlignment;
  }

  /**
   * Returns where the functions are from.
   *
   * @return for example {@code libmimalloc.so.2 with prefix 'mi_'}
   */
  @Override
  public String toString() {
    return description;
  }

  /** Whether nothing has to be made of malloc and free. */
  boolean isComplete() {
    return pointers.isComplete();
  }

  /** Whether small blocks may be served by critical calls. */
  boolean hasCriticalCalls() {
    return kind == Kind.C_LIBRARY || kind == Kind.CRITICAL_LIBRARY;
  }

  private static NativeFunctions ofPointers(Pointers pointers, long mallocAlignment) {
    return new NativeFunctions(Kind.POINTERS, "a table of pointers", pointers, mallocAlignment);
  }

  private static long standardAlignment() {
    return CWord.of(Linker.nativeLinker()).mallocAlignment();
  }
}
