package dev.alloc.system;

import dev.alloc.Allocator;
import dev.alloc.Capability;
import dev.alloc.MemoryFaultException;
import dev.alloc.system.export.CHeap;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * C functions over an allocator, and what happens in them.
 *
 * <p>An allocator that is nothing but the functions of a table, such as {@code system}, exports
 * these: C calls them without coming by here, and they do what that library does in the corner
 * cases. Any other is called from C through Java, by these rules:
 *
 * <ul>
 *   <li>A request that fails returns NULL with {@code errno} {@code ENOMEM}, or {@code EINVAL} for
 *       an alignment that cannot be had. Exceptions never pass into C; {@link #firstFailure} keeps
 *       the first.
 *   <li>{@code malloc(0)}, {@code calloc} of 0 bytes and {@code realloc(p, 0)} give distinct blocks
 *       that are to be freed; {@code realloc} never frees. {@code realloc(NULL, n)} is {@code
 *       malloc(n)}, {@code free(NULL)} does nothing.
 *   <li>Blocks are aligned to 16 bytes, or more if {@code aligned_alloc} asks for more.
 *   <li>A pointer that none of these functions returned, or that was freed since, is recorded as
 *       INVALID_FREE ({@link #firstFault}) and not touched.
 *   <li>A block that the allocator finds damaged when C frees it is recorded, and freed if the
 *       allocator lets it go then.
 *   <li>Any thread may call, also one that Java does not know, as far as the allocator is {@link
 *       Capability#THREAD_SAFE}.
 * </ul>
 */
public final class ExportedFunctions implements AutoCloseable {
  private final Allocator allocator;
  private final NativeFunctions functions;
  private final @Nullable CHeap heap;
  private final @Nullable Arena stubs;
  private boolean closed; // guarded by this

  private ExportedFunctions(
      Allocator allocator, NativeFunctions functions, @Nullable CHeap heap, @Nullable Arena stubs) {
    this.allocator = allocator;
    this.functions = functions;
    this.heap = heap;
    this.stubs = stubs;
  }

  // reinterpret, for what is to be done when the arena is closed; and stubs, which close() closes
  @SuppressWarnings({"restricted", "MustBeClosedChecker"})
  static ExportedFunctions open(Allocator allocator, Arena arena) {
    NativeAccess.probe();
    allocator.stats(); // throws if it is closed
    requireNative(allocator);
    if (allocator instanceof MallocAllocator raw && raw.table().isComplete()) {
      return new ExportedFunctions(allocator, raw.table(), null, null);
    }
    Arena stubs = Arena.ofShared(); // of their own: what C still calls must outlive a wrong close
    CHeap heap = new CHeap(allocator);
    try {
      NativeFunctions functions = new UpcallTable(heap, stubs, arena).functions();
      ExportedFunctions exported = new ExportedFunctions(allocator, functions, heap, stubs);
      MemorySegment _ = MemorySegment.NULL.reinterpret(arena, _ -> exported.close());
      return exported;
    } catch (RuntimeException | Error refused) {
      stubs.close();
      throw refused;
    }
  }

  /**
   * Returns the functions.
   *
   * @return a table; its pointers can be used from Java while the arena is open
   */
  public NativeFunctions functions() {
    return functions;
  }

  /**
   * Returns what serves the calls.
   *
   * @return the allocator that was exported
   */
  public Allocator allocator() {
    return allocator;
  }

  /**
   * Returns whether C calls functions of C, so that nothing is known here of what happens in them.
   *
   * @return false if the calls lead into Java
   */
  public boolean isRaw() {
    return heap == null;
  }

  /**
   * Returns how many blocks C has.
   *
   * @return the number, exact while no call is under way; empty if {@link #isRaw}
   */
  public OptionalLong liveBlocks() {
    return heap == null ? OptionalLong.empty() : OptionalLong.of(heap.liveBlocks());
  }

  /**
   * Returns the first exception that was kept from C.
   *
   * @return an {@link OutOfMemoryError}, a fault, or anything the allocator threw; empty if there
   *     was none, or if {@link #isRaw}
   */
  public Optional<Throwable> firstFailure() {
    return heap == null ? Optional.empty() : heap.firstFailure();
  }

  /**
   * Returns the first misuse of memory that was noticed in a call from C.
   *
   * @return the fault, thrown by the allocator or found here; empty if there was none, or if {@link
   *     #isRaw}
   */
  public Optional<MemoryFaultException> firstFault() {
    return heap == null ? Optional.empty() : heap.firstFault();
  }

  /**
   * Ends the life of the functions, which C must not call any more; a second call has no effect.
   *
   * @throws MemoryFaultException with kind {@link MemoryFaultException.Kind#LEAK} if C has blocks;
   *     nothing is closed then, the functions can still be called, also if it was their arena that
   *     was closed
   */
  @Override
  public synchronized void close() {
    if (closed || heap == null || stubs == null) {
      return;
    }
    Optional<MemoryFaultException> leak = heap.leak();
    if (leak.isPresent()) {
      throw leak.get();
    }
    stubs.close();
    closed = true;
  }

  /**
   * Returns what is exported.
   *
   * @return for example {@code C functions of counting+system}
   */
  @Override
  public String toString() {
    return "C functions of " + allocator.name();
  }

  private static void requireNative(Allocator allocator) {
    if (!allocator.capabilities().contains(Capability.NATIVE)) {
      throw new IllegalArgumentException(
          "'%s' cannot be exported to C: its blocks are not native memory, which C could read; put"
                  .formatted(allocator.name())
              + " the plugin over 'system'");
    }
    if (allocator.maxAlignment() < CHeap.ALIGNMENT) {
      throw new IllegalArgumentException(
          "'%s' cannot be exported to C: it aligns blocks to %d bytes at most, and C relies on %d"
              .formatted(allocator.name(), allocator.maxAlignment(), CHeap.ALIGNMENT));
    }
  }
}
