package dev.alloc.tracking.site;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a thread says it is doing, such as the test it runs; read and written by that thread alone.
 * Who looks often keeps the object: finding it takes longer.
 */
public final class Titles {
  private static final ThreadLocal<Titles> OF_THREAD = ThreadLocal.withInitial(Titles::new);

  @Nullable String current;

  Titles() {}

  static Titles ofThisThread() {
    return OF_THREAD.get();
  }

  /**
   * Calls code that has a title.
   *
   * @param title the title
   * @param body the code
   * @param <R> the type of the result
   * @param <X> what the code may throw
   * @return the result
   * @throws X what the code threw
   */
  public static <R, X extends Throwable> R call(
      String title, ScopedValue.CallableOp<? extends R, X> body) throws X {
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(body, "body");
    Titles titles = ofThisThread();
    String outer = titles.current;
    titles.current = title;
    try {
      return body.call();
    } finally {
      titles.current = outer;
    }
  }
}
