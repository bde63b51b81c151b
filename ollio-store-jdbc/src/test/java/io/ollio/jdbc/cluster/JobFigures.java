package io.ollio.jdbc.cluster;

import io.ollio.Cancellation;
import io.ollio.OwnerId;
import io.ollio.Sleeper;
import io.ollio.jdbc.job.JdbcJobRunner;
import io.ollio.jdbc.job.JdbcJobSettings;
import io.ollio.jdbc.schema.SchemaMigration;
import io.ollio.jdbc.sql.JdbcUnitOfWork;
import io.ollio.jdbc.testing.PostgresServer;
import io.ollio.job.Job;
import io.ollio.job.JobStats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Measures jobs on a PostgreSQL that keeps every commit: how fast one and two worker processes
 * drain 2,000 jobs that do nothing, how long a job waits between its commit and its start on an
 * idle worker, and how long a second owner waits while the first has 1,000 jobs in the queue. Run
 * it with {@code ollio-store-jdbc/run-class io.ollio.jdbc.cluster.JobFigures}.
 */
public final class JobFigures implements AutoCloseable {
  static final String WORK = "figures";

  private static final int DRAINED = 2_000;
  private static final int SINGLE = 500;
  private static final int JOB_MILLIS = 200;

  private final PostgresServer server = PostgresServer.startDurable();
  private final JdbcUnitOfWork units = FigureWorker.units(server.url());
  private final JdbcJobRunner submitter;
  private final List<JavaProcess> workers = new ArrayList<>();
  private final Map<String, Instant> begun = new ConcurrentHashMap<>();
  private final Path folder;
  private int round;

  private JobFigures() throws IOException {
    new SchemaMigration(units.database()).migrate();
    folder = Files.createTempDirectory("ollio-figures");
    submitter = FigureWorker.runner(server.url(), JdbcJobSettings.DEFAULT);
  }

  /** See the type. */
  public static void main(String[] arguments) throws IOException {
    try (JobFigures figures = new JobFigures()) {
      figures.yardstick();
      for (int workers = 1; workers <= 2; workers++) {
        figures.drain(workers, 20, 20);
      }
      figures.drain(1, 5, 2);
      figures.latency();
      figures.fairness(5, 5);
      figures.fairness(5, 2);
    }
  }

  /** What a commit costs here: one row in a table of two columns, on one connection. */
  private void yardstick() {
    units.write(handle -> handle.execute("create table yardstick (id int, note varchar(10))"));
    List<Long> micros = new ArrayList<>();
    for (int i = 0; i < SINGLE; i++) {
      int id = i;
      long start = System.nanoTime();
      units.write(handle -> handle.execute("insert into yardstick values (?, 'x')", id));
      micros.add((System.nanoTime() - start) / 1_000);
    }
    print("one row inserted and committed, " + SINGLE + " times: " + quantiles(micros));
  }

  private void drain(int count, int limit, int perOwner) {
    start(count, limit, perOwner, 20);
    List<Long> rates = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      String prefix = "drain" + ++round + "-";
      units.run(
          () -> {
            for (int n = 0; n < DRAINED; n++) {
              submit(prefix + n, "owner " + n % 4, "quiet 0");
            }
          });
      awaitRest();
      rates.add(rate(prefix));
    }
    print(
        DRAINED
            + " jobs, 4 owners, limits "
            + limit
            + "/"
            + perOwner
            + ", "
            + count
            + " worker(s): "
            + rates
            + " jobs/s (four rounds, the first cold)");
    stop();
  }

  /** From the first start to the last end, by the database's clock. */
  private long rate(String prefix) {
    return units.read(
        handle ->
            handle
                .createQuery(
                    units
                        .database()
                        .sql(
                            "select count(*) * 1000 / greatest(1, max(ended_at) - min(started_at))"
                                + " from ollio_job where state = 'DONE' and job_key like :keys"))
                .bind("keys", prefix + "%")
                .mapTo(Long.class)
                .one());
  }

  private void latency() {
    start(1, 20, 20, 20);
    Random random = new Random(1);
    List<Long> micros = new ArrayList<>();
    for (int i = -50; i < SINGLE; i++) {
      String key = "single" + i;
      submit(key, "owner", "tell 0");
      Instant committed = Instant.now();
      Instant start = awaitBegun(key);
      if (i >= 0) {
        micros.add(Duration.between(committed, start).toNanos() / 1_000);
      }
      pause(5 + random.nextInt(25));
    }
    print("commit to start on an idle worker process, " + SINGLE + " jobs: " + quantiles(micros));
    stop();
  }

  private void fairness(int limit, int perOwner) {
    start(1, limit, perOwner, limit);
    String prefix = "flood" + ++round + "-";
    units.run(
        () -> {
          for (int n = 0; n < 1_000; n++) {
            submit(prefix + n, "flood", "quiet " + JOB_MILLIS);
          }
        });
    List<Long> micros = new ArrayList<>();
    Random random = new Random(2);
    pause(1_000);
    for (int i = 0; i < 30; i++) {
      String key = "second" + round + "-" + i;
      submit(key, "second", "tell " + JOB_MILLIS);
      Instant committed = Instant.now();
      micros.add(Duration.between(committed, awaitBegun(key)).toNanos() / 1_000);
      pause(random.nextInt(2 * JOB_MILLIS));
    }
    print(
        "second owner beside 1,000 jobs of "
            + JOB_MILLIS
            + " ms of the first, limits "
            + limit
            + "/"
            + perOwner
            + ", 30 jobs: starts after "
            + quantiles(micros));
    stop();
    units.write(handle -> handle.execute(units.database().sql("delete from ollio_job")));
    units.write(handle -> handle.execute(units.database().sql("delete from ollio_job_engine")));
  }

  private void submit(String key, String owner, String payload) {
    submitter.submit(new Job(WORK, key, OwnerId.of(owner), key, payload));
  }

  private void start(int count, int limit, int perOwner, int threads) {
    for (int i = 0; i < count; i++) {
      workers.add(
          JavaProcess.start(
              FigureWorker.class,
              folder,
              this::note,
              server.url(),
              String.valueOf(limit),
              String.valueOf(perOwner),
              String.valueOf(threads)));
    }
    workers.forEach(JavaProcess::awaitFirstLine);
    pause(1_000);
  }

  private void stop() {
    workers.forEach(JavaProcess::close);
    workers.clear();
  }

  private void note(String line) {
    String[] words = line.split(" ", 3);
    if (words.length == 2) {
      begun.put(words[0], Instant.parse(words[1]));
    }
  }

  private Instant awaitBegun(String key) {
    for (int i = 0; i < 60_000; i++) {
      Instant start = begun.get(key);
      if (start != null) {
        return start;
      }
      pause(1);
    }
    throw new IllegalStateException(key + " has not begun, " + submitter.stats());
  }

  private void awaitRest() {
    JobStats stats = submitter.stats();
    while (stats.queued() + stats.running() > 0) {
      pause(50);
      stats = submitter.stats();
    }
  }

  private static String quantiles(List<Long> micros) {
    List<Long> sorted = micros.stream().sorted().toList();
    return String.format(
        "median %.1f ms, p99 %.1f ms, max %.1f ms",
        sorted.get(sorted.size() / 2) / 1_000.0,
        sorted.get(sorted.size() * 99 / 100) / 1_000.0,
        sorted.get(sorted.size() - 1) / 1_000.0);
  }

  private static void pause(long millis) {
    Sleeper.system().sleep(Duration.ofMillis(millis), Cancellation.none());
  }

  private static void print(String line) {
    // checkstyle: allow Print because this is a program
    System.out.println(line);
  }

  @Override
  public void close() {
    stop();
    submitter.close();
    server.close();
  }
}
