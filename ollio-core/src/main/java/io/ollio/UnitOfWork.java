package io.ollio;

import java.util.function.Supplier;

/**
 * Runs a block so that everything it writes through the store, the ledger and the job runner of the
 * same family happens together or not at all.
 *
 * <p>Thread-safety: any thread; the block's writes belong to the calling thread. Blocking: until the
 * block is done and committed. Lifetime: as long as the adapters it was made with. Limits: nested
 * calls join the outer one; blocks must be short (no model call, no sandbox operation inside).
 */
public interface UnitOfWork {
  /**
   * Runs the block and returns its value.
   *
   * @throws RuntimeException whatever the block throws, after every write of the block was undone
   */
  <T> T call(Supplier<T> block);

  /**
   * Runs the action once the running unit is committed, at once when no unit is running on this
   * thread, and never when the unit is undone. For wake-ups, not for writes.
   */
  void afterCommit(Runnable action);

  /** Runs the block. See {@link #call}. */
  default void run(Runnable block) {
    call(
        () -> {
          block.run();
          return Boolean.TRUE;
        });
  }
}
