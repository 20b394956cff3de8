package dev.alloc;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The allocator in use, and the ways to get another.
 *
 * <p>The global allocator is created at its first use from {@code -Dalloc.impl=SPEC}, {@code
 * system} if that is not set. A spec is a name or several joined by {@code +}, outermost first; one
 * that ends in a wrapper or pool gets {@code system} under it. All methods may be called from any
 * thread.
 */
public final class Allocators {

  private Allocators() {}

  /**
   * Returns the allocator of the innermost scope this thread is in, else the global one.
   *
   * <p>Code that keeps blocks keeps this allocator too, and frees them through it.
   *
   * @return the current allocator
   * @throws AllocatorLookupException if the global allocator cannot be created; the same at each
   *     call
   */
  public static Allocator current() {
    return Holder.current();
  }

  /**
   * Allocates a block from {@link #current}.
   *
   * @param byteSize size in bytes, from 0
   * @param byteAlignment alignment in bytes, a power of two
   * @return a segment of exactly {@code byteSize} bytes
   * @throws IllegalArgumentException as {@link Allocator#allocate} does
   * @throws IllegalStateException if the current allocator is closed
   * @throws OutOfMemoryError if the block cannot be provided
   */
  public static MemorySegment allocate(long byteSize, long byteAlignment) {
    return Holder.current().allocate(byteSize, byteAlignment);
  }

  /**
   * Gives a block back to {@link #current}, which must be the allocator that made it.
   *
   * @param block a live block of the current allocator
   * @throws NullPointerException if {@code block} is null
   * @throws IllegalStateException if the current allocator is closed
   * @throws MemoryFaultException as {@link Allocator#free} does
   */
  public static void free(MemorySegment block) {
    Holder.current().free(block);
  }

  /**
   * Replaces the global allocator, for every thread; scopes that are open keep theirs.
   *
   * <p>For quiet moments: not atomic with calls under way on other threads. The former is not
   * closed. Calling this again with the former restores it.
   *
   * @param allocator the new global allocator
   * @return the former global allocator; if none had been used yet, one that is created at its
   *     first use
   * @throws IllegalStateException if {@code allocator} is closed, or the former is known to have
   *     live blocks; nothing has changed then
   * @throws AllocatorLookupException if {@code -Dalloc.impl} asks for what does not exist
   */
  public static Allocator use(Allocator allocator) {
    return Holder.use(allocator, false);
  }

  /**
   * Replaces the global allocator as {@link #use} does, also if the former has live blocks.
   *
   * <p>For a new one that takes the former's blocks back, because it is a wrapper over the former
   * and passes on what it does not know; and for the way back from such a one.
   *
   * @param allocator the new global allocator
   * @return the former global allocator, as {@link #use} does
   * @throws IllegalStateException if {@code allocator} is closed; nothing has changed then
   * @throws AllocatorLookupException if {@code -Dalloc.impl} asks for what does not exist
   */
  public static Allocator useWithLiveBlocks(Allocator allocator) {
    return Holder.use(allocator, true);
  }

  /**
   * Calls {@code body} with {@code allocator} as this thread's current one.
   *
   * <p>Scopes nest and end with the call. Other threads inherit nothing: hand the allocator on with
   * {@code var a = Allocators.current(); executor.submit(() -> Allocators.runWith(a, task))}.
   *
   * @param <R> the type of the result
   * @param <X> the type of exception that {@code body} throws
   * @param allocator the allocator of the scope
   * @param body what to call
   * @return what {@code body} returned
   * @throws X if {@code body} does
   */
  public static <R, X extends Throwable> R callWith(
      Allocator allocator, ScopedValue.CallableOp<? extends R, X> body) throws X {
    return Holder.scope(allocator).<R, X>call(body);
  }

  /**
   * Runs {@code body} with {@code allocator} as this thread's current one, as {@link #callWith}.
   *
   * @param allocator the allocator of the scope
   * @param body what to run
   */
  public static void runWith(Allocator allocator, Runnable body) {
    Holder.scope(allocator).run(body);
  }

  /**
   * Creates an allocator with options from the system properties.
   *
   * @param spec names joined by {@code +}, outermost first
   * @return a new allocator, to be closed by the caller
   * @throws AllocatorLookupException if a name or an option does not exist, or a value is malformed
   */
  public static Allocator create(String spec) {
    return create(spec, Map.of());
  }

  /**
   * Creates an allocator with options from a map, and from the system properties for those it
   * lacks.
   *
   * @param spec names joined by {@code +}, outermost first
   * @param options values by {@code PLUGIN.OPTION}, for example {@code counting.limit} to {@code
   *     64k}
   * @return a new allocator, to be closed by the caller
   * @throws AllocatorLookupException if a name or an option does not exist, or a value is malformed
   */
  public static Allocator create(String spec, Map<String, String> options) {
    return new Composer(Catalog.ofThisLoader(), options).compose(spec);
  }

  /**
   * Creates an allocator from providers that a class loader finds.
   *
   * @param spec names joined by {@code +}, outermost first
   * @param options values by {@code PLUGIN.OPTION}
   * @param loader the class loader to search
   * @return a new allocator, to be closed by the caller
   * @throws AllocatorLookupException if a name or an option does not exist, or a value is malformed
   */
  public static Allocator create(String spec, Map<String, String> options, ClassLoader loader) {
    return new Composer(Catalog.of(loader), options).compose(spec);
  }

  /**
   * Creates wrappers over an allocator that stays the caller's: they do not close it.
   *
   * @param spec names joined by {@code +}, outermost first, all of them of wrappers or pools
   * @param options values by {@code PLUGIN.OPTION}; those it lacks come from the system properties
   * @param upstream the allocator below the last one
   * @return a new allocator, to be closed by the caller
   * @throws AllocatorLookupException if a name or an option does not exist, a value is malformed,
   *     or the spec ends in a base
   * @throws IllegalStateException if {@code upstream} is closed
   */
  public static Allocator createOver(String spec, Map<String, String> options, Allocator upstream) {
    return new Composer(Catalog.ofThisLoader(), options).composeOver(spec, upstream);
  }

  /**
   * Makes an allocator of two functions, which is all it takes to install one with {@link #use}.
   *
   * <p>Both must be callable from any thread. Arguments are checked before they are called.
   *
   * @param allocate returns a segment of exactly the size asked for, or throws {@link
   *     OutOfMemoryError}
   * @param free takes such a segment back
   * @return an allocator named {@code functions}, which does not know whether its blocks are native
   */
  public static Allocator of(SegmentAllocator allocate, Consumer<MemorySegment> free) {
    return of(allocate, free, Set.of());
  }

  /**
   * Makes an allocator of two functions and of what is known of their blocks.
   *
   * @param allocate returns a segment of exactly the size asked for, or throws {@link
   *     OutOfMemoryError}
   * @param free takes such a segment back
   * @param capabilities {@link Capability#NATIVE} and {@link Capability#SCOPES} if the blocks are
   *     so; every such allocator is {@link Capability#THREAD_SAFE} and frees block by block
   * @return an allocator named {@code functions}
   * @throws IllegalArgumentException if two functions cannot have a capability, or SCOPES comes
   *     without NATIVE
   */
  public static Allocator of(
      SegmentAllocator allocate, Consumer<MemorySegment> free, Set<Capability> capabilities) {
    return FunctionAllocator.of(allocate, free, capabilities);
  }

  /**
   * Returns the providers that the API's own class loader finds and that can be had here.
   *
   * @return an unmodifiable list, ordered by name
   */
  public static List<AllocatorProvider> providers() {
    return Catalog.ofThisLoader().available();
  }

  /**
   * Returns the providers that a class loader finds and that can be had here.
   *
   * @param loader the class loader to search
   * @return an unmodifiable list, ordered by name
   */
  public static List<AllocatorProvider> providers(ClassLoader loader) {
    return Catalog.of(loader).available();
  }

  /**
   * Checks a request as rules 1.5, 2.3 and 5.1 demand; for implementors, before anything changes.
   *
   * @param allocator who was asked
   * @param byteSize the size asked for
   * @param byteAlignment the alignment asked for
   * @throws IllegalArgumentException if {@code byteSize} is negative or {@code byteAlignment} is
   *     not a power of two up to {@link Allocator#maxAlignment}
   * @throws OutOfMemoryError if {@code byteSize} is above {@link Allocator#maxByteSize}
   */
  public static void checkRequest(Allocator allocator, long byteSize, long byteAlignment) {
    Requests.check(allocator, byteSize, byteAlignment);
  }

  /**
   * Returns the error for a request that cannot be met, worded as rule 5.7 demands.
   *
   * @param allocator who was asked
   * @param byteSize the size asked for
   * @param byteAlignment the alignment asked for
   * @return the error, to be thrown
   */
  public static OutOfMemoryError outOfMemory(
      Allocator allocator, long byteSize, long byteAlignment) {
    return Requests.outOfMemory(allocator, byteSize, byteAlignment);
  }

  /** Frees a block because of a failure; what goes wrong is suppressed by that failure. */
  static void freeAfter(Throwable failure, Allocator allocator, MemorySegment block) {
    Objects.requireNonNull(failure);
    try {
      allocator.free(block);
    } catch (RuntimeException | Error second) {
      failure.addSuppressed(second);
    }
  }
}
