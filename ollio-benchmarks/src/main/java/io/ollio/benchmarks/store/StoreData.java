package io.ollio.benchmarks.store;

import static io.ollio.benchmarks.store.StoreBenchmark.OWNER;

import io.ollio.IdSource;
import io.ollio.credit.CreditPolicy;
import io.ollio.credit.Credits;
import io.ollio.file.FilePath;
import io.ollio.generation.GenerationRequest;
import io.ollio.generation.GenerationSettings;
import io.ollio.generation.VersionHistory;
import io.ollio.jdbc.JdbcStorage;
import io.ollio.jdbc.job.JdbcJobRunner;
import io.ollio.jdbc.job.JdbcJobSettings;
import io.ollio.job.Job;
import io.ollio.job.JobContext;
import io.ollio.job.JobHandler;
import io.ollio.pipeline.GenerationJob;
import io.ollio.pipeline.GenerationService;
import io.ollio.project.GenerationId;
import io.ollio.project.Message;
import io.ollio.project.MessageId;
import io.ollio.project.Project;
import io.ollio.project.ProjectId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/** What the benchmark reads and writes, and the rows of others around it. */
final class StoreData {
  static final String EVENT = "{\"text\":\"" + "word ".repeat(20) + "\"}";

  private static final IdSource IDS = IdSource.system();
  private static final String CODE = "<p>Lorem ipsum dolor sit amet</p>\n".repeat(90);

  private final JdbcStorage jdbc;
  private final DataSource dataSource;
  private final JdbcJobRunner jobs;
  private final GenerationService service;
  private final ProjectId large;
  private final ProjectId lengthy;
  private final ProjectId small;
  private final GenerationId generation;
  private final GenerationId plainGeneration;
  private int others;

  StoreData(JdbcStorage jdbc, DataSource dataSource) {
    this.jdbc = jdbc;
    this.dataSource = dataSource;
    this.jobs = jdbc.newJobRunner(JdbcJobSettings.DEFAULT);
    jobs.register("bench", new Idle());
    jobs.register(GenerationJob.NAME, new Idle());
    this.service =
        new GenerationService(
            jdbc.storage(),
            jobs,
            GenerationSettings.DEFAULT,
            CreditPolicy.ONE_PER_GENERATION,
            IDS,
            InstantSource.system());
    jdbc.credits().hold(OWNER, Credits.of(1), "first");
    this.large = projectOf(100, 5);
    this.lengthy = projectOf(5_000, 1);
    this.small = projectOf(0, 0);
    this.generation = service.submit(GenerationRequest.of(OWNER, small, "The one with events"));
    this.plainGeneration = service.submit(GenerationRequest.of(OWNER, small, "And one by hand"));
  }

  ProjectId large() {
    return large;
  }

  ProjectId lengthy() {
    return lengthy;
  }

  ProjectId small() {
    return small;
  }

  GenerationId generation() {
    return generation;
  }

  GenerationId plainGeneration() {
    return plainGeneration;
  }

  GenerationService service() {
    return service;
  }

  void submitJob(String key, Project project) {
    jobs.submit(new Job("bench", key, OWNER, project.id().value(), "{}"));
  }

  Message message(ProjectId project, List<Message.Fragment> fragments) {
    return new Message(
        new MessageId(IDS.get()),
        project,
        fragments.isEmpty() ? Message.Role.USER : Message.Role.ASSISTANT,
        "Create a dark login form",
        fragments,
        Message.Details.NONE,
        Instant.now());
  }

  /** Adds projects of others, with three messages and a version each, until there are so many. */
  void fillUpTo(int projects) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      String range = " from generate_series(" + (others + 1) + ", " + projects + ") n";
      statement.execute(
          "insert into ollio.ollio_project select 'p' || n, 'o' || n % 1000, 'Project ' || n,"
              + " 'project ' || n, '', 'ACTIVE', 'PRIVATE', timestamp '2026-01-01' + n * interval"
              + " '1 second', timestamp '2026-01-01'"
              + range);
      statement.execute("analyze ollio.ollio_project"); // else foreign keys keep the plan for a few
      statement.execute(
          "insert into ollio.ollio_message select 'm' || n || '-' || k, 'p' || n, 'USER', 'Create"
              + " a form', null, 0, false, timestamp '2026-01-01' + k * interval '1 second'"
              + range
              + ", generate_series(1, 3) k");
      statement.execute(
          "insert into ollio.ollio_version select 'v' || n, 'p' || n, 1, null, 'Done', 0, 0,"
              + " timestamp '2026-01-01'"
              + range);
      statement.execute("vacuum analyze");
    }
    others = projects;
  }

  /** What PostgreSQL does with the frequent queries. */
  void printPlans() throws SQLException {
    printPlan(
        "select id from ollio.ollio_message where project = '"
            + lengthy
            + "' order by created_at desc, id desc limit 51");
    printPlan(
        "select message, code from ollio.ollio_fragment where message = any (array(select id from"
            + " ollio.ollio_message where project = '"
            + large
            + "' limit 100)) order by message, place");
    printPlan(
        "select id from ollio.ollio_project where owner = 'o7' and status in ('ACTIVE',"
            + " 'ARCHIVED') order by created_at desc, id desc limit 51");
    printPlan(
        "select id from ollio.ollio_version where project = '"
            + large
            + "' order by number desc limit 1");
  }

  private void printPlan(String sql) throws SQLException {
    System.out.println("\n" + sql);
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet lines =
            statement.executeQuery("explain (analyze, costs off, buffers off) " + sql)) {
      while (lines.next()) {
        System.out.println("    " + lines.getString(1));
      }
    }
  }

  private ProjectId projectOf(int messages, int fragments) {
    Project project =
        new VersionHistory(jdbc.storage(), IDS, InstantSource.system())
            .createProject(OWNER, "Project of " + messages);
    jdbc.unitOfWork()
        .run(
            () -> {
              for (int i = 0; i < messages; i++) {
                jdbc.storage()
                    .projects()
                    .messages()
                    .append(OWNER, message(project.id(), fragments(fragments)));
              }
            });
    return project.id();
  }

  private static List<Message.Fragment> fragments(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new Message.Fragment(name(i), "html", CODE, CODE.length()))
        .toList();
  }

  private static FilePath name(int number) {
    return FilePath.of("page" + number + ".html");
  }

  /** Nothing runs here: the runner is not started. */
  private static final class Idle implements JobHandler {
    @Override
    public void run(JobContext context) {}

    @Override
    public void failed(JobContext context, RuntimeException cause) {}
  }
}
