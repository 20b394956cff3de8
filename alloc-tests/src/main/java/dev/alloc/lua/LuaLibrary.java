package dev.alloc.lua;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The functions of Lua's C API that are needed here.
 *
 * @param openLibs the address of luaL_openlibs, called in protected mode as a function of Lua
 */
record LuaLibrary(
    MethodHandle newState,
    MethodHandle newStateOnC,
    MethodHandle close,
    MethodHandle pushCClosure,
    MethodHandle loadBuffer,
    MethodHandle protectedCall,
    MethodHandle type,
    MethodHandle toText,
    MethodHandle setTop,
    MethodHandle getFunction,
    MemorySegment openLibs) {
  private static @Nullable LuaLibrary loaded;

  /** Loads the library, once. */
  static synchronized LuaLibrary load() {
    if (loaded == null) {
      loaded = link(open());
    }
    return loaded;
  }

  /** Returns the function that Lua allocates with where nobody gives it another. */
  MemorySegment functionOnC() {
    try {
      MemorySegment state = (MemorySegment) newStateOnC.invokeExact();
      if (state.address() == 0) {
        throw new OutOfMemoryError("Lua cannot be started: there is no memory for its state");
      }
      try {
        return (MemorySegment) getFunction.invokeExact(state, MemorySegment.NULL);
      } finally {
        close.invokeExact(state);
      }
    } catch (RuntimeException | Error failure) {
      throw failure;
    } catch (Throwable e) {
      throw new IllegalStateException("Lua's functions cannot be called", e);
    }
  }

  private static LuaLibrary link(SymbolLookup lua) {
    return new LuaLibrary(
        handle(lua, "lua_newstate", FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS)),
        handle(lua, "luaL_newstate", FunctionDescriptor.of(ADDRESS)),
        handle(lua, "lua_close", FunctionDescriptor.ofVoid(ADDRESS)),
        handle(lua, "lua_pushcclosure", FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, JAVA_INT)),
        handle(
            lua,
            "luaL_loadbufferx",
            FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS)),
        handle(
            lua,
            "lua_pcallk",
            FunctionDescriptor.of(
                JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS)),
        handle(lua, "lua_type", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT)),
        handle(lua, "lua_tolstring", FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_INT, ADDRESS)),
        handle(lua, "lua_settop", FunctionDescriptor.ofVoid(ADDRESS, JAVA_INT)),
        handle(lua, "lua_getallocf", FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS)),
        lua.findOrThrow("luaL_openlibs"));
  }

  @SuppressWarnings("restricted")
  private static MethodHandle handle(SymbolLookup lua, String name, FunctionDescriptor type) {
    return Linker.nativeLinker().downcallHandle(lua.findOrThrow(name), type);
  }

  @SuppressWarnings("restricted") // a library on the class path has to be a file to be loaded
  private static SymbolLookup open() {
    String name = fileName();
    try (InputStream library = LuaLibrary.class.getResourceAsStream("/" + name)) {
      if (library == null) {
        throw new UnsupportedOperationException(
            "Lua is not on the class path: %s is in the JAR lua54-platform, classifier natives-desktop"
                .formatted(name));
      }
      Path file = Files.createTempFile("alloc-", name);
      try {
        Files.copy(library, file, StandardCopyOption.REPLACE_EXISTING);
        return SymbolLookup.libraryLookup(file, Arena.global());
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Lua's library cannot be unpacked", e);
    }
  }

  private static String fileName() {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String processor = System.getProperty("os.arch", "");
    String suffix =
        switch (processor) {
          case "amd64", "x86_64" -> "64";
          case "aarch64" -> "arm64";
          default ->
              throw new UnsupportedOperationException(
                  "there is no Lua for the processor '"
                      + processor
                      + "'; there is for amd64 and aarch64");
        };
    if (system.contains("linux")) {
      return "liblua54" + suffix + ".so";
    }
    if (system.contains("mac")) {
      return "liblua54" + suffix + ".dylib";
    }
    throw new UnsupportedOperationException(
        "Lua has not been tried on '" + system + "'; use Linux");
  }
}
