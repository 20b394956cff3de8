package dev.alloc.tck.emulated;

/**
 * What a plugin can see of an architecture and of the allocator on it.
 *
 * @param name the allocator's name
 * @param largestSize the largest size that its {@code size_t} holds, in bytes
 * @param smallestAlignment what a block is aligned to that asks for less, and no better: 1 gives
 *     odd addresses; at most 8
 * @param largestAlignment the largest alignment granted, in bytes
 * @param page by how many bytes the memory grows
 * @param capacity the memory there is, in bytes
 * @param reuse when freed memory is given out again
 * @param dirty whether fresh memory is full of rubbish rather than zero
 * @param memory what the memory is made of
 */
record Machine(
    String name,
    long largestSize,
    long smallestAlignment,
    long largestAlignment,
    long page,
    long capacity,
    Reuse reuse,
    boolean dirty,
    Memory memory) {

  private static final long KIB = 1L << 10;
  private static final long MIB = 1L << 20;
  private static final long GIB = 1L << 30;
  private static final long TIB = 1L << 40;

  /** A JVM without native access: all there is is an array. */
  static final Machine HEAP =
      new Machine(
          "heap",
          Long.MAX_VALUE,
          8,
          8,
          64 * KIB,
          64 * MIB,
          Reuse.LAST_FREED_FIRST,
          false,
          Memory.JAVA_HEAP);

  /** A microcontroller: 64 KiB in all, 16-bit sizes, hardly any alignment, memory never cleared. */
  static final Machine AVR16 =
      new Machine(
          "avr16", 0xFFFF, 2, 256, 256, 64 * KIB, Reuse.FIRST_FREED_FIRST, true, Memory.NATIVE);

  /** A WebAssembly engine: 32-bit sizes, memory that grows by 64 KiB and is zero then. */
  static final Machine WASM32 =
      new Machine(
          "wasm32",
          0xFFFF_FFFFL,
          8,
          64 * KIB,
          64 * KIB,
          64 * MIB,
          Reuse.FIRST_FREED_FIRST,
          false,
          Memory.NATIVE);

  /** Nothing anybody is used to: odd addresses, rubbish in fresh memory, frees reused at once. */
  static final Machine ODD =
      new Machine(
          "odd",
          Long.MAX_VALUE,
          1,
          4 * KIB,
          4 * KIB,
          64 * MIB,
          Reuse.LAST_FREED_FIRST,
          true,
          Memory.NATIVE);

  /**
   * All the addresses one can wish for: 63-bit sizes, 1 TiB of memory that is there when touched,
   * alignments of up to 1 GiB, and so no address that is ever used twice.
   */
  static final Machine HUGE =
      new Machine("huge", Long.MAX_VALUE, 8, GIB, 64 * KIB, TIB, Reuse.NEVER, false, Memory.LAZY);

  /** What memory is made of. */
  enum Memory {
    /** One {@code long[]}. */
    JAVA_HEAP,
    /** Native, all of it taken at the start. */
    NATIVE,
    /** Native addresses that cost nothing until they are written to. */
    LAZY
  }

  /** When freed memory is given out again. */
  enum Reuse {
    /** At the next opportunity: a late use of a freed block hits somebody else's. */
    LAST_FREED_FIRST,
    /** As late as possible among memory of about the size. */
    FIRST_FREED_FIRST,
    /** Not at all: every block has fresh memory until there is none left. */
    NEVER
  }

  /** Returns this machine with more or less memory. */
  Machine withCapacity(long bytes) {
    return new Machine(
        name, largestSize, smallestAlignment, largestAlignment, page, bytes, reuse, dirty, memory);
  }

  boolean javaHeap() {
    return memory == Memory.JAVA_HEAP;
  }
}
