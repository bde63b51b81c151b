package io.ollio.sandbox.e2b.http;

/** Lets a thread that is interrupted clean up behind itself; every wait would end at once else. */
public final class Shield {
  private Shield() {}

  /** Runs the action without the interrupt flag, which is set again afterwards. */
  public static void run(Runnable action) {
    boolean isInterrupted = Thread.interrupted();
    try {
      action.run();
    } finally {
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
