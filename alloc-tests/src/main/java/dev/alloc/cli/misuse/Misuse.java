package dev.alloc.cli.misuse;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A program with one error, and what is declared to be seen of it. Built once, then only read.
 *
 * <p>Its name is that of its method, which is looked for in crash logs.
 */
public final class Misuse {
  /** The sizes of blocks that each program is run at, in bytes. */
  public static final List<Long> SIZES = List.of(8L, 4096L, 256L << 10);

  private final Class<?> type;
  private final String name;
  private final String title;
  private final Body body;
  private final Map<Mode, List<Declared>> declared = new EnumMap<>(Mode.class);
  private List<Long> sizes = SIZES;
  private String above = "";
  private boolean forTracking = true;

  /** What a program does. */
  @FunctionalInterface
  public interface Body {
    /**
     * Does it.
     *
     * @param scene where
     * @throws Throwable whatever comes of it
     */
    void play(Scene scene) throws Throwable;
  }

  private record Declared(long upTo, Expected expected) {}

  private Misuse(Class<?> type, String name, String title, Body body) {
    this.type = type;
    this.name = name;
    this.title = title;
    this.body = body;
  }

  static Misuse program(Class<?> type, String name, String title, Body body) {
    return new Misuse(type, name, title, body);
  }

  /** Declares what both ways of {@code debug} see. */
  Misuse debug(Expected expected) {
    declared.remove(Mode.DEBUG);
    declared.remove(Mode.SCOPE);
    return on(Mode.DEBUG, Long.MAX_VALUE, expected).on(Mode.SCOPE, Long.MAX_VALUE, expected);
  }

  /** Declares what is seen where each block has a scope, after {@link #debug}. */
  Misuse scope(Expected expected) {
    declared.remove(Mode.SCOPE);
    return on(Mode.SCOPE, Long.MAX_VALUE, expected);
  }

  /** Declares what guard pages see, other than was declared. */
  Misuse guardInstead(Expected expected) {
    declared.remove(Mode.GUARD);
    return guard(expected);
  }

  Misuse guard(Expected expected) {
    return on(Mode.GUARD, Long.MAX_VALUE, expected);
  }

  /**
   * Declares what guard pages see of blocks up to a size; before the declaration for the others.
   */
  Misuse guardUpTo(long byteSize, Expected expected) {
    return on(Mode.GUARD, byteSize, expected);
  }

  /** Declares what memcheck sees of blocks up to a size; before the declaration for the others. */
  Misuse memcheckUpTo(long byteSize, Expected expected) {
    return on(Mode.MEMCHECK, byteSize, expected);
  }

  Misuse memcheck(Expected expected) {
    return on(Mode.MEMCHECK, Long.MAX_VALUE, expected);
  }

  /** Runs it without {@code tracking}, which would see a wrong free before memcheck does. */
  Misuse memcheckAlone(Expected expected) {
    forTracking = false;
    return memcheck(expected);
  }

  private Misuse on(Mode mode, long upTo, Expected expected) {
    declared.computeIfAbsent(mode, _ -> new ArrayList<>()).add(new Declared(upTo, expected));
    return this;
  }

  Misuse sized(Long... byteSizes) {
    sizes = List.of(byteSizes);
    return this;
  }

  /** Runs it over an arena. */
  Misuse overArena() {
    above = "arena";
    forTracking = false;
    return this;
  }

  /**
   * Returns its name.
   *
   * @return the name of its method
   */
  public String name() {
    return name;
  }

  /**
   * Returns what it does.
   *
   * @return a phrase that begins with a verb
   */
  public String title() {
    return title;
  }

  /**
   * Returns how frames of its method begin.
   *
   * @return the names of class and method
   */
  public String method() {
    return type.getName() + '.' + name;
  }

  /**
   * Returns its group.
   *
   * @return the class that its method is in
   */
  public Class<?> type() {
    return type;
  }

  Body body() {
    return body;
  }

  /**
   * Returns the sizes that it is run at.
   *
   * @return bytes, ascending
   */
  public List<Long> sizes() {
    return sizes;
  }

  /**
   * Returns the allocator that it is run on.
   *
   * @param mode how errors are looked for
   * @return the spec
   */
  public String spec(Mode mode) {
    return mode == Mode.MEMCHECK && forTracking ? "tracking" : mode.spec(above);
  }

  Map<String, String> options(Mode mode) {
    return mode.options();
  }

  /**
   * Returns what is declared.
   *
   * @param mode how errors are looked for
   * @param byteSize the size of the block
   * @return what is to be seen
   */
  public Expected expected(Mode mode, long byteSize) {
    return Objects.requireNonNull(declared.get(mode), () -> name + " declares nothing of " + mode)
        .stream()
        .filter(each -> byteSize <= each.upTo())
        .findFirst()
        .orElseThrow()
        .expected();
  }

  @Override
  public String toString() {
    return name;
  }
}
