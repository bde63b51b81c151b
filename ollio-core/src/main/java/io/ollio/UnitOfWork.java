package io.ollio;

import java.util.function.Supplier;

/**
 * Runs a block so that everything it writes through the store, the ledger, the owners, the audit
 * log and the job runner of the same family happens together or not at all.
 *
 * <p>Thread-safety: any thread; the block's writes belong to the calling thread, and other threads
 * do not see them (nor wait for them when they read) until the block is done. Blocking: until the
 * block is done and committed. Lifetime: as long as the adapters it was made with. Limits: blocks
 * must be short (no model call, no sandbox operation inside). A nested call joins the outer one:
 * its writes are committed with the outer ones, but when it fails they are undone at once, so that
 * an outer block which catches the failure goes on as if the nested one had never run. A single
 * write that fails changes nothing either.
 */
public interface UnitOfWork {
  /**
   * Runs the block and returns its value.
   *
   * @throws RuntimeException whatever the block throws, after every write of the block was undone;
   *     the same holds for an {@link Error}
   */
  <T> T call(Supplier<T> block);

  /**
   * Runs the action once the running unit is committed, at once when no unit is running on this
   * thread, and never when the block it was registered in is undone. For wake-ups: actions run on
   * this thread, outside the unit, in the order of registration. One that throws after a commit is
   * logged, keeps no other from running and does not make the call fail.
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
