package io.ollio.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.IdSource;
import io.ollio.OwnerId;
import io.ollio.credit.CreditPolicy;
import io.ollio.credit.Credits;
import io.ollio.generation.GenerationRequest;
import io.ollio.generation.GenerationSettings;
import io.ollio.generation.Storage;
import io.ollio.generation.VersionHistory;
import io.ollio.jdbc.job.JdbcJobRunner;
import io.ollio.jdbc.job.JdbcJobSettings;
import io.ollio.jdbc.testing.TestDatabase;
import io.ollio.jdbc.testing.TestDatabase.TestSchema;
import io.ollio.job.JobContext;
import io.ollio.job.JobHandler;
import io.ollio.pipeline.GenerationJob;
import io.ollio.pipeline.GenerationService;
import io.ollio.project.Project;
import io.ollio.project.ProjectException.KeyInUse;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionTemplate;

class SpringTransactionTest {
  private static final OwnerId ANN = OwnerId.of("ann");

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void submit_inATransactionThatIsRolledBack_leavesNothing(TestDatabase kind) {
    try (Host host = new Host(kind)) {
      host.transactions.executeWithoutResult(
          status -> {
            host.submit();
            assertThat(host.counts()).containsExactly(1L, 1L, 1L, 1L, 1L);
            status.setRollbackOnly();
          });
      assertThat(host.counts()).containsExactly(0L, 0L, 0L, 0L, 0L);
      assertThat(host.jdbc.credits().account(ANN).held()).isEqualTo(Credits.ZERO);
      assertThat(host.jdbc.credits().check()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void submit_inATransactionThatIsCommitted_isThereWithTheHostsOwnRow(TestDatabase kind) {
    try (Host host = new Host(kind)) {
      host.transactions.executeWithoutResult(
          status -> {
            host.template.update("insert into host_note values (1)");
            host.submit();
          });
      assertThat(host.counts()).containsExactly(1L, 1L, 1L, 1L, 1L);
      assertThat(host.template.queryForObject("select count(*) from host_note", Long.class))
          .isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void refusedWrite_caughtInATransaction_leavesTheRestOfIt(TestDatabase kind) {
    try (Host host = new Host(kind)) {
      host.transactions.executeWithoutResult(
          status -> {
            host.template.update("insert into host_note values (1)");
            assertThatThrownBy(() -> host.jdbc.storage().projects().projects().add(host.project))
                .isInstanceOf(KeyInUse.class);
            host.template.update("insert into host_note values (2)");
          });
      assertThat(host.template.queryForObject("select count(*) from host_note", Long.class))
          .isEqualTo(2);
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void afterCommit_inATransaction_runsAfterItsCommitOnly(TestDatabase kind) {
    try (Host host = new Host(kind)) {
      List<String> ran = new ArrayList<>();
      host.transactions.executeWithoutResult(
          status -> {
            host.jdbc
                .unitOfWork()
                .run(() -> host.jdbc.unitOfWork().afterCommit(() -> ran.add("inner")));
            host.jdbc.unitOfWork().afterCommit(() -> ran.add("outer"));
            assertThat(ran).isEmpty();
          });
      assertThat(ran).containsExactly("inner", "outer");
      host.transactions.executeWithoutResult(
          status -> {
            host.jdbc.unitOfWork().afterCommit(() -> ran.add("undone"));
            status.setRollbackOnly();
          });
      assertThat(ran).hasSize(2);
    }
  }

  /** A Spring application without a container: its parts wired by hand. */
  private static final class Host implements AutoCloseable {
    private final TestSchema schema;
    private final TransactionTemplate transactions;
    private final JdbcTemplate template;
    private final JdbcStorage jdbc;
    private final JdbcJobRunner jobs;
    private final GenerationService service;
    private final Project project;

    Host(TestDatabase kind) {
      schema = kind.migrated();
      DataSource dataSource = schema.dataSource();
      transactions = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
      template = new JdbcTemplate(dataSource);
      String note = "host_note";
      template.execute("drop table if exists " + note);
      template.execute("create table " + note + " (id int not null)");
      // region spring-datasource
      JdbcSettings settings = JdbcSettings.DEFAULT.withHostTransactions(new SpringTransactions());
      jdbc =
          JdbcStorage.open(
              new TransactionAwareDataSourceProxy(dataSource),
              settings.withSchema(schema.schema()));
      // endregion
      jobs = jdbc.newJobRunner(JdbcJobSettings.DEFAULT);
      jobs.register(GenerationJob.NAME, new Idle());
      Storage storage = jdbc.storage();
      InstantSource clock = InstantSource.system();
      service =
          new GenerationService(
              storage,
              jobs,
              GenerationSettings.DEFAULT,
              CreditPolicy.ONE_PER_GENERATION,
              IdSource.system(),
              clock);
      project = new VersionHistory(storage, IdSource.system(), clock).createProject(ANN, "Page");
    }

    void submit() {
      service.submit(GenerationRequest.of(ANN, project.id(), "Create a dark login form"));
    }

    /** Messages, holds, generations, events and jobs. */
    List<Long> counts() {
      return List.of(
          count("ollio_message"),
          count("ollio_hold"),
          count("ollio_generation"),
          count("ollio_event"),
          count("ollio_job"));
    }

    private long count(String table) {
      String sql = schema.connect().sql("select count(*) from " + table);
      Long rows = template.queryForObject(sql, Long.class);
      return rows == null ? -1 : rows;
    }

    @Override
    public void close() {
      jobs.close();
      jdbc.close();
      schema.close();
    }
  }

  private static final class Idle implements JobHandler {
    @Override
    public void run(JobContext context) {}

    @Override
    public void failed(JobContext context, RuntimeException cause) {}
  }
}
