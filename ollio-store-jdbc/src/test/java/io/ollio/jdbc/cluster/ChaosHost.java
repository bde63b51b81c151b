package io.ollio.jdbc.cluster;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.ollio.Ollio;
import io.ollio.OllioBuilder;
import io.ollio.jdbc.JdbcSettings;
import io.ollio.jdbc.JdbcStorage;
import io.ollio.jdbc.job.DatabaseClock;
import io.ollio.jdbc.job.JdbcJobRunner;
import io.ollio.jdbc.job.JdbcJobSettings;
import io.ollio.jdbc.sql.Database;
import io.ollio.llm.openai.OpenAiLlmClient;
import io.ollio.llm.openai.OpenAiSettings;
import io.ollio.testkit.sandbox.InMemorySandboxProvider;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.UnaryOperator;

/** A host as {@link ChaosRun} uses it, in the main process and in each worker. */
final class ChaosHost implements AutoCloseable {
  final HikariDataSource dataSource;
  final JdbcStorage stores;
  final JdbcJobRunner jobs;
  final Ollio ollio;

  private ChaosHost(
      String url, String model, InstantSource local, UnaryOperator<OllioBuilder> how) {
    HikariConfig pool = new HikariConfig();
    pool.setJdbcUrl(url);
    pool.setUsername("postgres");
    pool.setMaximumPoolSize(24);
    pool.setMinimumIdle(4);
    pool.setConnectionTimeout(5_000);
    pool.setValidationTimeout(2_000);
    pool.setInitializationFailTimeout(60_000);
    dataSource = new HikariDataSource(pool);
    DatabaseClock clock = new DatabaseClock(Database.connect(dataSource, ""), local);
    JdbcSettings.Timing timing =
        new JdbcSettings.Timing(clock, Duration.ofSeconds(10), Duration.ofMillis(250));
    stores = JdbcStorage.open(dataSource, JdbcSettings.DEFAULT.withTiming(timing));
    jobs = stores.newJobRunner(JdbcJobSettings.DEFAULT.withConcurrency(15, 3).withThreads(8));
    OpenAiSettings settings =
        OpenAiSettings.builder().baseUrl(model).apiKey("none").defaultModel("fake").build();
    ollio =
        how.apply(
                Ollio.builder(new OpenAiLlmClient(settings))
                    .storage(stores.storage())
                    .jobs(jobs)
                    .sandbox(new InMemorySandboxProvider())
                    .clock(clock)
                    .withoutPreview())
            .build();
  }

  /** One that works, with a clock of its own. */
  static ChaosHost worker(String url, String model, InstantSource local) {
    return new ChaosHost(url, model, local, builder -> builder);
  }

  /** One that submits, follows and cancels. */
  static ChaosHost submitter(String url, String model) {
    return new ChaosHost(url, model, InstantSource.system(), OllioBuilder::submitOnly);
  }

  @Override
  public void close() {
    jobs.close();
    ollio.close();
    stores.close();
    dataSource.close();
  }
}
