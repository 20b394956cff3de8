package dev.alloc.clibrary;

import dev.alloc.cli.library.CLibraryFile;
import dev.alloc.cli.request.BadInputException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import org.junit.jupiter.api.Assumptions;

/** A C library of this machine, or of Debian, with its functions. */
@SuppressWarnings("restricted") // calling C is what this is for
public record Library(SymbolLookup symbols) {
  private static final Linker LINKER = Linker.nativeLinker();

  /** Loads a library; without it, the test is skipped, and says so where people see it. */
  public static Library open(String file, String debianPackage) {
    try {
      return new Library(
          SymbolLookup.libraryLookup(
              new CLibraryFile(file, debianPackage).provide(System.err::println), Arena.global()));
    } catch (BadInputException | IllegalArgumentException notThere) {
      String reason = "SKIPPED, for want of %s: %s".formatted(file, notThere.getMessage());
      System.err.println(reason);
      Assumptions.abort(reason);
      throw notThere;
    }
  }

  /** Returns a function of the library. */
  public MethodHandle function(String name, FunctionDescriptor type, Linker.Option... options) {
    return LINKER.downcallHandle(symbols.findOrThrow(name), type, options);
  }

  /** Returns a function of C's own library. */
  static MethodHandle ofC(String name, FunctionDescriptor type) {
    return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), type);
  }

  /** Makes a method a function that C can call. */
  static MemorySegment function(
      MethodHandles.Lookup lookup,
      Object receiver,
      String method,
      FunctionDescriptor type,
      Arena arena) {
    try {
      return LINKER.upcallStub(lookup.bind(receiver, method, type.toMethodType()), type, arena);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(method, e);
    }
  }
}
