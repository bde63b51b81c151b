package io.ollio.sandbox.e2b.http;

import io.ollio.Cancellation;
import java.time.Duration;
import java.util.Optional;
import okhttp3.Call;
import org.jspecify.annotations.Nullable;

/**
 * Ends one call at its time limit, when its thread is interrupted or its work is cancelled. Time
 * limit and interrupt are seen at the next of {@link Rounds}.
 */
public final class CallWatch implements AutoCloseable {
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
  private final Rounds rounds;
  private final Thread caller = Thread.currentThread();
  private final Cancellation.Registration registration;
  private volatile long dueNanos = NEVER;
  private volatile Duration limit = Duration.ZERO;
  private volatile @Nullable Reason reason;

  /** Begins to watch; close it when the call is over. */
  CallWatch(Call call, Duration limit, Cancellation cancellation, Rounds rounds) {
    this.call = call;
    this.rounds = rounds;
    within(limit);
    this.registration = cancellation.onCancel(() -> end(Reason.CANCELLED));
    rounds.add(this);
  }

  /** From now on this long; replaces what was left. */
  public void within(Duration duration) {
    limit = duration;
    dueNanos = System.nanoTime() + duration.toNanos();
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
  public void close() {
    registration.close();
    rounds.remove(this);
  }

  void look(long now) {
    long due = dueNanos;
    if (due != NEVER && now - due >= 0) {
      end(Reason.LIMIT);
    } else if (caller.isInterrupted()) {
      end(Reason.INTERRUPTED);
    }
  }
}
