package dev.alloc.clibrary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alloc.Allocator;
import dev.alloc.Allocators;
import dev.alloc.MemoryFaultException;
import dev.alloc.tracking.ReportFormat;
import dev.alloc.tracking.Tracking;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("SQLite")
class SqliteTest {
  /** Enough to make the sort spill; {@code -Dsqlite.rows=100000} for more. */
  private static final int ROWS = Integer.getInteger("sqlite.rows", 20_000);

  /** Of the requests that fail in turn; {@code -Dsqlite.stride=1} lets each of them fail. */
  private static final int STRIDE = Integer.getInteger("sqlite.stride", 97);

  private static final String SCHEMA =
      """
      PRAGMA journal_mode = DELETE;
      PRAGMA temp_store = FILE;
      PRAGMA cache_size = 50;
      CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT NOT NULL, city INTEGER, note TEXT);
      CREATE TABLE city (id INTEGER PRIMARY KEY, name TEXT UNIQUE);
      CREATE INDEX person_by_name ON person (name);
      CREATE INDEX person_by_city ON person (city, name);
      """;

  private static final String FILL =
      """
      BEGIN;
      WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 100)
        INSERT INTO city SELECT i, 'city ' || i FROM n;
      WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < %d)
        INSERT INTO person
        SELECT i, 'name ' || (i * 7919 %% 100003), i %% 100 + 1, hex(zeroblob(30)) || i FROM n;
      COMMIT;
      BEGIN;
      DELETE FROM person WHERE id %% 10 = 0;
      ROLLBACK;
      BEGIN;
      UPDATE person SET note = note || '!' WHERE id %% 10 = 1;
      DELETE FROM person WHERE id %% 10 = 0;
      COMMIT;
      """;

  private static final String SORT = "SELECT id, note FROM person ORDER BY note DESC, name";
  private static final String JOIN =
      "SELECT count(*), sum(length(note)) FROM person p JOIN city c ON c.id = p.city"
          + " WHERE c.name LIKE 'city 1%'";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"counting", "system", "arena", "debug", "tracking"})
  @DisplayName("creates, fills, sorts and joins, and leaves nothing live after sqlite3_shutdown")
  void databases(String spec) {
    int rows = spec.equals("counting") ? ROWS : 2_000;
    Map<String, String> options =
        Map.of("counting.peak", "true", "tracking.depth", "0", "debug.depth", "0");
    try (Allocator allocator = Allocators.create(spec, options)) {
      try (Sqlite sqlite = Sqlite.on(allocator, true)) {
        Sqlite.Connection db = sqlite.open(folder.resolve("test.db").toString());
        assertEquals(Sqlite.OK, db.code());
        assertEquals(Sqlite.OK, sqlite.execute(db, SCHEMA));
        assertEquals(Sqlite.OK, sqlite.execute(db, FILL.formatted(rows)));
        int left = rows - rows / 10;
        assertEquals(left, sorted(sqlite, db));
        assertEquals(
            rows / 10, firstOf(sqlite, db, JOIN), "10, 12 to 19 and 100; 1 and 11 are empty");
        assertEquals(Sqlite.OK, sqlite.close(db));
      }
      assertEquals(0, allocator.stats().liveBlocks().orElse(0));
      long peak = allocator.stats().peakBytes().orElse(0);
      assertTrue(
          peak < Math.max(1L << 20, 70L * rows), () -> "the sort has not spilled: peak " + peak);
    }
  }

  private static int sorted(Sqlite sqlite, Sqlite.Connection db) {
    MemorySegment statement = sqlite.prepare(db, SORT);
    int count = 0;
    while (sqlite.step(statement) == Sqlite.ROW) {
      assertTrue(sqlite.column(statement, 0) % 10 != 0, "a deleted row");
      count++;
    }
    assertEquals(Sqlite.OK, sqlite.finish(statement));
    return count;
  }

  private static long firstOf(Sqlite sqlite, Sqlite.Connection db, String query) {
    MemorySegment statement = sqlite.prepare(db, query);
    assertEquals(Sqlite.ROW, sqlite.step(statement));
    long value = sqlite.column(statement, 0);
    assertEquals(Sqlite.OK, sqlite.finish(statement));
    return value;
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"failing.nth", "failing.from"})
  @DisplayName("says SQLITE_NOMEM wherever a request fails, and leaves nothing live")
  void failuresAnywhere(String option) {
    boolean refused = true;
    int nth = 1;
    for (; refused; nth += STRIDE) {
      refused = failsAt(option, nth);
    }
    int requests = nth;
    assertTrue(requests > 100, () -> "only " + requests + " requests");
  }

  /** Returns whether a request failed; it may be one that SQLite can do without. */
  private static boolean failsAt(String option, int nth) {
    String where = option + "=" + nth;
    Map<String, String> options = Map.of(option, Integer.toString(nth));
    try (Allocator allocator = Allocators.create("counting+failing", options)) {
      try (Sqlite sqlite = Sqlite.on(allocator, false)) {
        Sqlite.Connection db = sqlite.open(":memory:");
        int code = db.code();
        if (code == Sqlite.OK) {
          code = sqlite.execute(db, SCHEMA + FILL.formatted(30) + SORT + ";" + JOIN);
        }
        assertTrue(code == Sqlite.OK || code == Sqlite.NOMEM, where + " gave code " + code);
        assertEquals(Sqlite.OK, sqlite.close(db), where);
      }
      assertEquals(0, allocator.stats().liveBlocks().orElseThrow(), where);
      return allocator.stats().failures().orElseThrow() > 0;
    }
  }

  @Test
  @DisplayName("with a statement that is not finalised: the leak has the line of Java that made it")
  void unfinalisedStatement() {
    Allocator allocator = Allocators.create("tracking", Map.of("tracking.depth", "32"));
    Sqlite sqlite = Sqlite.on(allocator, false);
    Sqlite.Connection db = sqlite.open(":memory:");
    MemorySegment statement = forgottenStatement(sqlite, db);
    assertEquals(Sqlite.BUSY, sqlite.close(db), "SQLite closes over no statement");
    String report = Tracking.of(allocator).snapshot().toText(ReportFormat.TEXT);
    assertTrue(report.contains("SqliteTest.forgottenStatement(SqliteTest.java:"), report);
    MemoryFaultException leak = assertThrows(MemoryFaultException.class, allocator::close);
    assertEquals(MemoryFaultException.Kind.LEAK, leak.kind());
    assertTrue(
        Arrays.stream(leak.getSuppressed())
            .anyMatch(
                block ->
                    block instanceof MemoryFaultException fault
                        && fault.allocationSite().stream()
                            .anyMatch(frame -> frame.getMethodName().equals("forgottenStatement"))),
        "no block with the line that prepared the statement");
    assertEquals(Sqlite.OK, sqlite.finish(statement));
    assertEquals(Sqlite.OK, sqlite.close(db));
    sqlite.close();
    allocator.close();
  }

  private static MemorySegment forgottenStatement(Sqlite sqlite, Sqlite.Connection db) {
    return sqlite.prepare(db, "SELECT 1 + 1");
  }
}
