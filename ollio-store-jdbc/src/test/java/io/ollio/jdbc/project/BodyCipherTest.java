package io.ollio.jdbc.project;

import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.Cancellation;
import io.ollio.IdSource;
import io.ollio.OwnerId;
import io.ollio.file.FileTree;
import io.ollio.jdbc.JdbcSettings;
import io.ollio.jdbc.JdbcStorage;
import io.ollio.jdbc.testing.JdbcFixture;
import io.ollio.jdbc.testing.TableDump;
import io.ollio.jdbc.testing.TestDatabase;
import io.ollio.jdbc.testing.TestDatabase.TestSchema;
import io.ollio.project.EventLog.NewEvent;
import io.ollio.project.Generation;
import io.ollio.project.Generation.Status;
import io.ollio.project.Generations.Checkpoint;
import io.ollio.project.Message;
import io.ollio.project.Project;
import io.ollio.project.ProjectStore;
import io.ollio.project.Version;
import io.ollio.project.VersionId;
import io.ollio.testkit.store.StoreSamples;
import io.ollio.testkit.time.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BodyCipherTest {
  private static final OwnerId ANN = OwnerId.of("ann");
  private static final String SECRET = "Marzipan";

  private final ManualTime time = new ManualTime();
  private final StoreSamples samples = new StoreSamples(new IdSource(time, new Random(3)), time);

  /** No encryption worth the name, but nobody finds the words by reading the tables. */
  private static final BodyCipher FLIPPED =
      new BodyCipher() {
        @Override
        public byte[] seal(byte[] plain) {
          return flip(plain);
        }

        @Override
        public byte[] unseal(byte[] sealed) {
          return flip(sealed);
        }

        private byte[] flip(byte[] bytes) {
          byte[] flipped = bytes.clone();
          for (int i = 0; i < flipped.length; i++) {
            flipped[i] ^= 0x5A;
          }
          return flipped;
        }
      };

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void store_withACipher_hasNoPlainWordInAnyTable(TestDatabase kind) {
    TestSchema schema = kind.clean();
    try (JdbcStorage jdbc = open(schema, FLIPPED)) {
      Written written = write(jdbc.storage().projects());
      assertReadable(jdbc.storage().projects(), written);
    }
    assertThat(allCells(schema)).noneMatch(cell -> cell.contains(SECRET));
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void store_rowsFromBeforeTheCipher_stayReadable(TestDatabase kind) {
    TestSchema schema = kind.clean();
    Written written;
    try (JdbcStorage plain = open(schema, BodyCipher.NONE)) {
      written = write(plain.storage().projects());
    }
    assertThat(allCells(schema)).anyMatch(cell -> cell.contains(SECRET));
    try (JdbcStorage sealing = open(schema, FLIPPED)) {
      assertReadable(sealing.storage().projects(), written);
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void content_thatLooksSealed_comesBackUnchanged(TestDatabase kind) {
    TestSchema schema = kind.clean();
    try (JdbcStorage jdbc = open(schema, BodyCipher.NONE)) {
      Project project = samples.project(ANN);
      jdbc.storage().projects().projects().add(project);
      for (String content : List.of("\u0001sAAAA", "\u0001p", "\u0001")) {
        Message message = samples.message(project, Message.Role.USER, content, List.of());
        jdbc.storage().projects().messages().append(ANN, message);
        assertThat(jdbc.storage().projects().messages().find(ANN, message.id())).contains(message);
      }
    }
  }

  private record Written(Message message, Version version, Checkpoint checkpoint) {}

  private Written write(ProjectStore store) {
    Project project = samples.project(ANN);
    store.projects().add(project);
    Message message =
        samples.message(
            project,
            Message.Role.ASSISTANT,
            SECRET,
            List.of(samples.fragment("a.html", "<p>" + SECRET)));
    store.messages().append(ANN, message);
    FileTree files = FileTree.ofTexts(Map.of("a.html", "<p>" + SECRET));
    Version version =
        new Version(
            new VersionId(samples.id()),
            project.id(),
            1,
            Optional.empty(),
            files,
            SECRET,
            time.instant());
    store.versions().append(ANN, version);
    Generation generation = samples.generation(project, message);
    store.generations().add(generation);
    store
        .generations()
        .changeState(generation.id(), generation.state(), samples.state(Status.RUNNING, 1));
    Checkpoint checkpoint = new Checkpoint(generation.id(), 1, 1, SECRET, files);
    store.generations().saveCheckpoint(checkpoint);
    store.events().append(generation.id(), List.of(new NewEvent("text", SECRET, time.instant())));
    return new Written(message, version, checkpoint);
  }

  private static void assertReadable(ProjectStore store, Written written) {
    assertThat(store.messages().find(ANN, written.message().id())).contains(written.message());
    assertThat(store.versions().find(ANN, written.version().id())).contains(written.version());
    assertThat(store.generations().checkpoint(written.checkpoint().generation()))
        .contains(written.checkpoint());
    assertThat(
            store
                .events()
                .read(
                    ANN,
                    written.checkpoint().generation(),
                    0,
                    9,
                    Duration.ZERO,
                    Cancellation.none()))
        .extracting(stored -> stored.event().json())
        .containsExactly(SECRET);
  }

  private JdbcStorage open(TestSchema schema, BodyCipher cipher) {
    JdbcSettings settings = JdbcFixture.settings(schema, time).withCipher(cipher);
    return JdbcStorage.open(schema.dataSource(), settings);
  }

  private static List<String> allCells(TestSchema schema) {
    List<String> cells = new ArrayList<>();
    for (String table : TableDump.filled(schema)) {
      cells.addAll(TableDump.cells(schema, "select * from " + table));
    }
    return cells;
  }
}
