package io.ollio.jdbc;

// region spring-transactions
import io.ollio.jdbc.sql.HostTransactions;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Lets Ollio take part in Spring's transactions. */
public final class SpringTransactions implements HostTransactions {
  @Override
  public boolean isActive() {
    return TransactionSynchronizationManager.isActualTransactionActive();
  }

  @Override
  public void afterCommit(Runnable action) {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            action.run();
          }
        });
  }
}
// endregion
