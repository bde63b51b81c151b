package io.ollio.testkit.store;

import io.ollio.IdSource;
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
    InMemoryUnitOfWork unitOfWork,
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

  @Override
  public void close() {
    jobs.ifPresent(runner -> runner.close(Duration.ZERO));
  }
}
