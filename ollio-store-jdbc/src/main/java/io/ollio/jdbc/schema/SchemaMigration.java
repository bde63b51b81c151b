package io.ollio.jdbc.schema;

import io.ollio.jdbc.sql.Database;
import io.ollio.jdbc.sql.Dialect;
import io.ollio.project.ProjectException.StoreUnavailable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * Brings Ollio's tables up to date with Flyway, whose history of them is a table of its own,
 * {@value #HISTORY_TABLE}: a Flyway or Liquibase of the host sees none of it.
 *
 * <p>On PostgreSQL and H2 everything is in a schema of its own, so it does not matter who comes
 * first. On MariaDB, which has no schema apart from the database, run the host's migrations first:
 * a host's Flyway refuses to begin in a database that holds tables already.
 */
public final class SchemaMigration {
  /** Where Flyway writes down which migrations have run. */
  public static final String HISTORY_TABLE = "ollio_schema_history";

  private static final String FILES = "io/ollio/jdbc/schema/";

  private final Database database;

  /** Migrations of this database. */
  public SchemaMigration(Database database) {
    this.database = database;
  }

  /** Name on the class path of the folder with the DDL files for the dialect. */
  public static String location(Dialect dialect) {
    return FILES + dialect.label();
  }

  /**
   * Runs what has not run yet; several nodes may do so at the same time.
   *
   * @return how many migrations have run
   * @throws StoreUnavailable when one fails, or the tables are newer than this library
   */
  public int migrate() {
    Flyway flyway = flyway();
    try (MigrationLock ignored = MigrationLock.take(database)) {
      checkNotNewer(flyway);
      return flyway.migrate().migrationsExecuted;
    } catch (FlywayException e) {
      throw failure(
          e,
          "Migrating the tables of Ollio in %s has failed; see the cause, repair and open again",
          false);
    }
  }

  /**
   * Changes nothing.
   *
   * @throws StoreUnavailable when migrations are missing, or the tables are newer than this library
   */
  public void check() {
    Flyway flyway = flyway();
    checkNotNewer(flyway);
    List<String> missing = versions(Arrays.stream(flyway.info().pending()));
    if (!missing.isEmpty()) {
      throw new StoreUnavailable(
          "The tables of Ollio in "
              + place()
              + " lack the migrations "
              + missing
              + "; let JdbcStorage.open migrate, or run the files in "
              + location(database.dialect())
              + " and open with the migration NONE",
          false,
          null);
    }
  }

  private void checkNotNewer(Flyway flyway) {
    List<String> unknown =
        versions(
            Arrays.stream(info(flyway))
                .filter(info -> info.getState().isApplied() && !info.getState().isResolved())
                .filter(info -> info.getVersion() != null));
    if (!unknown.isEmpty()) {
      throw new StoreUnavailable(
          "The tables of Ollio in "
              + place()
              + " were migrated by a newer version of the library, to "
              + unknown
              + "; update ollio-store-jdbc on this node",
          false,
          null);
    }
  }

  private MigrationInfo[] info(Flyway flyway) {
    try {
      return flyway.info().all();
    } catch (FlywayException e) {
      throw failure(e, "The migrations of Ollio in %s cannot be read; see the cause", true);
    }
  }

  private StoreUnavailable failure(FlywayException e, String message, boolean retryable) {
    return Database.outage(e)
        .orElseGet(() -> new StoreUnavailable(message.formatted(place()), retryable, e));
  }

  private static List<String> versions(Stream<MigrationInfo> infos) {
    return infos.map(info -> String.valueOf(info.getVersion())).toList();
  }

  private String place() {
    return database.dialect().label()
        + (database.schema().isEmpty() ? "" : " schema " + database.schema());
  }

  private Flyway flyway() {
    FluentConfiguration settings =
        Flyway.configure(SchemaMigration.class.getClassLoader())
            .dataSource(database.dataSource())
            .locations("classpath:" + location(database.dialect()))
            .table(HISTORY_TABLE)
            .baselineOnMigrate(true)
            .baselineVersion("0")
            .ignoreMigrationPatterns("*:future")
            .failOnMissingLocations(true)
            .placeholderReplacement(false)
            .skipDefaultCallbacks(true);
    if (!database.schema().isEmpty()) {
      settings.schemas(database.schema()).createSchemas(true);
    }
    return settings.load();
  }
}
