package io.ollio.testkit.store;

import io.ollio.IdSource;
import io.ollio.UnitOfWork;
import io.ollio.audit.AuditLog;
import io.ollio.credit.CreditLedger;
import io.ollio.credit.Plan;
import io.ollio.job.JobRunner;
import io.ollio.local.InProcessJobRunner;
import io.ollio.local.InProcessJobSettings;
import io.ollio.local.memory.InMemoryAuditLog;
import io.ollio.local.memory.InMemoryCreditLedger;
import io.ollio.local.memory.InMemoryOwners;
import io.ollio.local.memory.InMemoryProjectStore;
import io.ollio.local.memory.InMemoryRateLimiter;
import io.ollio.local.memory.InMemoryUnitOfWork;
import io.ollio.owner.Owners;
import io.ollio.owner.RateLimiter;
import io.ollio.project.ProjectStore;
import io.ollio.testkit.time.ManualTime;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;

/** The embedded family under test. */
public record InMemoryFixture(
    UnitOfWork unitOfWork,
    ManualTime time,
    ProjectStore store,
    CreditLedger ledger,
    Owners owners,
    AuditLog audit,
    RateLimiter rateLimiter,
    Optional<JobRunner> jobs)
    implements StoreFixture {
  /** An empty family. */
  public static InMemoryFixture open() {
    InMemoryUnitOfWork unit = new InMemoryUnitOfWork();
    ManualTime time = new ManualTime();
    IdSource ids = new IdSource(time, new Random(1));
    return new InMemoryFixture(
        unit,
        time,
        new InMemoryProjectStore(unit, time),
        new InMemoryCreditLedger(unit, time, ids, Plan.FREE),
        new InMemoryOwners(unit, time),
        new InMemoryAuditLog(unit),
        new InMemoryRateLimiter(time, InMemoryRateLimiter.Settings.DEFAULT),
        Optional.of(new InProcessJobRunner(unit, InProcessJobSettings.DEFAULT)));
  }

  /** The same family with another unit of work, which the parts do not know. */
  public InMemoryFixture with(UnitOfWork other) {
    return new InMemoryFixture(other, time, store, ledger, owners, audit, rateLimiter, jobs);
  }

  /** The same family with another store. */
  public InMemoryFixture with(ProjectStore other) {
    return new InMemoryFixture(unitOfWork, time, other, ledger, owners, audit, rateLimiter, jobs);
  }

  /** The same family with another ledger. */
  public InMemoryFixture with(CreditLedger other) {
    return new InMemoryFixture(unitOfWork, time, store, other, owners, audit, rateLimiter, jobs);
  }

  /** The same family with other owners. */
  public InMemoryFixture with(Owners other) {
    return new InMemoryFixture(unitOfWork, time, store, ledger, other, audit, rateLimiter, jobs);
  }

  /** The same family with another audit log. */
  public InMemoryFixture with(AuditLog other) {
    return new InMemoryFixture(unitOfWork, time, store, ledger, owners, other, rateLimiter, jobs);
  }

  /** The same family with another rate limiter. */
  public InMemoryFixture with(RateLimiter other) {
    return new InMemoryFixture(unitOfWork, time, store, ledger, owners, audit, other, jobs);
  }

  @Override
  public void close() {
    jobs.ifPresent(runner -> runner.close(Duration.ZERO));
  }
}
