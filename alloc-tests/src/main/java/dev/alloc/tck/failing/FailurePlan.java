package dev.alloc.tck.failing;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Decides which requests fail; may be changed while it is in use, from any thread.
 *
 * <p>A request is a call of allocate, allocateZeroed or reallocate with valid arguments. Requests
 * are numbered from 1, beginning anew at each change of the plan.
 */
public final class FailurePlan {
  private static final long NO_LIMIT = Long.MAX_VALUE;

  private volatile Schedule schedule = new Schedule(request -> false);
  private volatile long limit = NO_LIMIT;
  private final AtomicLong failures = new AtomicLong();
  private final AtomicLong liveBytes = new AtomicLong();

  private FailurePlan() {}

  /** When to fail, how many requests were judged by it, and the first error of those. */
  private record Schedule(
      LongPredicate fails, AtomicLong requests, AtomicReference<@Nullable OutOfMemoryError> first) {
    Schedule(LongPredicate fails) {
      this(fails, new AtomicLong(), new AtomicReference<>());
    }
  }

  /**
   * Returns a plan by which nothing fails.
   *
   * @return a new plan
   */
  public static FailurePlan none() {
    return new FailurePlan();
  }

  /**
   * Makes one request fail.
   *
   * @param request its number counted from now, from 1
   * @return this plan
   * @throws IllegalArgumentException if {@code request} is less than 1
   */
  public FailurePlan failOnce(long request) {
    requirePositive(request);
    schedule = new Schedule(number -> number == request);
    return this;
  }

  /**
   * Makes one request and all after it fail.
   *
   * @param request the number of the first one counted from now, from 1
   * @return this plan
   * @throws IllegalArgumentException if {@code request} is less than 1
   */
  public FailurePlan failFrom(long request) {
    requirePositive(request);
    schedule = new Schedule(number -> number >= request);
    return this;
  }

  /**
   * Makes requests fail at random, the same ones for the same seed.
   *
   * @param rate the share of requests that fail, from 0 to 1
   * @param seed the seed
   * @return this plan
   * @throws IllegalArgumentException if {@code rate} is not from 0 to 1
   */
  public FailurePlan failAtRate(double rate, long seed) {
    if (!(rate >= 0 && rate <= 1)) {
      throw new IllegalArgumentException("the rate must be from 0 to 1, not " + rate);
    }
    schedule = new Schedule(number -> fraction(seed, number) < rate);
    return this;
  }

  /**
   * Makes requests fail that would raise the live bytes above a limit, besides those that fail
   * anyway.
   *
   * @param bytes the limit in bytes; {@code Long.MAX_VALUE} for none
   * @return this plan
   * @throws IllegalArgumentException if {@code bytes} is negative
   */
  public FailurePlan limit(long bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException("the limit must be 0 or more bytes, not " + bytes);
    }
    limit = bytes;
    return this;
  }

  /**
   * Lets everything succeed from now on, and lifts the limit.
   *
   * @return this plan
   */
  public FailurePlan heal() {
    schedule = new Schedule(request -> false);
    limit = NO_LIMIT;
    return this;
  }

  /**
   * Returns how many requests there were since the plan was last changed, those that failed
   * included.
   *
   * @return the number of requests
   */
  public long requests() {
    return schedule.requests().get();
  }

  /**
   * Returns how many requests this plan has made fail.
   *
   * @return the number of failures, of all schedules so far
   */
  public long failures() {
    return failures.get();
  }

  /**
   * Returns the first error that was thrown since the plan was last changed; its stack says where.
   *
   * @return the error, if there was one
   */
  public Optional<OutOfMemoryError> firstFailure() {
    return Optional.ofNullable(schedule.first().get());
  }

  void failedWith(OutOfMemoryError error) {
    schedule.first().compareAndSet(null, error);
  }

  boolean isLimited() {
    return limit != NO_LIMIT;
  }

  /**
   * Counts a request and reserves the bytes it adds; false if it is to fail, with none reserved.
   */
  boolean admit(long addedBytes) {
    Schedule current = schedule;
    if (current.fails().test(current.requests().incrementAndGet()) || !reserve(addedBytes)) {
      failures.incrementAndGet();
      return false;
    }
    return true;
  }

  void release(long bytes) {
    liveBytes.addAndGet(-bytes);
  }

  void releaseAll() {
    liveBytes.set(0);
  }

  private boolean reserve(long bytes) {
    while (true) {
      long live = liveBytes.get();
      if (bytes > 0 && live > limit - bytes) {
        return false;
      }
      if (liveBytes.compareAndSet(live, live + bytes)) {
        return true;
      }
    }
  }

  /** A number from 0 to 1 that looks random and belongs to the seed and the request. */
  private static double fraction(long seed, long number) {
    long hash = (seed + number * 0x9E3779B97F4A7C15L) * 0xBF58476D1CE4E5B9L;
    hash = (hash ^ (hash >>> 31)) * 0x94D049BB133111EBL;
    return ((hash ^ (hash >>> 29)) >>> 11) * 0x1.0p-53;
  }

  private static void requirePositive(long request) {
    if (request < 1) {
      throw new IllegalArgumentException("requests are numbered from 1, not " + request);
    }
  }
}
