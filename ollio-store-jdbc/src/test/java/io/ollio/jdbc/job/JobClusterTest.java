package io.ollio.jdbc.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.RetryPolicy;
import io.ollio.jdbc.testing.TestDatabase;
import io.ollio.job.JobRunner;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Several workers on one database. */
class JobClusterTest {
  /** A death is noticed soon, but no worker of a busy machine is taken for dead. */
  private static final JdbcJobSettings QUICK =
      JdbcJobSettings.DEFAULT.withRhythm(Duration.ofSeconds(1), Duration.ofMillis(100));

  /** Nobody is taken for dead. */
  private static final JdbcJobSettings STEADY =
      JdbcJobSettings.DEFAULT.withRhythm(Duration.ofSeconds(15), Duration.ofMillis(100));

  /** Nothing but a notification can be in time. */
  private static final JdbcJobSettings RARE =
      JdbcJobSettings.DEFAULT.withRhythm(Duration.ofSeconds(1), Duration.ofMinutes(10));

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void run_workerThatIsCutOff_losesItsJobToAnotherAndCannotEndIt(TestDatabase database) {
    try (Cluster cluster = new Cluster(database)) {
      var gate = cluster.hold("long");
      CuttableDataSource way = cluster.way();
      JobRunner a = cluster.node("a", QUICK, way, InstantSource.system());
      a.start();
      a.submit(Cluster.job("long", "ann"));
      cluster.await("a began long#1");
      JobRunner b = cluster.node("b", QUICK);
      b.start();

      way.cut();
      cluster.await("b began long#2");
      way.mend();
      cluster.await("a let go long#1");
      assertThat(b.stats().running()).isEqualTo(1);
      gate.countDown();

      cluster.await("b ran long#2");
      assertThat(cluster.awaitRest(b).failed()).isZero();
      assertThat(cluster.events())
          .containsExactly("a began long#1", "b began long#2", "a let go long#1", "b ran long#2");
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void run_databaseAwayWhileAJobEnds_endsItOnceWhenItIsBack(TestDatabase database) {
    try (Cluster cluster = new Cluster(database)) {
      var gate = cluster.hold("long");
      CuttableDataSource way = cluster.way();
      JobRunner a = cluster.node("a", STEADY, way, InstantSource.system());
      a.start();
      a.submit(Cluster.job("long", "ann"));
      cluster.await("a began long#1");

      way.cut();
      gate.countDown();
      cluster.await("a ran long#1");
      way.mend();

      cluster.awaitRest(a);
      assertThat(cluster.events()).containsExactly("a began long#1", "a ran long#1");
    }
  }

  @Test
  void run_storeAwayForMoreTriesThanThereAreRetries_usesUpNone() {
    RetryPolicy quick = new RetryPolicy(3, Duration.ofMillis(5), 2, Duration.ofSeconds(1), 0);
    try (Cluster cluster = new Cluster(TestDatabase.H2)) {
      cluster.away("a", 6);
      JobRunner a = cluster.node("a", STEADY.withRetries(quick));
      a.start();

      a.submit(Cluster.job("a", "ann"));

      cluster.await("a ran a#7");
      assertThat(cluster.awaitRest(a).failed()).isZero();
    }
  }

  @Test
  void run_jobThatNeverEnds_failsAfterFiftyTries() {
    try (Cluster cluster = new Cluster(TestDatabase.H2)) {
      JobRunner a = cluster.node("a", STEADY);
      a.submit(Cluster.job("deadly", "ann"));
      a.submit(Cluster.job("next", "ann"));
      TestDatabase.run(
          cluster.way(), "update ollio.ollio_job set attempt = 50 where job_key = 'deadly'");

      a.start();

      cluster.await("a ran next#1");
      assertThat(cluster.awaitRest(a).failed()).isEqualTo(1);
      assertThat(cluster.events()).contains("a failed deadly").doesNotContain("a began deadly#51");
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void cancel_jobThatRunsOnAnotherNode_stopsIt(TestDatabase database) {
    try (Cluster cluster = new Cluster(database)) {
      cluster.hold("long");
      JobRunner worker = cluster.node("a", STEADY);
      JobRunner other = cluster.node("b", STEADY);
      worker.start();
      other.submit(Cluster.job("long", "ann"));
      cluster.await("a began long#1");

      assertThat(other.cancel(Cluster.WORK, "long")).isTrue();

      cluster.await("a stopped long#1");
      cluster.awaitRest(other);
      assertThat(other.cancel(Cluster.WORK, "long")).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void cancel_jobWhoseWorkerIsGone_isToldToTheNextWorker(TestDatabase database) {
    try (Cluster cluster = new Cluster(database)) {
      cluster.hold("long");
      CuttableDataSource way = cluster.way();
      JobRunner gone = cluster.node("a", QUICK, way, InstantSource.system());
      gone.start();
      gone.submit(Cluster.job("long", "ann"));
      cluster.await("a began long#1");
      way.cut();
      JobRunner next = cluster.node("b", QUICK);

      assertThat(next.cancel(Cluster.WORK, "long")).isTrue();
      next.start();

      cluster.await("b stopped long#2");
      cluster.awaitRest(next);
      way.mend();
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void run_limits_holdOverAllWorkers(TestDatabase database) {
    try (Cluster cluster = new Cluster(database)) {
      JdbcJobSettings three = STEADY.withConcurrency(3, 2).withThreads(3);
      JobRunner a = cluster.node("a", three);
      JobRunner b = cluster.node("b", three);
      for (String owner : List.of("ann", "bob")) {
        for (int i = 0; i < 6; i++) {
          String key = owner + i;
          cluster.hold(key);
          a.submit(Cluster.job(key, owner));
        }
      }
      a.start();
      b.start();

      cluster.await(seen -> seen.size() == 3);
      assertThat(a.stats().running()).isEqualTo(3);
      assertThat(a.stats().queued()).isEqualTo(9);
      assertThat(cluster.events()).filteredOn(event -> event.contains("ann")).hasSizeBetween(1, 2);
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void run_workerWhoseClockIsAMinuteAhead_takesNothingFromTheOthers(TestDatabase database) {
    try (Cluster cluster = new Cluster(database)) {
      var gate = cluster.hold("long");
      JobRunner right = cluster.node("right", QUICK);
      InstantSource system = InstantSource.system();
      JobRunner wrong =
          cluster.node("wrong", QUICK, cluster.way(), () -> system.instant().plusSeconds(60));
      right.start();
      right.submit(Cluster.job("long", "ann"));
      cluster.await("right began long#1");
      right.close(Duration.ZERO.plusMillis(1));
      wrong.start();
      cluster.await("wrong began long#2");

      JobRunner third = cluster.node("third", QUICK);
      third.start();
      for (int i = 0; i < 20; i++) {
        third.submit(Cluster.job("short" + i, "bob"));
        String key = "short" + i + "#1";
        cluster.await(seen -> seen.stream().anyMatch(event -> event.endsWith("ran " + key)));
      }
      gate.countDown();

      cluster.await("wrong ran long#2");
      cluster.awaitRest(third);
      assertThat(cluster.events()).filteredOn(event -> event.contains("began long")).hasSize(2);
    }
  }

  @Test
  void submit_onPostgres_wakesAWorkerElsewhereWithoutItsLooking() {
    try (Cluster cluster = new Cluster(TestDatabase.POSTGRESQL)) {
      cluster.hold("long");
      JobRunner worker = cluster.node("a", RARE);
      JobRunner other = cluster.node("b", RARE);
      worker.start();
      other.submit(Cluster.job("first", "ann"));
      cluster.await("a ran first#1");

      other.submit(Cluster.job("long", "ann"));
      cluster.await("a began long#1");
      other.cancel(Cluster.WORK, "long");

      cluster.await("a stopped long#1");
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void close_whileAJobRuns_leavesItToAnotherWorkerAtOnce(TestDatabase database) {
    try (Cluster cluster = new Cluster(database)) {
      cluster.hold("long");
      JobRunner a = cluster.node("a", RARE.withRhythm(Duration.ofHours(1), Duration.ofMillis(100)));
      JobRunner b = cluster.node("b", RARE.withRhythm(Duration.ofHours(1), Duration.ofMillis(100)));
      a.start();
      a.submit(Cluster.job("long", "ann"));
      cluster.await("a began long#1");
      b.start();

      a.close(Duration.ZERO);

      cluster.await("b began long#2");
      assertThat(cluster.events())
          .containsExactly("a began long#1", "a let go long#1", "b began long#2");
    }
  }
}
