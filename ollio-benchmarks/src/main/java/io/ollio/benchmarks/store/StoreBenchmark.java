package io.ollio.benchmarks.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.ollio.OwnerId;
import io.ollio.PageRequest;
import io.ollio.credit.Credits;
import io.ollio.credit.Plan;
import io.ollio.generation.GenerationRequest;
import io.ollio.jdbc.JdbcSettings;
import io.ollio.jdbc.JdbcStorage;
import io.ollio.project.EventLog.NewEvent;
import io.ollio.project.Message;
import io.ollio.project.Project;
import io.ollio.project.Projects;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The JDBC stores beside plain JDBC, in turn, on one PostgreSQL that keeps every commit, with 10
 * and with 100,000 projects of others. Run by {@code ollio-benchmarks/store}.
 */
public final class StoreBenchmark {
  static final OwnerId OWNER = OwnerId.of("ann");

  private final JdbcStorage jdbc;
  private final PlainStore plain;
  private final StoreData data;
  private final int rounds;

  private StoreBenchmark(HikariDataSource pool, int rounds) throws Exception {
    Plan plan = new Plan("big", Credits.of(1_000_000_000), Duration.ofDays(365));
    this.jdbc =
        JdbcStorage.open(
            pool,
            JdbcSettings.DEFAULT.withAccess(
                new JdbcSettings.Access(plan, 10_000, Duration.ofMillis(1))));
    this.plain = new PlainStore(pool);
    this.data = new StoreData(jdbc, pool);
    this.rounds = rounds;
  }

  /** Takes the number of rounds (500) and the largest number of projects (100,000). */
  public static void main(String[] arguments) throws Exception {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 500;
    int most = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 100_000;
    try (EmbeddedPostgres server =
            EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .start();
        HikariDataSource pool = pool(server)) {
      StoreBenchmark benchmark = new StoreBenchmark(pool, rounds);
      for (int projects : new int[] {10, most}) {
        benchmark.data.fillUpTo(projects);
        benchmark.run(projects);
      }
      benchmark.jdbc.close();
    }
  }

  private static HikariDataSource pool(EmbeddedPostgres server) {
    HikariConfig config = new HikariConfig();
    config.setDataSource(server.getPostgresDatabase());
    config.setMaximumPoolSize(8);
    return new HikariDataSource(config);
  }

  private void run(int projects) throws Exception {
    System.out.println(
        "\nWith " + projects + " other projects; ms, median / p99 of " + rounds + " rounds:\n");
    System.out.println("| what | ollio-store-jdbc | plain JDBC | ratio |\n|---|---|---|---|");
    print("project with 100 messages and 500 fragments of 3 KB", this::readAll, this::plainReadAll);
    print("newest 50 of 5,000 messages", this::readNewest, this::plainReadNewest);
    print("project page of 50, newest first", this::listProjects, this::listProjects);
    print("submit", this::submit, () -> plain.submit(data.small().value(), OWNER.value()));
    print("submit, with generation, event and rate limit", this::submitAll, () -> plainSubmit());
    print("event append", this::append, this::plainAppend);
    print("one row and a commit", this::plainCommit, this::plainCommit);
    data.printPlans();
  }

  private void print(String name, Timings.Step ours, Timings.Step theirs) throws Exception {
    System.out.println(Timings.measure(rounds, ours, theirs).line(name));
  }

  private void readAll() {
    jdbc.storage().projects().projects().get(OWNER, data.large());
    check(
        jdbc.storage()
                .projects()
                .messages()
                .list(OWNER, data.large(), PageRequest.oldest(100))
                .items()
                .size()
            == 100);
  }

  private void plainReadAll() throws Exception {
    check(plain.conversation(data.large().value(), OWNER.value(), 100, false).size() == 100);
  }

  private void readNewest() {
    check(
        jdbc.storage()
                .projects()
                .messages()
                .list(OWNER, data.lengthy(), PageRequest.newest(50))
                .items()
                .size()
            == 50);
  }

  private void plainReadNewest() throws Exception {
    check(plain.conversation(data.lengthy().value(), OWNER.value(), 50, true).size() == 50);
  }

  private void listProjects() {
    jdbc.storage().projects().projects().list(OWNER, Projects.Query.ALL, PageRequest.newest(50));
  }

  /** Own project, hold, message and job. */
  private void submit() {
    jdbc.unitOfWork()
        .run(
            () -> {
              Project project = jdbc.storage().projects().projects().getOwned(OWNER, data.small());
              Message prompt = data.message(project.id(), List.of());
              jdbc.credits().hold(OWNER, Credits.of(1), prompt.id().value());
              jdbc.storage().projects().messages().append(OWNER, prompt);
              data.submitJob(prompt.id().value(), project);
            });
  }

  private void submitAll() {
    data.service().submit(GenerationRequest.of(OWNER, data.small(), "Create a dark login form"));
  }

  private void plainSubmit() throws Exception {
    plain.submit(data.small().value(), OWNER.value());
  }

  private void append() {
    NewEvent event = new NewEvent("text", StoreData.EVENT, Instant.now());
    jdbc.storage().projects().events().append(data.generation(), List.of(event));
  }

  private void plainAppend() throws Exception {
    plain.appendEvent(data.plainGeneration().value(), StoreData.EVENT);
  }

  private void plainCommit() throws Exception {
    plain.commit(OWNER.value());
  }

  private static void check(boolean claim) {
    if (!claim) {
      throw new IllegalStateException("The benchmark does not read what it should");
    }
  }
}
