package io.ollio.jdbc.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.InvalidInput;
import io.ollio.credit.Credits;
import io.ollio.jdbc.EmbeddedDatabase;
import io.ollio.jdbc.JdbcStorage;
import io.ollio.jdbc.testing.TestDatabase;
import io.ollio.project.ProjectException.StoreUnavailable;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class EmbeddedDatabaseTest {
  @TempDir Path folder;

  @Test
  void reopen_afterClose_findsEverything() {
    Path file = folder.resolve("ollio");
    try (EmbeddedDatabase database = EmbeddedDatabase.at(file)) {
      CommitLoop.open(database).credits().hold(CommitLoop.OWNER, Credits.of(7), "work");
    }
    assertThat(folder.resolve("ollio.mv.db")).exists();
    try (EmbeddedDatabase database = EmbeddedDatabase.at(file)) {
      assertThat(CommitLoop.open(database).credits().account(CommitLoop.OWNER).held())
          .isEqualTo(Credits.of(7));
    }
  }

  @Test
  void kill_whileItCommitsAllTheTime_losesNothingThatWasAcknowledged() throws Exception {
    Path file = folder.resolve("killed");
    for (int round = 1; round <= 4; round++) {
      String key = "round" + round + "-";
      int acknowledged = killedAfter(file, key, 60 * round);
      try (EmbeddedDatabase database = EmbeddedDatabase.at(file)) {
        JdbcStorage jdbc = CommitLoop.open(database);
        assertThat(jdbc.credits().findHold(key + acknowledged)).isPresent();
        assertThat(jdbc.credits().check()).isEmpty();
      }
    }
  }

  @Test
  void open_fileThatAnotherProcessHasOpen_saysSo() throws Exception {
    Path file = folder.resolve("busy");
    Process other = start(file, "busy");
    try (BufferedReader acknowledgements = other.inputReader(StandardCharsets.UTF_8);
        EmbeddedDatabase database = EmbeddedDatabase.at(file)) {
      assertThat(acknowledgements.readLine()).isEqualTo("1");
      assertThatThrownBy(() -> JdbcStorage.open(database.dataSource()))
          .isInstanceOf(StoreUnavailable.class)
          .hasMessageContaining("open in another process");
    } finally {
      other.destroyForcibly().waitFor();
    }
  }

  @Test
  void open_fileThatIsNoDatabase_saysSoAndLeavesIt() throws Exception {
    Path file = folder.resolve("text.mv.db");
    Files.writeString(file, "my notes".repeat(2_000));
    try (EmbeddedDatabase database = EmbeddedDatabase.at(folder.resolve("text"))) {
      assertThatThrownBy(() -> JdbcStorage.open(database.dataSource()))
          .isInstanceOf(StoreUnavailable.class)
          .hasMessageContaining("file is damaged or no database");
    }
    assertThat(Files.readString(file)).startsWith("my notesmy notes");
  }

  @Test
  void open_whereNoFileCanBe_saysSo() throws Exception {
    Path notes = Files.writeString(folder.resolve("notes"), "no folder");
    try (EmbeddedDatabase database = EmbeddedDatabase.at(notes.resolve("ollio"))) {
      assertThatThrownBy(() -> JdbcStorage.open(database.dataSource()))
          .isInstanceOf(StoreUnavailable.class)
          .hasMessageContaining("file cannot be made or written; check its folder");
    }
  }

  /** H2 likes to log what it refuses, with the values, into a file beside the database. */
  @Test
  void statement_thatIsRefused_isWrittenIntoNoOtherFile() throws Exception {
    try (EmbeddedDatabase database = EmbeddedDatabase.at(folder.resolve("ollio"))) {
      assertThatThrownBy(
          () -> TestDatabase.run(database.dataSource(), "select cast('my secret' as int)"));
      CommitLoop.open(database);
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(folder.resolve("ollio.mv.db"));
    }
  }

  @Test
  void at_nameWithASemicolon_isRefused() {
    Path file = folder.resolve("a;INIT=drop all objects");
    assertThatThrownBy(() -> EmbeddedDatabase.at(file)).isInstanceOf(InvalidInput.class);
  }

  /** Kills a process that has acknowledged so many commits; the number of the last one it told. */
  private static int killedAfter(Path file, String key, int commits) throws Exception {
    Process process = start(file, key);
    int last = 0;
    try (BufferedReader acknowledgements = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = acknowledgements.readLine();
          line != null;
          line = acknowledgements.readLine()) {
        last = Integer.parseInt(line);
        if (last == commits) {
          process.toHandle().destroyForcibly(); // SIGKILL; unlike process, keeps the stream open
        }
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
    assertThat(last).as("commits before the kill").isGreaterThanOrEqualTo(commits);
    return last;
  }

  private static Process start(Path file, String key) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            CommitLoop.class.getName(),
            file.toString(),
            key)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
