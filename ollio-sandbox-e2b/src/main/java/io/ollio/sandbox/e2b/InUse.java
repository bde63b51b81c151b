package io.ollio.sandbox.e2b;

import io.ollio.OperationCancelled;

/**
 * Counts who uses a sandbox, and keeps newcomers waiting while it is being paused, so that a pause
 * meets no operation half way. Thread-safe.
 */
final class InUse {
  private int users;
  private long uses;
  private boolean closed;

  /** One more user, after a pause that is under way; {@link #end} must follow. */
  synchronized void begin() {
    try {
      while (closed) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperationCancelled("Interrupted while the sandbox was being paused", e);
    }
    users++;
    uses++;
  }

  synchronized void end() {
    users--;
  }

  synchronized boolean isUsed() {
    return users > 0;
  }

  /** How often it was used so far. */
  synchronized long uses() {
    return uses;
  }

  /** Lets nobody in any more, unless somebody is in or has been since; {@link #open} follows. */
  synchronized boolean closeUnlessUsedSince(long before) {
    if (closed || users > 0 || uses != before) {
      return false;
    }
    closed = true;
    return true;
  }

  /** Lets nobody in any more; {@link #open} follows. */
  synchronized void close() {
    closed = true;
  }

  synchronized void open() {
    closed = false;
    notifyAll();
  }
}
