package dev.alloc.junit.scope;

import dev.alloc.tck.failing.FailingAllocator;
import dev.alloc.tck.failing.FailurePlan;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.opentest4j.AssertionFailedError;

/**
 * A stretch of a test run whose balance is judged.
 *
 * <p>Opened and ended by the thread that runs the test; the program may allocate from any.
 */
public final class Scope {
  private final Subject subject;
  private final Terms terms;
  private final @Nullable Scope parent;
  private final Placement placement;
  private final Books books;
  private final FailurePlan plan = FailurePlan.none();
  private Balance excused = Balance.EVEN; // guarded by this, as those below
  private Balance judgedInside = Balance.EVEN;
  private boolean ended;

  /**
   * Opens a scope over the allocator that is current.
   *
   * @param subject who is judged
   * @param terms by what
   * @param parent the scope around it, if there is one
   * @throws dev.alloc.AllocatorLookupException if there is no plugin that counts, or none at all
   */
  public Scope(Subject subject, Terms terms, @Nullable Scope parent) {
    this.subject = subject;
    this.terms = terms;
    this.parent = parent;
    this.placement =
        Placement.choose(parent == null ? null : parent.placement, subject.everyThread());
    this.books = Books.over(placement.upstream(), terms.sites());
    placement.put(
        subject.failing() ? FailingAllocator.over(books.allocator(), plan) : books.allocator());
  }

  /** Runs a part of the program in this scope. */
  public <T extends @Nullable Object> T call(ScopedValue.CallableOp<T, Throwable> body)
      throws Throwable {
    return Title.call(subject.title(), () -> placement.call(body));
  }

  /** Returns the terms that the balance has to meet. */
  public Terms terms() {
    return terms;
  }

  /** Returns what makes allocations fail, if the subject is a failing one. */
  public FailurePlan plan() {
    return plan;
  }

  /** Returns what is live now of what was allocated since this scope was opened. */
  public Balance live() {
    return books.live();
  }

  /** Lets a part of the balance pass: it was judged, or is not to be judged. */
  public synchronized void excuse(Balance part) {
    excused = excused.plus(part);
  }

  /**
   * Ends this scope, once: the allocator that was current before is so again.
   *
   * @return the failure of the subject, if it leaves behind what it may not
   */
  public Optional<AssertionFailedError> end() {
    Balance own;
    synchronized (this) {
      if (ended) {
        return Optional.empty();
      }
      ended = true;
      placement.leave();
      Balance all = books.live();
      if (parent != null) {
        parent.judgedInside(all);
      }
      own = all.minus(excused).besides(judgedInside);
    }
    Optional<AssertionFailedError> failure =
        terms.accept(own)
            ? Optional.empty()
            : Optional.of(Verdict.of(subject, own, terms.sites(), books.leak(), books.strays()));
    books.closeIfEven();
    return failure;
  }

  private synchronized void judgedInside(Balance balance) {
    judgedInside = judgedInside.plus(balance);
  }
}
