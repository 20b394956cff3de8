package dev.alloc.system;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What Java's own lookup does not tell: why a library cannot be loaded, and where a function is.
 */
@SuppressWarnings("restricted")
final class DynamicLinker {
  private static final int RTLD_LAZY = 1; // on Linux and macOS alike
  private static final MemoryLayout DL_INFO =
      MemoryLayout.sequenceLayout(4, ADDRESS); // file, base, symbol, its address
  private static final int BASE = 1;
  private static final AddressLayout TEXT =
      ADDRESS.withTargetLayout(MemoryLayout.sequenceLayout(Long.MAX_VALUE, ValueLayout.JAVA_BYTE));

  private DynamicLinker() {}

  /**
   * Returns where the file that a function is in has been mapped, which no other file shares; empty
   * where nobody can tell, as on Windows, whose linker never looks into other files.
   */
  static OptionalLong fileOf(MemorySegment function) {
    Optional<MethodHandle> dladdr =
        function("dladdr", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
    if (dladdr.isEmpty()) {
      return OptionalLong.empty();
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment info = arena.allocate(DL_INFO);
      return (int) dladdr.get().invokeExact(function, info) == 0
          ? OptionalLong.empty()
          : OptionalLong.of(info.getAtIndex(ADDRESS, BASE).address());
    } catch (Throwable e) {
      throw new IllegalStateException("dladdr cannot be called", e);
    }
  }

  /** Tries once more to load a library that Java could not, and returns what the linker says. */
  static Optional<String> complaintAbout(String library) {
    Optional<MethodHandle> dlopen =
        function("dlopen", FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_INT));
    Optional<MethodHandle> dlerror = function("dlerror", FunctionDescriptor.of(TEXT));
    if (dlopen.isEmpty() || dlerror.isEmpty()) {
      return Optional.empty();
    }
    try (Arena arena = Arena.ofConfined()) {
      var opened = (MemorySegment) dlopen.get().invokeExact(arena.allocateFrom(library), RTLD_LAZY);
      var text = (MemorySegment) dlerror.get().invokeExact();
      return opened.address() == 0 && text.address() != 0
          ? Optional.of(text.getString(0))
          : Optional.empty();
    } catch (Throwable e) {
      throw new IllegalStateException("dlopen cannot be called", e);
    }
  }

  private static Optional<MethodHandle> function(String name, FunctionDescriptor descriptor) {
    Linker linker = Linker.nativeLinker();
    return linker
        .defaultLookup()
        .find(name)
        .map(address -> linker.downcallHandle(address, descriptor));
  }
}
