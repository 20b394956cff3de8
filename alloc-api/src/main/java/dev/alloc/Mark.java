package dev.alloc;

/**
 * A state of an allocator to which {@link #close} rewinds it, dropping every block allocated since.
 *
 * <p>Marks nest and are closed innermost first; made by {@link Allocator#mark}.
 */
public interface Mark extends AutoCloseable {

  /**
   * Drops every block allocated since this mark was made; a second call has no effect.
   *
   * @throws IllegalStateException if a mark made later is still open, or the allocator was reset or
   *     closed in between; nothing has changed then
   */
  @Override
  void close();
}
