package io.ollio.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.IdSource;
import io.ollio.InvalidInput;
import io.ollio.OwnerId;
import io.ollio.PageRequest;
import io.ollio.audit.AuditEntry;
import io.ollio.credit.Credits;
import io.ollio.file.FilePath;
import io.ollio.file.FileTree;
import io.ollio.jdbc.testing.JdbcFixture;
import io.ollio.jdbc.testing.TableDump;
import io.ollio.jdbc.testing.TestDatabase;
import io.ollio.jdbc.testing.TestDatabase.TestSchema;
import io.ollio.owner.Owner;
import io.ollio.project.Generation;
import io.ollio.project.Generation.Status;
import io.ollio.project.Generations;
import io.ollio.project.Message;
import io.ollio.project.Message.Fragment;
import io.ollio.project.Project;
import io.ollio.project.Project.Sharing;
import io.ollio.project.Projects;
import io.ollio.project.Version;
import io.ollio.project.VersionId;
import io.ollio.testkit.store.StoreFixture;
import io.ollio.testkit.store.StoreSamples;
import io.ollio.testkit.store.StoreSuite;
import io.ollio.testkit.time.ManualTime;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is in the tables, looked at behind the library's back. */
class StoredRowsTest extends StoreSuite {
  private static final Set<String> OF_A_PROJECT =
      Set.of(
          "ollio_project",
          "ollio_project_reader",
          "ollio_message",
          "ollio_fragment",
          "ollio_body",
          "ollio_version",
          "ollio_version_file",
          "ollio_generation",
          "ollio_checkpoint",
          "ollio_checkpoint_file",
          "ollio_trail",
          "ollio_event");

  private static final Set<String> OF_AN_OWNER =
      Set.of(
          "ollio_owner",
          "ollio_account",
          "ollio_hold",
          "ollio_grant",
          "ollio_journal",
          "ollio_rate",
          "ollio_audit");

  private TestSchema schema;
  private JdbcStorage jdbc;

  @Override
  protected StoreFixture open() {
    return open(TestDatabase.H2);
  }

  private JdbcFixture open(TestDatabase kind) {
    JdbcFixture fixture = JdbcFixture.open(kind);
    schema = kind.shared();
    jdbc = fixture.jdbc();
    return fixture;
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void eraseOwner_ofEverything_leavesNoRowInAnyTable(TestDatabase kind) {
    Scene scene = new Scene(open(kind));
    scene.fill();
    assertThat(scene.filled()).containsAll(OF_A_PROJECT).containsAll(OF_AN_OWNER);
    assertThat(jdbc.maintenance().eraseOwner(ANN)).isEqualTo(1);
    assertThat(scene.filled()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void run_afterTheRetention_purgesEveryTableOfAProject(TestDatabase kind) {
    Scene scene = new Scene(open(kind));
    Project project = scene.fill();
    jdbc.storage()
        .projects()
        .projects()
        .update(ANN, project.id(), row -> row.withStatus(Project.Status.DELETED));
    scene.time.advance(Duration.ofDays(31));
    JdbcMaintenance.Report report = jdbc.maintenance().run(JdbcMaintenance.Retention.DEFAULT);
    assertThat(report).isEqualTo(new JdbcMaintenance.Report(1, 0, 0, 1));
    assertThat(scene.filled()).doesNotContainAnyElementsOf(OF_A_PROJECT).contains("ollio_audit");
    assertThat(jdbc.credits().account(ANN).held()).isEqualTo(Credits.ZERO);
  }

  @Test
  void run_withWorkUnderWay_keepsItsHoldAndTrail() {
    Project project = savedProject(ANN);
    Generation running = runningGeneration(project);
    jdbc.credits().hold(ANN, Credits.of(1), "generation:" + running.id());
    jdbc.credits().hold(ANN, Credits.of(2), "generation:forgotten");
    store().events().append(running.id(), List.of(samples().event("started")));
    time().advance(Duration.ofDays(500));
    assertThat(jdbc.maintenance().run(JdbcMaintenance.Retention.DEFAULT))
        .isEqualTo(new JdbcMaintenance.Report(0, 0, 0, 1));
    assertThat(jdbc.credits().account(ANN).held()).isEqualTo(Credits.of(1));
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void deleteEndedBefore_removesTheContentsThatOnlyCheckpointsNeeded(TestDatabase kind) {
    Scene scene = new Scene(open(kind));
    scene.fill();
    long before = TableDump.count(schema, "ollio_body");
    scene.time.advance(Duration.ofDays(1));
    jdbc.storage().projects().events().deleteEndedBefore(scene.time.instant());
    assertThat(before).isEqualTo(2);
    assertThat(TableDump.count(schema, "ollio_body")).isEqualTo(1);
    assertThat(jdbc.storage().projects().versions().head(ANN, scene.project.id()))
        .contains(scene.version);
  }

  @Test
  void append_sameFilesAgain_storesTheirContentsOnce() {
    Project project = savedProject(ANN);
    savedVersion(project);
    long once = TableDump.count(schema, "ollio_body");
    var head = store().versions().head(ANN, project.id()).orElseThrow();
    store()
        .versions()
        .append(
            ANN,
            new Version(
                new VersionId(samples().id()),
                project.id(),
                2,
                Optional.of(head.id()),
                head.files(),
                "Again",
                time().instant()));
    assertThat(TableDump.count(schema, "ollio_body")).isEqualTo(once);
    assertThat(TableDump.count(schema, "ollio_version")).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void fragment_ofFiveMegabytes_comesBackUnchanged(TestDatabase kind) {
    JdbcFixture fixture = open(kind);
    Scene scene = new Scene(fixture);
    Project project = scene.project();
    String code = "é<p>".repeat(1_050_000);
    Message message =
        scene.samples.message(
            project, Message.Role.ASSISTANT, "Big", List.of(fragment("a.html", code)));
    fixture.store().messages().append(ANN, message);
    Message found = fixture.store().messages().find(ANN, message.id()).orElseThrow();
    assertThat(found.fragments().get(0).code().equals(code)).as("the same code").isTrue();
  }

  @Test
  void statistics_ofAnOwner_countWhatIsThere() {
    Scene scene = new Scene((JdbcFixture) fixture());
    scene.fill();
    savedProject(BOB);
    JdbcStatistics.OwnerStatistics found = jdbc.statistics().of(ANN);
    assertThat(found.projects()).isEqualTo(1);
    assertThat(found.messages()).isEqualTo(2);
    assertThat(found.versions()).isEqualTo(1);
    assertThat(found.contentBytes()).isPositive();
    assertThat(found.generations()).isEqualTo(new JdbcStatistics.GenerationCounts(0, 0, 0, 1, 0));
    assertThat(found.spent())
        .isEqualTo(new JdbcStatistics.Spent(2, 30, 20, new BigDecimal("0.05")));
    assertThat(jdbc.statistics().of(CAT).projects()).isZero();
  }

  @Test
  void find_projectWhoseRowWasChangedToNonsense_isAnError() {
    Project project = savedProject(ANN);
    TestDatabase.run(
        schema.dataSource(), schema.connect().sql("update ollio_project set status = 'ODD'"));
    assertThatThrownBy(() -> store().projects().find(ANN, project.id()))
        .isInstanceOf(RuntimeException.class);
  }

  private static Fragment fragment(String name, String code) {
    return new Fragment(FilePath.of(name), "html", code, code.length());
  }

  /** One owner with a row in every table. */
  private final class Scene {
    private final JdbcFixture fixture;
    private final ManualTime time;
    private final StoreSamples samples;
    private Project project;
    private Version version;

    Scene(JdbcFixture fixture) {
      this.fixture = fixture;
      this.time = fixture.time();
      this.samples = new StoreSamples(new IdSource(time, new Random(5)), time);
    }

    Project project() {
      project = samples.project(ANN).withSharing(Sharing.with(Set.of(CAT)));
      fixture.store().projects().add(project);
      return project;
    }

    Project fill() {
      project();
      fillConversation();
      fillGeneration();
      fixture.ledger().grant(ANN, Credits.of(5), "granted");
      fixture.ledger().hold(ANN, Credits.of(4), "open");
      fixture.owners().put(Owner.of(ANN, time.instant()));
      fixture.rateLimiter().acquire(ANN);
      fixture
          .audit()
          .append(
              new AuditEntry(samples.id(), ANN, "", AuditEntry.Kind.COMMAND, "ls", time.instant()));
      return project;
    }

    private void fillConversation() {
      Message answer =
          samples.message(
              project, Message.Role.ASSISTANT, "Done", List.of(fragment("a.html", "<p>")));
      fixture.store().messages().append(ANN, answer);
      version = samples.version(project, Optional.empty());
      fixture.store().versions().append(ANN, version);
    }

    private void fillGeneration() {
      Message prompt = samples.message(project);
      fixture.store().messages().append(ANN, prompt);
      Generation generation = samples.generation(project, prompt);
      fixture.store().generations().add(generation);
      Generation.State running = samples.state(Status.RUNNING, 1);
      fixture.store().generations().changeState(generation.id(), generation.state(), running);
      fixture
          .store()
          .generations()
          .saveCheckpoint(
              new Generations.Checkpoint(
                  generation.id(),
                  1,
                  1,
                  "[]",
                  FileTree.ofTexts(Map.of("only-here.txt", "in the checkpoint"))));
      fixture.store().events().append(generation.id(), List.of(samples.event("started")));
      Generation.Usage usage = new Generation.Usage(2, 30, 10, 20, new BigDecimal("0.050"));
      Generation.State failed =
          new Generation.State(
              Status.FAILED, 1, "RateLimited", "", Optional.empty(), usage, time.instant());
      fixture.store().generations().changeState(generation.id(), running, failed);
    }

    /** The tables that hold rows. */
    Set<String> filled() {
      return TableDump.filled(schema);
    }
  }

  @Test
  void page_positionOfAnotherOwnersProject_isRefused() {
    Project other = savedProject(OwnerId.of("dan"));
    assertThatThrownBy(
            () ->
                store()
                    .projects()
                    .list(ANN, Projects.Query.ALL, PageRequest.newest(5).after(other.id().value())))
        .isInstanceOf(InvalidInput.class);
  }
}
