package dev.alloc.system;

import java.io.File;
import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A library in which the functions of one malloc are looked up by name.
 *
 * <p>The dynamic linker also searches the libraries that a library depends on, so every library
 * seems to have a malloc: the C library's. Only functions from the same file are taken, or a block
 * would come from one malloc and go back to another.
 */
final class MallocLibrary {
  private static final List<String> KNOWN_PREFIXES =
      List.of("", "je_", "mi_", "tc_", "rp", "sn_", "scalable_", "jemalloc_");

  private static final String NOT_FOUND =
      "; the dynamic linker looks in the system's folders and those of LD_LIBRARY_PATH: give the"
          + " exact name, for example libjemalloc.so.2, or a path";

  private final String name;
  private final String prefix;
  private final SymbolLookup symbols;
  private final boolean isCLibrary;

  private MallocLibrary(String name, String prefix, SymbolLookup symbols, boolean isCLibrary) {
    this.name = name;
    this.prefix = prefix;
    this.symbols = symbols;
    this.isCLibrary = isCLibrary;
  }

  static MallocLibrary ofCLibrary() {
    SymbolLookup symbols = Linker.nativeLinker().defaultLookup();
    return new MallocLibrary("the C library of this process", "", symbols, true);
  }

  static MallocLibrary open(String library, String prefix) {
    Objects.requireNonNull(prefix, "prefix");
    MallocLibrary opened = new MallocLibrary(library, prefix, load(library), false);
    opened.requireOwn();
    return opened;
  }

  String description() {
    return prefix.isEmpty() ? name : name + " with prefix '" + prefix + "'";
  }

  /** Returns a function that every malloc has. */
  MemorySegment required(String function) {
    return optional(function).orElseThrow(() -> missing(function));
  }

  /** Returns the first of several functions of one type that is in the file malloc is in. */
  Optional<MemorySegment> optional(String... functions) {
    Optional<MemorySegment> malloc = find("malloc");
    return Stream.of(functions)
        .map(this::find)
        .flatMap(Optional::stream)
        .filter(found -> malloc.isPresent() && haveOneFile(malloc.get(), found))
        .findFirst();
  }

  private Optional<MemorySegment> find(String function) {
    return symbols.find(prefix + function);
  }

  /** A malloc found may be the C library's, on which every library depends. */
  private void requireOwn() {
    MemorySegment malloc = find("malloc").orElseThrow(() -> missing("malloc"));
    if (isOfCLibrary(malloc)) {
      throw new IllegalArgumentException(
          ("system: %s has no function '%s' of its own; the one found there is the C library's,"
                  + " which is used when no library is named.%s")
              .formatted(name, prefix + "malloc", others()));
    }
  }

  private RuntimeException missing(String function) {
    String message =
        "system: %s has no function '%s'.%s".formatted(name, prefix + function, others());
    return isCLibrary
        ? new UnsupportedOperationException(message)
        : new IllegalArgumentException(message);
  }

  /** Which of the prefixes in use would have found something. */
  private String others() {
    String found =
        KNOWN_PREFIXES.stream()
            .filter(other -> !other.equals(prefix))
            .filter(
                other -> symbols.find(other + "malloc").filter(m -> !isOfCLibrary(m)).isPresent())
            .map(other -> "'" + other + "malloc' (prefix '" + other + "')")
            .collect(Collectors.joining(", "));
    return found.isEmpty() ? "" : " It has " + found + ".";
  }

  private static boolean isOfCLibrary(MemorySegment function) {
    return Linker.nativeLinker()
        .defaultLookup()
        .find("malloc")
        .filter(malloc -> DynamicLinker.fileOf(malloc).isPresent())
        .filter(malloc -> haveOneFile(malloc, function))
        .isPresent();
  }

  private static boolean haveOneFile(MemorySegment function, MemorySegment other) {
    return DynamicLinker.fileOf(function).equals(DynamicLinker.fileOf(other));
  }

  @SuppressWarnings("restricted") // loading a library is what was asked for
  private static SymbolLookup load(String library) {
    try {
      return isPath(library)
          ? SymbolLookup.libraryLookup(Path.of(library), Arena.global())
          : SymbolLookup.libraryLookup(library, Arena.global());
    } catch (IllegalArgumentException notLoaded) {
      throw new IllegalArgumentException(
          "system: the library '%s' cannot be loaded: %s.".formatted(library, problemOf(library)),
          notLoaded);
    }
  }

  private static boolean isPath(String library) {
    return library.contains("/") || library.contains(File.separator);
  }

  private static String problemOf(String library) {
    if (isPath(library) && !Files.exists(Path.of(library))) {
      return "there is no file " + Path.of(library).toAbsolutePath();
    }
    String complaint =
        DynamicLinker.complaintAbout(library).orElse("it is no shared library for this machine");
    if (complaint.contains("static TLS")) {
      return "%s; it has to be loaded when the process starts: set the environment variable LD_PRELOAD=%s, or GLIBC_TUNABLES=glibc.rtld.optional_static_tls=16384"
          .formatted(complaint, library);
    }
    return isPath(library) ? complaint : complaint + NOT_FOUND;
  }
}
