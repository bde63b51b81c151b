package io.ollio.jdbc.embedded;

import io.ollio.OwnerId;
import io.ollio.credit.Credits;
import io.ollio.credit.Plan;
import io.ollio.jdbc.EmbeddedDatabase;
import io.ollio.jdbc.JdbcSettings;
import io.ollio.jdbc.JdbcStorage;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** A process that commits as fast as it can and tells of each commit, until it is killed. */
final class CommitLoop {
  static final OwnerId OWNER = OwnerId.of("ann");

  private CommitLoop() {}

  /** Takes the file and a name for the keys. */
  public static void main(String[] args) {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    EmbeddedDatabase database = EmbeddedDatabase.at(Path.of(args[0]));
    JdbcStorage jdbc = open(database);
    for (int i = 1; ; i++) {
      jdbc.credits().hold(OWNER, Credits.of(1), args[1] + i);
      out.println(i);
    }
  }

  static JdbcStorage open(EmbeddedDatabase database) {
    Plan plan = new Plan("much", Credits.of(1_000_000), Duration.ofDays(30));
    return JdbcStorage.open(
        database.dataSource(),
        JdbcSettings.DEFAULT.withAccess(new JdbcSettings.Access(plan, 100, Duration.ofMinutes(1))));
  }
}
