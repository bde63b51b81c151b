package io.ollio.testkit.store;

import io.ollio.UnitOfWork;
import io.ollio.audit.AuditLog;
import io.ollio.credit.CreditLedger;
import io.ollio.job.JobRunner;
import io.ollio.owner.Owners;
import io.ollio.owner.RateLimiter;
import io.ollio.project.ProjectStore;
import io.ollio.testkit.time.ManualTime;
import java.util.Optional;

/**
 * One family of adapters under test: empty, on a clock of its own, with the default settings (new
 * owners on {@link io.ollio.credit.Plan#FREE}, 100 permits a minute). Opened before each test and
 * closed after it.
 */
public interface StoreFixture extends AutoCloseable {
  /** The store under test. */
  ProjectStore store();

  /** The ledger under test. */
  CreditLedger ledger();

  /** The owners under test. */
  Owners owners();

  /** The audit log under test. */
  AuditLog audit();

  /** The rate limiter under test. */
  RateLimiter rateLimiter();

  /** What ties them together. */
  UnitOfWork unitOfWork();

  /** The clock that all of them read. */
  ManualTime time();

  /** A job runner that takes part in the units; not started, nothing registered. */
  default Optional<JobRunner> jobs() {
    return Optional.empty();
  }

  /** Frees what the fixture holds. */
  @Override
  default void close() throws Exception {}
}
