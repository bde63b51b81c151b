package io.ollio;

/**
 * Tells running work that it should stop. Passed into every call that may take long.
 *
 * <p>Thread-safety: all methods may be called from any thread. Blocking: none. Lifetime: one per
 * piece of work. Limits: once cancelled it stays cancelled.
 */
public interface Cancellation {
  /** Whether the work was asked to stop. */
  boolean isCancelled();

  /**
   * Runs the action when cancelled: at once on this thread if that has happened already, else later
   * on the cancelling thread. Actions must be quick and must not throw.
   */
  Registration onCancel(Runnable action);

  /**
   * Returns normally while nobody has cancelled.
   *
   * @throws OperationCancelled when cancelled
   */
  default void throwIfCancelled() {
    if (isCancelled()) {
      throw new OperationCancelled("The operation was cancelled");
    }
  }

  /** Work that nobody can stop. */
  static Cancellation none() {
    return CancellationSource.NEVER;
  }

  /** Ends the interest of {@link #onCancel}. */
  interface Registration extends AutoCloseable {
    /** The action will not run any more; idempotent. */
    @Override
    void close();
  }
}
