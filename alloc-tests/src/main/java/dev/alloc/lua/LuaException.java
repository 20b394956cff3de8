package dev.alloc.lua;

/** An error of a Lua program; the message is Lua's, with file and line. */
public final class LuaException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message what Lua says
   */
  public LuaException(String message) {
    super(message);
  }
}
