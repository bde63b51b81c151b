package io.ollio.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.IdSource;
import io.ollio.OwnerId;
import io.ollio.PageRequest;
import io.ollio.credit.Credits;
import io.ollio.file.FileTree;
import io.ollio.jdbc.testing.CountingDataSource;
import io.ollio.jdbc.testing.JdbcFixture;
import io.ollio.jdbc.testing.TestDatabase;
import io.ollio.jdbc.testing.TestDatabase.TestSchema;
import io.ollio.project.Message;
import io.ollio.project.Message.Fragment;
import io.ollio.project.Project;
import io.ollio.project.Projects;
import io.ollio.project.Version;
import io.ollio.project.VersionId;
import io.ollio.testkit.store.StoreSamples;
import io.ollio.testkit.time.ManualTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How many statements the frequent calls take, whatever they find. */
class QueryCountTest {
  private static final OwnerId ANN = OwnerId.of("ann");
  private static final OwnerId BOB = OwnerId.of("bob");

  private final ManualTime time = new ManualTime();
  private final StoreSamples samples = new StoreSamples(new IdSource(time, new Random(3)), time);
  private CountingDataSource counter;
  private JdbcStorage jdbc;

  @BeforeEach
  void open() {
    TestSchema schema = TestDatabase.POSTGRESQL.clean();
    counter = new CountingDataSource(schema.dataSource());
    jdbc = JdbcStorage.open(counter.dataSource(), JdbcFixture.settings(schema, time));
  }

  @Test
  void listMessages_hundredWithFiveHundredFragments_takesTwoStatements() {
    Project project = saved(Project.Sharing.PRIVATE);
    for (int i = 0; i < 100; i++) {
      jdbc.storage().projects().messages().append(ANN, message(project));
    }
    counter.take();
    List<Message> messages =
        jdbc.storage()
            .projects()
            .messages()
            .list(ANN, project.id(), PageRequest.oldest(100))
            .items();
    assertThat(counter.take()).hasSize(2);
    assertThat(messages).hasSize(100).allMatch(message -> message.fragments().size() == 5);
  }

  @Test
  void listProjects_manyShared_takesTwoStatements() {
    for (int i = 0; i < 30; i++) {
      saved(Project.Sharing.with(Set.of(BOB, OwnerId.of("cat" + i))));
    }
    counter.take();
    List<Project> projects =
        jdbc.storage()
            .projects()
            .projects()
            .list(ANN, Projects.Query.ALL, PageRequest.newest(50))
            .items();
    assertThat(counter.take()).hasSize(2);
    assertThat(projects).hasSize(30).allMatch(project -> project.sharing().readers().size() == 2);
  }

  @Test
  void head_treeOfManyFiles_takesThreeStatements() {
    Project project = saved(Project.Sharing.PRIVATE);
    Version version = version(project);
    jdbc.storage().projects().versions().append(ANN, version);
    counter.take();
    assertThat(jdbc.storage().projects().versions().head(ANN, project.id())).contains(version);
    assertThat(counter.take()).hasSize(3);
  }

  @Test
  void hold_takesFourStatements() {
    jdbc.credits().hold(ANN, Credits.of(1), "first");
    counter.take();
    jdbc.credits().hold(ANN, Credits.of(1), "work");
    assertThat(counter.take()).hasSize(4);
  }

  @Test
  void submittedValues_appearInNoStatement() {
    Project project = saved(Project.Sharing.PRIVATE);
    jdbc.storage().projects().messages().append(ANN, message(project));
    assertThat(counter.take())
        .noneMatch(sql -> sql.contains("ann") || sql.contains("secret words"));
  }

  private Project saved(Project.Sharing sharing) {
    Project project = samples.project(ANN).withSharing(sharing);
    jdbc.storage().projects().projects().add(project);
    return project;
  }

  private Message message(Project project) {
    List<Fragment> fragments =
        IntStream.range(0, 5).mapToObj(i -> samples.fragment("f" + i + ".html", "<p>")).toList();
    return samples.message(project, Message.Role.ASSISTANT, "secret words", fragments);
  }

  private Version version(Project project) {
    Map<String, String> files = new TreeMap<>();
    IntStream.range(0, 200).forEach(i -> files.put("f" + i + ".txt", "text " + i));
    return new Version(
        new VersionId(samples.id()),
        project.id(),
        1,
        Optional.empty(),
        FileTree.ofTexts(files),
        "All",
        time.instant());
  }
}
