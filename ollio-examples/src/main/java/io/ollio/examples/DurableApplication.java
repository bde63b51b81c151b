package io.ollio.examples;

import io.ollio.Ollio;
import io.ollio.OwnerId;
import io.ollio.credit.Credits;
import io.ollio.credit.Plan;
import io.ollio.examples.offline.OfflineLlmClient;
import io.ollio.jdbc.EmbeddedDatabase;
import io.ollio.jdbc.JdbcMaintenance;
import io.ollio.jdbc.JdbcStatistics;
import io.ollio.jdbc.JdbcStorage;
import io.ollio.jdbc.credit.Imbalance;
import io.ollio.jdbc.job.JdbcJobRunner;
import io.ollio.jdbc.job.JdbcJobSettings;
import io.ollio.owner.Owner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;

/** An application that forgets nothing: everything is in one database. */
public final class DurableApplication {
  private DurableApplication() {}

  /** Plays one user's visit and what an administrator does afterwards; takes the file's path. */
  public static void main(String[] arguments) {
    // region embedded
    try (EmbeddedDatabase database = EmbeddedDatabase.at(Path.of(arguments[0]))) {
      serve(database.dataSource()); // or the pool of your PostgreSQL or MariaDB
    }
    // endregion
    try (EmbeddedDatabase database = EmbeddedDatabase.at(Path.of(arguments[0]));
        JdbcStorage jdbc = JdbcStorage.open(database.dataSource())) {
      administer(jdbc, OwnerId.of("user-17"));
    }
  }

  static void serve(DataSource dataSource) {
    // region durable
    JdbcStorage jdbc = JdbcStorage.open(dataSource);
    JdbcJobRunner jobs = jdbc.newJobRunner(JdbcJobSettings.DEFAULT);
    try (jdbc;
        Ollio ollio =
            Ollio.builder(new OfflineLlmClient()).storage(jdbc.storage()).jobs(jobs).build()) {
      HostApplication.visit(ollio, OwnerId.of("user-17"));
      jobs.close(); // before Ollio: lets what runs end, and leaves the rest to the next start
    }
    // endregion
  }

  private static void administer(JdbcStorage jdbc, OwnerId owner) {
    // region administration
    Plan pro = new Plan("pro", Credits.of(1_000), Duration.ofDays(30));
    jdbc.storage().credits().changePlan(owner, pro);
    jdbc.storage().credits().grant(owner, Credits.of(50), "welcome-4711"); // once for this key
    jdbc.storage().owners().changeStatus(owner, Owner.Status.SUSPENDED);

    JdbcStatistics.OwnerStatistics numbers = jdbc.statistics().of(owner);
    System.out.println(numbers.generations() + ", " + numbers.contentBytes() + " bytes");
    // endregion
    // region maintenance
    JdbcMaintenance.Report report = jdbc.maintenance().run(JdbcMaintenance.Retention.DEFAULT);
    System.out.println("Removed: " + report);
    List<Imbalance> wrong = jdbc.credits().check(); // empty unless somebody changed the tables
    System.out.println("Accounts that do not add up: " + wrong);
    jdbc.maintenance().eraseOwner(owner); // everything that is known of the owner, at once
    // endregion
  }
}
