package io.ollio.local;

import io.ollio.IdSource;
import io.ollio.credit.Plan;
import io.ollio.generation.Storage;
import io.ollio.local.memory.InMemoryAuditLog;
import io.ollio.local.memory.InMemoryCreditLedger;
import io.ollio.local.memory.InMemoryOwners;
import io.ollio.local.memory.InMemoryProjectStore;
import io.ollio.local.memory.InMemoryRateLimiter;
import io.ollio.local.memory.InMemoryUnitOfWork;
import java.time.InstantSource;

/** Makes the embedded stores, which live as long as the process. */
public final class InMemoryStorage {
  private InMemoryStorage() {}

  /** Empty stores on the system's clock. */
  public static Storage create(Plan defaultPlan) {
    return create(defaultPlan, InstantSource.system(), IdSource.system());
  }

  /** Empty stores whose owners begin with the plan. */
  public static Storage create(Plan defaultPlan, InstantSource clock, IdSource ids) {
    InMemoryUnitOfWork unitOfWork = new InMemoryUnitOfWork();
    return new Storage(
        unitOfWork,
        new InMemoryProjectStore(unitOfWork, clock),
        new InMemoryCreditLedger(unitOfWork, clock, ids, defaultPlan),
        new InMemoryOwners(unitOfWork, clock),
        new InMemoryAuditLog(unitOfWork),
        new InMemoryRateLimiter(clock, InMemoryRateLimiter.Settings.DEFAULT));
  }
}
