package io.ollio.local.memory;

import io.ollio.UnitOfWork;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The unit of work of everything in this package, and of every other embedded adapter that
 * registers its undo here.
 *
 * <p>Units run one after the other under one lock. Reads of other threads never wait for it: they
 * see what was committed last, and see all changes of a unit at the same moment. A nested unit that
 * fails undoes its own writes and forgets its own after-commit actions, whatever the outer one then
 * does; so does an {@link Error}.
 */
@Singleton
public final class InMemoryUnitOfWork implements UnitOfWork {
  private static final Logger log = LoggerFactory.getLogger(InMemoryUnitOfWork.class);

  private final ReentrantLock turn = new ReentrantLock();
  private final List<Runnable> undo = new ArrayList<>();
  private final List<Runnable> hooks = new ArrayList<>();
  private Object @Nullable [] working;
  private volatile Object[] committed = {};

  /** A unit of work for one family of adapters. */
  @Inject
  public InMemoryUnitOfWork() {}

  @Override
  public <T> T call(Supplier<T> block) {
    if (isRunningHere()) {
      return undoneOnFailure(block);
    }
    T result;
    List<Runnable> due;
    turn.lock();
    try {
      result = undoneOnFailure(block);
      due = commit();
    } finally {
      turn.unlock();
    }
    due.forEach(InMemoryUnitOfWork::runLogged);
    return result;
  }

  @Override
  public void afterCommit(Runnable action) {
    if (isRunningHere()) {
      hooks.add(action);
    } else {
      action.run();
    }
  }

  /**
   * Runs the action if the unit that runs on this thread is undone, last registered first, before
   * anybody else gets a turn; never otherwise. For embedded adapters whose state lives elsewhere.
   */
  public void onUndo(Runnable action) {
    if (isRunningHere()) {
      undo.add(action);
    }
  }

  /** Whether a unit runs on the calling thread. */
  public boolean isRunningHere() {
    return turn.isHeldByCurrentThread();
  }

  /** Makes a place for state that takes part in units. */
  <S> Slot<S> slot(S initial) {
    turn.lock();
    try {
      Object[] longer = Arrays.copyOf(committed, committed.length + 1);
      longer[committed.length] = initial;
      committed = longer;
      return new Slot<>(longer.length - 1);
    } finally {
      turn.unlock();
    }
  }

  private <T> T undoneOnFailure(Supplier<T> block) {
    int undoMark = undo.size();
    int hookMark = hooks.size();
    boolean done = false;
    try {
      T result = block.get();
      done = true;
      return result;
    } finally {
      if (!done) {
        undoTo(undoMark);
        hooks.subList(hookMark, hooks.size()).clear();
      }
    }
  }

  private void undoTo(int mark) {
    for (int last = undo.size() - 1; last >= mark; last--) {
      runLogged(undo.remove(last));
    }
  }

  private List<Runnable> commit() {
    if (working != null) {
      committed = working;
      working = null;
    }
    undo.clear();
    List<Runnable> due = List.copyOf(hooks);
    hooks.clear();
    return due;
  }

  /** What is done by now stays done, and the other actions must run too. */
  private static void runLogged(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      log.warn("An action registered with a unit of work has failed", e);
    }
  }

  /** A value that changes inside units only. */
  final class Slot<S> {
    private final int index;

    private Slot(int index) {
      this.index = index;
    }

    /** The value as this thread's unit sees it, else as committed last. */
    @SuppressWarnings("unchecked") // only slot() and set() write at this index
    S get() {
      Object[] mine = isRunningHere() && working != null ? working : committed;
      return (S) mine[index];
    }

    /** Changes the value in the unit of this thread, or in one of its own. */
    void update(UnaryOperator<S> change) {
      run(() -> set(change.apply(get())));
    }

    private void set(S next) {
      S before = get();
      undo.add(() -> put(before));
      put(next);
    }

    private void put(S value) {
      Object[] target = working == null ? committed.clone() : working;
      target[index] = value;
      working = target;
    }
  }
}
