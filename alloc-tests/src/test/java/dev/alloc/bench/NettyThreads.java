package dev.alloc.bench;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads of Netty's own kind for JMH, which the system property {@code jmh.executor.class} names:
 * on others Netty's allocators go without their thread caches.
 */
public final class NettyThreads extends ThreadPoolExecutor {

  /**
   * Called by JMH.
   *
   * @param threads the number of threads
   * @param prefix how their names begin
   */
  public NettyThreads(int threads, String prefix) {
    super(
        threads,
        threads,
        0,
        TimeUnit.MILLISECONDS,
        new LinkedBlockingQueue<>(),
        new DefaultThreadFactory(prefix + CpuTimeProfiler.WORKER, /* daemon= */ true));
  }
}
