package io.ollio.jdbc.cluster;

import io.ollio.Cancellation;
import io.ollio.Sleeper;
import io.ollio.jdbc.job.JdbcJobRunner;
import io.ollio.jdbc.job.JdbcJobSettings;
import io.ollio.jdbc.sql.Database;
import io.ollio.jdbc.sql.HostTransactions;
import io.ollio.jdbc.sql.JdbcUnitOfWork;
import io.ollio.jdbc.testing.TestDatabase;
import io.ollio.job.JobContext;
import io.ollio.job.JobHandler;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * A worker of {@link JobFigures}; prints {@code ready}, then key and time of each job it begins
 * whose payload asks for it. Arguments: database URL, limit, limit per owner, threads.
 */
final class FigureWorker implements JobHandler {
  private FigureWorker() {}

  /** See the type. */
  public static void main(String[] arguments) throws InterruptedException {
    JdbcJobRunner runner = runner(arguments[0], settings(arguments));
    runner.start();
    print("ready");
    new CountDownLatch(1).await();
  }

  static JdbcJobSettings settings(String[] arguments) {
    return JdbcJobSettings.DEFAULT
        .withConcurrency(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]))
        .withThreads(Integer.parseInt(arguments[3]));
  }

  static JdbcJobRunner runner(String url, JdbcJobSettings settings) {
    JdbcJobRunner runner = new JdbcJobRunner(units(url), settings);
    runner.register(JobFigures.WORK, new FigureWorker());
    return runner;
  }

  static JdbcUnitOfWork units(String url) {
    Database database = Database.connect(TestDatabase.pool(url, "postgres", ""), "");
    return new JdbcUnitOfWork(database, HostTransactions.NONE, Sleeper.system());
  }

  @Override
  public void run(JobContext context) {
    String payload = context.job().payload();
    if (payload.startsWith("tell")) {
      print(context.job().key() + " " + Instant.now());
    }
    String millis = payload.substring(payload.indexOf(' ') + 1);
    if (!millis.equals("0")) {
      Sleeper.system().sleep(Duration.ofMillis(Long.parseLong(millis)), Cancellation.none());
    }
  }

  @Override
  public void failed(JobContext context, @Nullable RuntimeException cause) {
    print("failed " + context.job().key());
  }

  private static void print(String line) {
    // checkstyle: allow Print because the starting process reads it
    System.out.println(line);
  }
}
