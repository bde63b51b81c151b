package io.ollio.jdbc.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.OwnerId;
import io.ollio.Sleeper;
import io.ollio.jdbc.job.JobGate.Cancelled;
import io.ollio.jdbc.sql.Database;
import io.ollio.jdbc.sql.HostTransactions;
import io.ollio.jdbc.sql.JdbcUnitOfWork;
import io.ollio.jdbc.testing.TestDatabase;
import io.ollio.job.Job;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JobGateTest {
  private static final Job JOB = new Job("work", "a", OwnerId.of("ann"), "a", "{}");

  private final InstantSource clock = InstantSource.system();
  private final CountDownLatch decided = new CountDownLatch(1);

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void cancel_whileAWorkerBegins_stopsTheRunningJob(TestDatabase kind) {
    Database database = kind.clean().connect();
    JdbcUnitOfWork units = new JdbcUnitOfWork(database, HostTransactions.NONE, Sleeper.system());
    JobTable table = new JobTable(database, clock);
    units.write(handle -> table.insert(handle, JOB, clock.millis()));
    units.write(handle -> gate(database, clock).pass(handle, List.of(), true));
    String key = new EngineKey(idOf(units), 1).toString();

    CompletableFuture<Optional<Cancelled>> cancelling =
        units.call(
            () -> {
              units.write(handle -> table.start(handle, key, "worker"));
              CompletableFuture<Optional<Cancelled>> other =
                  CompletableFuture.supplyAsync(() -> cancel(units, database));
              awaitDecision();
              return other;
            });

    assertThat(cancelling.join()).get().matches(Cancelled::isRunning);
    assertThat(units.<Boolean>read(handle -> table.liveOf(handle, JOB.owner()).contains(JOB)))
        .isTrue();
  }

  /** Asks for the time when it has decided that the job has not begun. */
  private Optional<Cancelled> cancel(JdbcUnitOfWork units, Database database) {
    InstantSource telling =
        () -> {
          decided.countDown();
          return clock.instant();
        };
    return units.write(handle -> gate(database, telling).cancel(handle, JOB.name(), JOB.key()));
  }

  /** In vain if it waits for the worker's transaction, as it should. */
  private void awaitDecision() {
    try {
      decided.await(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError("Interrupted", e);
    }
  }

  private static JobGate gate(Database database, InstantSource clock) {
    return new JobGate(database, JdbcJobSettings.DEFAULT, clock);
  }

  private static long idOf(JdbcUnitOfWork units) {
    return units.read(
        handle ->
            handle
                .createQuery(units.database().sql("select max(id) from ollio_job"))
                .mapTo(Long.class)
                .one());
  }
}
