package parallax.oracle.engine;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Runs work in a thread whose Java stack is large and always of the same size, so that the depth at
 * which the reference exhausts its stack does not depend on the caller.
 */
public final class BigStack {
  /** Bytes of stack; only what is used costs memory. */
  public static final long STACK_BYTES = 64L << 20;

  private BigStack() {}

  /** Threads that already have such a stack. */
  private static final class BigStackThread extends Thread {
    BigStackThread(final Runnable task) {
      super(null, task, "parallax-engine", STACK_BYTES);
      setDaemon(true);
    }
  }

  /**
   * Does the work and waits for it; directly, when this thread has a large stack already.
   *
   * @throws RuntimeException what the work threw; checked exceptions inside an
   *     IllegalStateException
   */
  public static <T> T call(final Callable<T> work) {
    if (Thread.currentThread() instanceof BigStackThread) {
      return direct(work);
    }
    final FutureTask<T> task = new FutureTask<>(work);
    final Thread thread = new BigStackThread(task);
    thread.start();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (final InterruptedException interruption) {
          // The reference stops at its next call or loop and reports the interruption.
          interrupted = true;
          thread.interrupt();
        }
      }
    } catch (final ExecutionException failure) {
      throw rethrow(failure.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static <T> T direct(final Callable<T> work) {
    try {
      return work.call();
    } catch (final Exception thrown) {
      throw rethrow(thrown);
    }
  }

  private static RuntimeException rethrow(final Throwable thrown) {
    if (thrown instanceof RuntimeException runtime) {
      return runtime;
    }
    if (thrown instanceof Error error) {
      throw error;
    }
    return new IllegalStateException(thrown);
  }
}
