package io.ollio.jdbc.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.jdbc.JdbcSettings;
import io.ollio.jdbc.JdbcStorage;
import io.ollio.jdbc.sql.Dialect;
import io.ollio.jdbc.testing.JdbcFixture;
import io.ollio.jdbc.testing.TestDatabase;
import io.ollio.jdbc.testing.TestDatabase.TestSchema;
import io.ollio.project.ProjectException.StoreUnavailable;
import io.ollio.testkit.store.Race;
import io.ollio.testkit.time.ManualTime;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class SchemaMigrationTest {
  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void migrate_emptyDatabase_makesTheTablesOnce(TestDatabase kind) {
    try (TestSchema schema = kind.empty()) {
      SchemaMigration migration = new SchemaMigration(schema.connect());
      assertThat(migration.migrate()).isEqualTo(2);
      assertThat(migration.migrate()).isZero();
      migration.check();
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void migrate_byManyNodesAtOnce_makesTheTablesOnce(TestDatabase kind) throws Exception {
    try (TestSchema schema = kind.empty()) {
      List<Integer> migrations =
          Race.between(4, node -> new SchemaMigration(schema.connect()).migrate());
      assertThat(migrations.stream().mapToInt(Integer::intValue).sum()).isEqualTo(2);
    }
  }

  /** Its DDL commits by itself, so it is the one where a race shows; rarely in one round. */
  @Test
  void migrate_byManyNodesAtOnceOnH2_waitsForTheFirst() throws Exception {
    for (int round = 0; round < 15; round++) {
      migrate_byManyNodesAtOnce_makesTheTablesOnce(TestDatabase.H2);
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void check_emptyDatabase_namesWhatIsMissingAndWhatToDo(TestDatabase kind) {
    try (TestSchema schema = kind.empty()) {
      SchemaMigration migration = new SchemaMigration(schema.connect());
      assertThatThrownBy(migration::check)
          .isInstanceOf(StoreUnavailable.class)
          .hasMessageContaining("lack the migrations [1, 2]")
          .hasMessageContaining("JdbcStorage.open")
          .hasMessageContaining("io/ollio/jdbc/schema/" + kind);
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void open_schemaOfANewerVersion_isRefusedBothWays(TestDatabase kind) {
    try (TestSchema schema = kind.migrated()) {
      String quote = kind == TestDatabase.MARIADB ? "`" : "\"";
      String place = schema.connect().schema().isEmpty() ? "" : schema.connect().schema() + ".";
      String table = place + quote + SchemaMigration.HISTORY_TABLE + quote;
      TestDatabase.run(schema.dataSource(), "insert into " + table + NEWER);
      SchemaMigration migration = new SchemaMigration(schema.connect());
      for (Runnable way : List.<Runnable>of(migration::check, migration::migrate)) {
        assertThatThrownBy(way::run)
            .isInstanceOf(StoreUnavailable.class)
            .hasMessageContaining("newer version")
            .hasMessageContaining("[99]")
            .hasMessageContaining("update ollio-store-jdbc");
      }
    }
  }

  private static final String NEWER =
      " values (99, '99', 'later', 'SQL', 'V99__later.sql', 1,"
          + " 'somebody', '2031-01-01 00:00:00', 1, true)";

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void migrate_afterTheHostsOwn_leavesTheseAlone(TestDatabase kind) {
    try (TestSchema schema = kind.empty()) {
      assertThat(host(schema).migrate().migrationsExecuted).isEqualTo(1);
      SchemaMigration migration = new SchemaMigration(schema.connect());
      assertThat(migration.migrate()).isEqualTo(2);
      assertThat(migration.migrate()).isZero();
      assertThat(host(schema).migrate().migrationsExecuted).isZero();
      host(schema).validate();
    }
  }

  @ParameterizedTest
  @EnumSource(value = TestDatabase.class, names = "MARIADB", mode = Mode.EXCLUDE)
  void migrate_beforeTheHostsOwn_leavesRoomForThese(TestDatabase kind) {
    try (TestSchema schema = kind.empty()) {
      new SchemaMigration(schema.connect()).migrate();
      assertThat(host(schema).migrate().migrationsExecuted).isEqualTo(1);
      assertThat(new SchemaMigration(schema.connect()).migrate()).isZero();
    }
  }

  /** What the guide warns of, and what helps. */
  @Test
  void migrate_beforeTheHostsOwnOnMariaDb_needsABaselineThere() {
    try (TestSchema schema = TestDatabase.MARIADB.empty()) {
      new SchemaMigration(schema.connect()).migrate();
      assertThatThrownBy(() -> host(schema).migrate())
          .isInstanceOf(FlywayException.class)
          .hasMessageContaining("non-empty schema");
      Flyway patient =
          Flyway.configure()
              .configuration(host(schema).getConfiguration())
              .baselineOnMigrate(true)
              .baselineVersion("0")
              .load();
      assertThat(patient.migrate().migrationsExecuted).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void files_runByTheHost_makeAFamilyThatWorks(TestDatabase kind) throws Exception {
    try (TestSchema schema = kind.empty()) {
      Dialect dialect = schema.connect().dialect();
      for (String file : List.of("V1__store.sql", "V2__jobs.sql")) {
        runByHand(schema, read(SchemaMigration.location(dialect) + "/" + file));
      }
      JdbcSettings settings =
          JdbcFixture.settings(schema, new ManualTime()).withMigration(JdbcSettings.Migration.NONE);
      try (JdbcStorage jdbc = JdbcStorage.open(schema.dataSource(), settings)) {
        assertThat(jdbc.credits().check()).isEmpty();
      }
    }
  }

  private static void runByHand(TestSchema schema, String file) throws SQLException {
    String name = schema.connect().schema();
    try (Connection connection = schema.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      if (!name.isEmpty()) {
        statement.execute("create schema if not exists " + name);
        connection.setSchema(name);
      }
      for (String part : file.split(";\n", -1)) {
        if (!part.isBlank()) {
          statement.execute(part);
        }
      }
    }
  }

  private static String read(String resource) throws IOException {
    try (InputStream in =
        SchemaMigrationTest.class.getClassLoader().getResourceAsStream(resource)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Flyway as a host runs it: default table, default folder, in the connection's schema. */
  private static Flyway host(TestSchema schema) {
    return Flyway.configure()
        .dataSource(schema.dataSource())
        .locations("classpath:host/migration")
        .schemas(hostSchema(schema))
        .load();
  }

  private static String[] hostSchema(TestSchema schema) {
    // On PostgreSQL all tests share the database, so each host gets a schema; elsewhere the
    // default.
    return schema.schema().isEmpty() ? new String[0] : new String[] {schema.schema() + "_host"};
  }
}
