package io.ollio.jdbc.sql;

/**
 * Tells of transactions that the host itself runs on the {@code DataSource}, so that Ollio's writes
 * become part of them. While one is active on the calling thread, the {@code DataSource} must hand
 * out its connection, whose {@code close} does nothing; with Spring that is a {@code
 * TransactionAwareDataSourceProxy}.
 *
 * <p>Thread-safety: any thread. Blocking: none. Lifetime: the host's. Limits: the host commits and
 * rolls back, Ollio sets savepoints only.
 */
public interface HostTransactions {
  /** A host without transactions of its own: Ollio begins and commits each of its own. */
  HostTransactions NONE =
      new HostTransactions() {
        @Override
        public boolean isActive() {
          return false;
        }

        @Override
        public void afterCommit(Runnable action) {
          action.run();
        }
      };

  /** Whether a transaction of the host is running on the calling thread. */
  boolean isActive();

  /** Runs the action after the running transaction was committed, never when it is rolled back. */
  void afterCommit(Runnable action);
}
