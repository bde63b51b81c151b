package io.ollio.llm.openai;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okio.AsyncTimeout;
import org.jspecify.annotations.Nullable;

/**
 * Holds one call to its time limits and ends it when its thread is interrupted, without a thread of
 * its own: it rides on the one daemon thread that Okio keeps for all time limits of the process.
 * The call's thread only writes down where it is; the watching thread comes by every {@link #ROUND}
 * and looks.
 */
final class CallWatch extends AsyncTimeout {
  /** How late an interrupt may be noticed while the thread waits for the server. */
  private static final long ROUND = TimeUnit.MILLISECONDS.toNanos(100);

  /**
   * How long usage and end marker may take once the model has said that it is done, if the idle
   * limit is not shorter still.
   */
  private static final Duration TRAILER = Duration.ofSeconds(5);

  private final OpenAiLimits limits;
  private final Thread caller = Thread.currentThread();
  private final long startedAt = System.nanoTime();

  private volatile Limit phase = Limit.CONNECT;
  private volatile long phaseStartedAt = startedAt;
  private volatile boolean waiting = true;
  private volatile @Nullable Limit expired;
  private volatile boolean interrupted;
  private boolean moved;

  private @Nullable Call watched;

  CallWatch(OpenAiLimits limits) {
    this.limits = limits;
  }

  /** What a call may wait for. */
  enum Limit {
    CONNECT,
    FIRST_TOKEN,
    IDLE,
    TRAILER,
    TOTAL
  }

  /** Begins to watch; {@link #stop} must follow. */
  synchronized void start(Call call) {
    watched = call;
    goRound(System.nanoTime());
  }

  synchronized void stop() {
    watched = null;
    exit();
  }

  /** The connection stands. */
  void connected() {
    enterPhase(Limit.FIRST_TOKEN);
  }

  /** The server answered with a failure, whose body need not be waited for that long. */
  void failed() {
    enterPhase(Limit.IDLE);
  }

  /** The reply moved on; silence is counted from the next wait on. */
  void content() {
    moved = true;
  }

  /** The model is done; only usage and end marker are missing. */
  void finished() {
    enterPhase(Limit.TRAILER);
  }

  /** The caller's thread turns to the server. */
  void beginWait() {
    if (moved) {
      moved = false;
      enterPhase(phase == Limit.TRAILER ? Limit.TRAILER : Limit.IDLE);
    }
    waiting = true;
  }

  /** The caller's thread turns to what it got; only the total limit counts meanwhile. */
  void endWait() {
    waiting = false;
  }

  boolean isConnected() {
    return phase != Limit.CONNECT;
  }

  /** The limit that ended the call; null while none did. */
  @Nullable Limit expired() {
    return expired;
  }

  /** Whether the call was ended because its thread was interrupted. */
  boolean isInterrupted() {
    return interrupted;
  }

  /** The limit's value. */
  Duration valueOf(Limit limit) {
    return switch (limit) {
      case CONNECT -> limits.connect();
      case FIRST_TOKEN -> limits.firstToken();
      case IDLE -> limits.idle();
      case TRAILER -> TRAILER.compareTo(limits.idle()) < 0 ? TRAILER : limits.idle();
      case TOTAL -> limits.total();
    };
  }

  @Override
  protected void timedOut() {
    Call toCancel;
    synchronized (this) {
      toCancel = watched;
      if (toCancel == null) {
        return;
      }
      long now = System.nanoTime();
      expired = limitPassed(now);
      interrupted = caller.isInterrupted();
      if (expired == null && !interrupted) {
        exit();
        goRound(now);
        return;
      }
    }
    toCancel.cancel();
  }

  private void enterPhase(Limit next) {
    phaseStartedAt = System.nanoTime();
    phase = next;
  }

  private @Nullable Limit limitPassed(long now) {
    Limit current = phase;
    if (now - startedAt >= limits.total().toNanos()) {
      return Limit.TOTAL;
    }
    return waiting && now - phaseStartedAt >= valueOf(current).toNanos() ? current : null;
  }

  private void goRound(long now) {
    long untilTotal = limits.total().toNanos() - (now - startedAt);
    long untilPhase = valueOf(phase).toNanos() - (now - phaseStartedAt);
    long next = Math.min(untilTotal, waiting && untilPhase > 0 ? untilPhase : ROUND);
    deadlineNanoTime(now + Math.min(next, ROUND));
    enter();
  }
}
