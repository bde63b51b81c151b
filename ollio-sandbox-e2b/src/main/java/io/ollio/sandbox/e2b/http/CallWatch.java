package io.ollio.sandbox.e2b.http;

import io.ollio.Cancellation;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okio.AsyncTimeout;
import org.jspecify.annotations.Nullable;

/**
 * Ends one call at its time limit, when its thread is interrupted or its work is cancelled, without
 * a thread of its own: it rides on the one daemon thread that Okio keeps for all time limits of the
 * process, which comes by every {@link #ROUND} and looks.
 */
public final class CallWatch extends AsyncTimeout implements AutoCloseable {
  private static final long ROUND = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long NEVER = Long.MAX_VALUE;

  /** Why a watch has ended its call. */
  public enum Reason {
    /** It took too long. */
    LIMIT,
    /** Its thread was interrupted. */
    INTERRUPTED,
    /** Its work was cancelled. */
    CANCELLED
  }

  private final Call call;
  private final Thread caller = Thread.currentThread();
  private final Cancellation.Registration registration;
  private volatile long dueNanos = NEVER;
  private volatile Duration limit = Duration.ZERO;
  private volatile @Nullable Reason reason;
  private boolean closed;

  /** Begins to watch; close it when the call is over. */
  public CallWatch(Call call, Duration limit, Cancellation cancellation) {
    this.call = call;
    within(limit);
    this.registration = cancellation.onCancel(() -> end(Reason.CANCELLED));
    synchronized (this) {
      goRound();
    }
  }

  /** From now on this long, for ever if zero; replaces what was left. */
  public void within(Duration duration) {
    limit = duration;
    dueNanos = duration.isZero() ? NEVER : System.nanoTime() + duration.toNanos();
  }

  /** No limit for now. */
  public void pause() {
    dueNanos = NEVER;
  }

  /** Why the call was ended; empty while it was not. */
  public Optional<Reason> reason() {
    return Optional.ofNullable(reason);
  }

  /** The limit last set. */
  public Duration limit() {
    return limit;
  }

  /** Ends the call from another thread, e.g. because nobody wants its output any more. */
  public void end(Reason why) {
    if (reason == null) {
      reason = why;
    }
    call.cancel();
  }

  @Override
  public synchronized void close() {
    closed = true;
    registration.close();
    exit();
  }

  @Override
  protected void timedOut() {
    long now = System.nanoTime();
    boolean isDue = dueNanos != NEVER && now - dueNanos >= 0;
    if (isDue || caller.isInterrupted()) {
      end(isDue ? Reason.LIMIT : Reason.INTERRUPTED);
      return;
    }
    synchronized (this) {
      if (!closed) {
        exit();
        goRound();
      }
    }
  }

  private void goRound() {
    long now = System.nanoTime();
    long left = dueNanos == NEVER ? ROUND : Math.max(1, dueNanos - now);
    deadlineNanoTime(now + Math.min(left, ROUND));
    enter();
  }
}
