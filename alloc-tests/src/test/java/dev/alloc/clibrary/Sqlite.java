package dev.alloc.clibrary;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.alloc.Allocator;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * SQLite on an allocator, for one thread. There is one SQLite in a process: it is shut down before
 * it is started on other memory.
 */
final class Sqlite implements AutoCloseable {
  static final int OK = 0;
  static final int BUSY = 5;
  static final int NOMEM = 7;
  static final int ROW = 100;

  private static final int CONFIG_MALLOC = 4;
  private static final int CONFIG_LOOKASIDE = 13;
  private static final int READ_WRITE_CREATE = 2 | 4;

  private final Library library;
  private final MethodHandle prepare;
  private final MethodHandle step;
  private final MethodHandle columnLong;
  private final MethodHandle execute;

  @SuppressWarnings("MustBeClosedChecker") // close() does
  private final Arena arena = Arena.ofConfined();

  private Sqlite(Library library) {
    this.library = library;
    FunctionDescriptor five =
        FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT, ADDRESS, ADDRESS);
    this.prepare = library.function("sqlite3_prepare_v2", five);
    this.step = library.function("sqlite3_step", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    this.columnLong =
        library.function(
            "sqlite3_column_int64", FunctionDescriptor.of(JAVA_LONG, ADDRESS, JAVA_INT));
    this.execute =
        library.function(
            "sqlite3_exec",
            FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS));
  }

  /**
   * Configures SQLite, which starts at the first use.
   *
   * @param lookaside whether a connection may cut small blocks from a large one of its own
   */
  static Sqlite on(Allocator allocator, boolean lookaside) {
    Sqlite sqlite = new Sqlite(Library.open("libsqlite3.so.0", "libsqlite3-0"));
    sqlite.configure(new SqliteHeap(allocator).methods(sqlite.arena));
    if (!lookaside) {
      sqlite.disableLookaside();
    }
    return sqlite;
  }

  private void configure(MemorySegment methods) {
    MethodHandle config =
        library.function(
            "sqlite3_config",
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS),
            Linker.Option.firstVariadicArg(1));
    try {
      require(OK, (int) config.invokeExact(CONFIG_MALLOC, methods), "sqlite3_config");
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  private void disableLookaside() {
    MethodHandle config =
        library.function(
            "sqlite3_config",
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT),
            Linker.Option.firstVariadicArg(1));
    try {
      require(OK, (int) config.invokeExact(CONFIG_LOOKASIDE, 0, 0), "sqlite3_config");
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** A connection; or its error code, if there was no memory for it. */
  record Connection(int code, MemorySegment handle) {}

  Connection open(String file) {
    MethodHandle open =
        library.function(
            "sqlite3_open_v2",
            FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT, ADDRESS));
    try (Arena call = Arena.ofConfined()) {
      MemorySegment out = call.allocate(ADDRESS);
      int code =
          (int)
              open.invokeExact(call.allocateFrom(file), out, READ_WRITE_CREATE, MemorySegment.NULL);
      return new Connection(code, out.get(ADDRESS, 0));
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** Runs statements, and returns SQLite's code. */
  int execute(Connection connection, String statements) {
    try (Arena call = Arena.ofConfined()) {
      return (int)
          execute.invokeExact(
              connection.handle,
              call.allocateFrom(statements),
              MemorySegment.NULL,
              MemorySegment.NULL,
              MemorySegment.NULL);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** Returns a statement to be finalised, or NULL. */
  MemorySegment prepare(Connection connection, String statement) {
    try (Arena call = Arena.ofConfined()) {
      MemorySegment out = call.allocate(ADDRESS);
      int code =
          (int)
              prepare.invokeExact(
                  connection.handle, call.allocateFrom(statement), -1, out, MemorySegment.NULL);
      return code == OK ? out.get(ADDRESS, 0) : MemorySegment.NULL;
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  int step(MemorySegment statement) {
    try {
      return (int) step.invokeExact(statement);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  long column(MemorySegment statement, int column) {
    try {
      return (long) columnLong.invokeExact(statement, column);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  int finish(MemorySegment statement) {
    return call("sqlite3_finalize", statement);
  }

  int close(Connection connection) {
    return call("sqlite3_close", connection.handle);
  }

  /** Shuts SQLite down, which gives back all that it has. */
  @Override
  public void close() {
    try {
      MethodHandle shutdown = library.function("sqlite3_shutdown", FunctionDescriptor.of(JAVA_INT));
      require(OK, (int) shutdown.invokeExact(), "sqlite3_shutdown");
    } catch (Throwable e) {
      throw unexpected(e);
    }
    arena.close();
  }

  private int call(String function, MemorySegment argument) {
    try {
      return (int)
          library
              .function(function, FunctionDescriptor.of(JAVA_INT, ADDRESS))
              .invokeExact(argument);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  private static void require(int expected, int code, String function) {
    if (code != expected) {
      throw new IllegalStateException(function + " returned " + code);
    }
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
