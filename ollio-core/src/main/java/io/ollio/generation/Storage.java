package io.ollio.generation;

import io.ollio.UnitOfWork;
import io.ollio.audit.AuditLog;
import io.ollio.credit.CreditLedger;
import io.ollio.owner.Owners;
import io.ollio.owner.RateLimiter;
import io.ollio.project.ProjectStore;
import jakarta.inject.Inject;

/**
 * The stores of one family: all take part in the same unit of work.
 *
 * @param unitOfWork makes their writes all or nothing
 * @param projects projects, messages, versions, generations, events
 * @param credits the ledger
 * @param owners the owners
 * @param audit the audit trail
 * @param rateLimiter how often each owner may submit
 */
public record Storage(
    UnitOfWork unitOfWork,
    ProjectStore projects,
    CreditLedger credits,
    Owners owners,
    AuditLog audit,
    RateLimiter rateLimiter) {
  /** Of these stores. */
  @Inject
  public Storage {}
}
