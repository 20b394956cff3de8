package dev.alloc.tck.failure;

import dev.alloc.Allocator;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A thread that asks for too much without a pause, until it is closed. */
public final class GreedyThread implements AutoCloseable {
  private final Allocator allocator;
  private final long byteSize;
  private final CountDownLatch started = new CountDownLatch(1);
  private final AtomicInteger granted = new AtomicInteger();
  private final AtomicInteger requests = new AtomicInteger();
  private final Thread thread;
  private volatile boolean closed;

  /** Starts the thread and returns once it has asked for the first time. */
  GreedyThread(Allocator allocator, long byteSize) {
    this.allocator = allocator;
    this.byteSize = byteSize;
    this.thread = Thread.ofPlatform().name("greedy").start(this::run);
    await(started::await);
  }

  /** Tells whether it is still about to ask for the n-th time. */
  boolean isBefore(int n) {
    return thread.isAlive() && requests.get() < n;
  }

  boolean nothingWasGranted() {
    return granted.get() == 0;
  }

  @Override
  public void close() {
    closed = true;
    await(thread::join);
  }

  private void run() {
    try {
      while (!closed) {
        request();
        requests.incrementAndGet();
        started.countDown();
      }
    } finally {
      started.countDown();
    }
  }

  private void request() {
    try {
      allocator.free(allocator.allocate(byteSize, 1));
      granted.incrementAndGet();
    } catch (OutOfMemoryError expected) {
      Thread.onSpinWait();
    }
  }

  private interface Waiting {
    void run() throws InterruptedException;
  }

  private static void await(Waiting waiting) {
    try {
      waiting.run();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while another thread runs", interrupted);
    }
  }
}
