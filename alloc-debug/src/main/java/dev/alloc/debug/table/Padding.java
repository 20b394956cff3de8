package dev.alloc.debug.table;

/**
 * Keeps what a subclass has away from the object that lies before it, so that two threads do not
 * write to the same cache line. The JVM puts the fields of a superclass first.
 */
@SuppressWarnings("unused") // they are there to take room
public abstract class Padding {
  private long word1;
  private long word2;
  private long word3;
  private long word4;
  private long word5;
  private long word6;
  private long word7;
  private long word8;

  /** Creates an object that begins a cache line or more behind what lies before it. */
  protected Padding() {}
}
