package io.ollio;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The side of a {@link Cancellation} that can pull the cord. */
public final class CancellationSource implements Cancellation {
  private static final Logger log = LoggerFactory.getLogger(CancellationSource.class);

  static final Cancellation NEVER =
      new Cancellation() {
        @Override
        public boolean isCancelled() {
          return false;
        }

        @Override
        public Registration onCancel(Runnable action) {
          return () -> {};
        }
      };

  private final Object lock = new Object();
  private final Set<Action> actions = new LinkedHashSet<>();
  private volatile boolean cancelled;

  /** A source of its own. */
  public CancellationSource() {}

  /** A source that is cancelled with its parent, or alone; close the registration when done. */
  public Registration linkTo(Cancellation parent) {
    return parent.onCancel(this::cancel);
  }

  /** Asks the work to stop; runs the registered actions on this thread. Idempotent. */
  public void cancel() {
    List<Action> due;
    synchronized (lock) {
      if (cancelled) {
        return;
      }
      cancelled = true;
      due = List.copyOf(actions);
      actions.clear();
    }
    due.forEach(CancellationSource::runSafely);
  }

  @Override
  public boolean isCancelled() {
    return cancelled;
  }

  @Override
  public Registration onCancel(Runnable action) {
    Action entry = new Action(action);
    synchronized (lock) {
      if (!cancelled) {
        actions.add(entry);
        return () -> remove(entry);
      }
    }
    action.run();
    return () -> {};
  }

  /** One action that fails must not keep the others from running. */
  private static void runSafely(Action action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      log.warn("An action on cancellation failed", e);
    }
  }

  private void remove(Action entry) {
    synchronized (lock) {
      actions.remove(entry);
    }
  }

  /** Gives each registration an identity, so that the same runnable can be registered twice. */
  private static final class Action {
    private final Runnable body;

    Action(Runnable body) {
      this.body = body;
    }

    void run() {
      body.run();
    }
  }
}
