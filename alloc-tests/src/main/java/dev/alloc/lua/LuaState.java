package dev.alloc.lua;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.alloc.Allocator;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One Lua interpreter with its libraries. For the thread that opened it. */
public final class LuaState implements AutoCloseable {
  private static final int STRING = 4;
  private static final int TOP = -1;

  private final LuaLibrary lua = LuaLibrary.load();

  private final @Nullable LuaMemory memory;
  private final boolean ownsMemory;
  private final MemorySegment state;

  private LuaState(@Nullable LuaMemory memory, boolean ownsMemory) {
    this.memory = memory;
    this.ownsMemory = ownsMemory;
    try {
      this.state =
          memory == null
              ? (MemorySegment) lua.newStateOnC().invokeExact()
              : (MemorySegment) lua.newState().invokeExact(memory.function(), MemorySegment.NULL);
    } catch (Throwable e) {
      closeMemory();
      throw unexpected(e);
    }
    if (state.address() == 0) {
      closeMemory();
      throw new OutOfMemoryError("Lua cannot be started: there is no memory for its state");
    }
  }

  /**
   * Starts Lua on an allocator.
   *
   * @param allocator serves every byte; with native memory
   * @return an interpreter, to be closed before the allocator
   * @throws OutOfMemoryError if there is no memory for it
   * @throws LuaException if there is none for its libraries
   */
  public static LuaState open(Allocator allocator) {
    return opened(new LuaState(LuaMemory.of(allocator), true));
  }

  /**
   * Starts Lua on memory that other interpreters use as well, before or after this one.
   *
   * @param memory serves every byte, and is not closed with the interpreter
   * @return an interpreter, to be closed before the memory
   * @throws OutOfMemoryError if there is no memory for it
   * @throws LuaException if there is none for its libraries
   */
  public static LuaState open(LuaMemory memory) {
    return opened(new LuaState(memory, false));
  }

  /**
   * Starts Lua as C programs do, on the C library's realloc and free.
   *
   * @return an interpreter
   */
  public static LuaState openOnC() {
    return opened(new LuaState(null, false));
  }

  private static LuaState opened(LuaState started) {
    try {
      started.openLibraries();
      return started;
    } catch (RuntimeException | Error failure) {
      started.close();
      throw failure;
    }
  }

  /**
   * Runs a program.
   *
   * @param name what Lua calls it in messages
   * @param program its text, or what {@code string.dump} made of it
   * @param arguments what it finds in the table {@code arg}
   * @return what it returned if that is a string, else nothing
   * @throws LuaException if it cannot be read or ends with an error
   */
  public String run(String name, byte[] program, List<String> arguments) {
    call("=arguments", argumentTable(name, arguments).getBytes(StandardCharsets.UTF_8));
    return call("@" + name, program);
  }

  /**
   * Returns the first exception of the allocator, which Lua took for a lack of memory.
   *
   * @return the exception, or empty
   */
  public Optional<Throwable> firstFailure() {
    return memory == null ? Optional.empty() : memory.firstFailure();
  }

  /** Frees everything Lua has; runs finalizers first. */
  @Override
  public void close() {
    try {
      lua.close().invokeExact(state);
    } catch (Throwable e) {
      throw unexpected(e);
    }
    closeMemory();
  }

  private void closeMemory() {
    if (memory != null && ownsMemory) {
      memory.close();
    }
  }

  /** Writes out what C's standard output still holds, so that it comes before Java's. */
  @SuppressWarnings("restricted")
  public static void flushOutput() {
    Linker linker = Linker.nativeLinker();
    MethodHandle flush =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("fflush"),
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
    try {
      int failed = (int) flush.invokeExact(MemorySegment.NULL);
      if (failed != 0) {
        throw new IllegalStateException("standard output cannot be written");
      }
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** As a function of Lua without results, since an error outside of one ends the process. */
  private void openLibraries() {
    try {
      lua.pushCClosure().invokeExact(state, lua.openLibs(), 0);
      int status = (int) lua.protectedCall().invokeExact(state, 0, 0, 0, 0L, MemorySegment.NULL);
      if (status != 0) {
        throw new LuaException(popText());
      }
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  private String call(String name, byte[] program) {
    try (Arena call = Arena.ofConfined()) {
      MemorySegment text = call.allocateFrom(ValueLayout.JAVA_BYTE, program);
      int status =
          (int)
              lua.loadBuffer()
                  .invokeExact(
                      state,
                      text,
                      (long) program.length,
                      call.allocateFrom(name),
                      MemorySegment.NULL);
      if (status == 0) {
        status = (int) lua.protectedCall().invokeExact(state, 0, 1, 0, 0L, MemorySegment.NULL);
      }
      String result = popText();
      if (status != 0) {
        throw new LuaException(result);
      }
      return result;
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  @SuppressWarnings("restricted") // Lua says how long its string is
  private String popText() throws Throwable {
    String text = "";
    if ((int) lua.type().invokeExact(state, TOP) == STRING) { // else it would be converted in place
      try (Arena call = Arena.ofConfined()) {
        MemorySegment length = call.allocate(JAVA_LONG);
        MemorySegment bytes = (MemorySegment) lua.toText().invokeExact(state, TOP, length);
        text =
            new String(
                bytes.reinterpret(length.get(JAVA_LONG, 0)).toArray(ValueLayout.JAVA_BYTE),
                StandardCharsets.UTF_8);
      }
    }
    lua.setTop().invokeExact(state, -2); // pops one
    return text;
  }

  private static String argumentTable(String name, List<String> arguments) {
    StringBuilder table = new StringBuilder("arg = {[0] = ").append(quoted(name));
    arguments.forEach(argument -> table.append(", ").append(quoted(argument)));
    return table.append('}').toString();
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
      quoted.append("\\x%02x".formatted(each));
    }
    return quoted.append('"').toString();
  }

  private static RuntimeException unexpected(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    return thrown instanceof RuntimeException exception
        ? exception
        : new IllegalStateException(thrown);
  }
}
