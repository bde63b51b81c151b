package io.ollio.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.OwnerId;
import io.ollio.audit.AuditEntry;
import io.ollio.jdbc.job.JdbcJobRunner;
import io.ollio.jdbc.job.JdbcJobSettings;
import io.ollio.jdbc.testing.JdbcFixture;
import io.ollio.jdbc.testing.TableDump;
import io.ollio.jdbc.testing.TestDatabase;
import io.ollio.jdbc.testing.TestDatabase.TestSchema;
import io.ollio.job.Job;
import io.ollio.job.JobContext;
import io.ollio.job.JobHandler;
import io.ollio.pipeline.GenerationJob;
import io.ollio.testkit.time.ManualTime;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Erasing an owner who has jobs; what else is erased is in {@link StoredRowsTest}. */
@Timeout(300)
class EraseOwnerTest {
  private static final OwnerId ANN = OwnerId.of("ann");
  private static final OwnerId BOB = OwnerId.of("bob");
  private static final Set<String> NOBODYS = Set.of("ollio_job_gate");

  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch told = new CountDownLatch(1);
  private final CountDownLatch mayEnd = new CountDownLatch(1);

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void eraseOwner_withJobsInEveryState_leavesNoRowOnceTheLastHasEnded(TestDatabase kind)
      throws InterruptedException {
    TestSchema schema = kind.clean();
    try (JdbcStorage jdbc = open(schema);
        JdbcJobRunner jobs = jdbc.newJobRunner(JdbcJobSettings.DEFAULT.withConcurrency(1, 1))) {
      jobs.register(GenerationJob.NAME, new Waiting(jdbc));
      jobs.submit(job("ended", ANN));
      jobs.cancel(GenerationJob.NAME, "ended");
      jobs.submit(job("running", ANN));
      jobs.start();
      begun.await();
      jobs.submit(job("waiting", ANN));

      jdbc.maintenance().eraseOwner(ANN);

      assertThat(TableDump.cells(schema, "select job_key from ollio_job"))
          .containsExactly("running");
      assertThat(told.await(120, TimeUnit.SECONDS)).as("told to stop").isTrue();
      mayEnd.countDown();
      awaitRest(jobs);
      jdbc.maintenance().run(JdbcMaintenance.Retention.DEFAULT);
      assertThat(TableDump.filled(schema)).isSubsetOf(NOBODYS);
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void eraseOwner_leavesTheJobsOfOthers(TestDatabase kind) {
    TestSchema schema = kind.clean();
    try (JdbcStorage jdbc = open(schema);
        JdbcJobRunner jobs = jdbc.newJobRunner(JdbcJobSettings.DEFAULT)) {
      jobs.register(GenerationJob.NAME, new Waiting(jdbc));
      jobs.submit(job("ann's", ANN));
      jobs.submit(job("bob's", BOB));

      jdbc.maintenance().eraseOwner(ANN);
      jdbc.maintenance().run(JdbcMaintenance.Retention.DEFAULT);

      assertThat(TableDump.cells(schema, "select job_key from ollio_job")).containsExactly("bob's");
    }
  }

  private static JdbcStorage open(TestSchema schema) {
    return JdbcStorage.open(schema.dataSource(), JdbcFixture.settings(schema, new ManualTime()));
  }

  private static Job job(String key, OwnerId owner) {
    return new Job(GenerationJob.NAME, key, owner, key, "{}");
  }

  private static void awaitRest(JdbcJobRunner jobs) {
    while (jobs.stats().running() + jobs.stats().queued() > 0) {
      LockSupport.parkNanos(5_000_000);
    }
  }

  /** Notes something in the audit trail even after it was told to stop. */
  private final class Waiting implements JobHandler {
    private final JdbcStorage jdbc;

    Waiting(JdbcStorage jdbc) {
      this.jdbc = jdbc;
    }

    @Override
    public void run(JobContext context) {
      begun.countDown();
      try (var ignored = context.cancellation().onCancel(told::countDown)) {
        mayEnd.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      jdbc.storage()
          .audit()
          .append(
              new AuditEntry("late", ANN, "running", AuditEntry.Kind.COMMAND, "ls", Instant.EPOCH));
      context.cancellation().throwIfCancelled();
    }

    @Override
    public void failed(JobContext context, RuntimeException cause) {}
  }
}
