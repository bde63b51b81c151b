package io.ollio.jdbc.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.Cancellation;
import io.ollio.OwnerId;
import io.ollio.PageRequest;
import io.ollio.credit.Credits;
import io.ollio.jdbc.JdbcStorage;
import io.ollio.jdbc.sql.Database;
import io.ollio.jdbc.testing.JdbcFixture;
import io.ollio.jdbc.testing.TestDatabase;
import io.ollio.jdbc.testing.TestDatabase.TestSchema;
import io.ollio.project.GenerationId;
import io.ollio.project.Message;
import io.ollio.project.Project;
import io.ollio.project.ProjectId;
import io.ollio.project.ProjectStore;
import io.ollio.testkit.time.ManualTime;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * From each schema that a database may have to the newest one. A new migration adds a file of rows
 * for the version before it, and its own checksums.
 */
class ForwardMigrationTest {
  private static final OwnerId ANN = OwnerId.of("ann");
  private static final OwnerId BOB = OwnerId.of("bob");
  private static final int NEWEST = 2;

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void migrate_fromEachEarlierVersion_keepsItsRows(TestDatabase kind) throws IOException {
    for (int version = 1; version < NEWEST; version++) {
      try (TestSchema schema = kind.empty()) {
        flyway(schema, String.valueOf(version)).migrate();
        insertRows(schema, "released/V" + version + ".sql");

        assertThat(new SchemaMigration(schema.connect()).migrate()).isEqualTo(NEWEST - version);

        try (JdbcStorage jdbc = open(schema)) {
          assertRows(jdbc);
          jdbc.maintenance().eraseOwner(ANN);
        }
      }
    }
  }

  private static void assertRows(JdbcStorage jdbc) {
    ProjectStore store = jdbc.storage().projects();
    ProjectId id = new ProjectId("p1");
    assertThat(store.projects().find(BOB, id)).map(Project::name).contains("Sign-in");
    List<Message> messages = store.messages().list(ANN, id, PageRequest.oldest(9)).items();
    assertThat(messages)
        .extracting(Message::content)
        .containsExactly("Create a login form", "Done");
    assertThat(messages.get(1).fragments()).hasSize(1);
    assertThat(
            store
                .events()
                .read(ANN, new GenerationId("g1"), 0, 9, Duration.ZERO, Cancellation.none()))
        .hasSize(1);
    assertThat(jdbc.credits().account(ANN).available()).isEqualTo(Credits.of(95));
    assertThat(jdbc.credits().check()).isEmpty();
    assertThat(jdbc.storage().owners().find(ANN).orElseThrow().paymentCustomer())
        .isEqualTo("cus_1");
  }

  /** Whoever changes a file that has run somewhere locks that database out. */
  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void files_ofEachVersion_neverChange(TestDatabase kind) {
    try (TestSchema schema = kind.empty()) {
      assertThat(
              Arrays.stream(flyway(schema, "latest").info().all())
                  .map(info -> info.getVersion() + " " + info.getChecksum())
                  .collect(Collectors.joining(", ")))
          .isEqualTo(
              switch (kind) {
                case H2 -> "1 -789132352, 2 -1300117603";
                case POSTGRESQL -> "1 -694796063, 2 1718088270";
                case MARIADB -> "1 -727425479, 2 829608896";
              });
    }
  }

  private static JdbcStorage open(TestSchema schema) {
    return JdbcStorage.open(schema.dataSource(), JdbcFixture.settings(schema, new ManualTime()));
  }

  /** Brings a schema to a version that is not the newest, as the library of that time did. */
  private static Flyway flyway(TestSchema schema, String target) {
    Database database = schema.connect();
    FluentConfiguration settings =
        Flyway.configure()
            .dataSource(schema.dataSource())
            .locations("classpath:" + SchemaMigration.location(database.dialect()))
            .table(SchemaMigration.HISTORY_TABLE)
            .baselineOnMigrate(true)
            .baselineVersion("0")
            .placeholderReplacement(false)
            .target(target);
    return database.schema().isEmpty()
        ? settings.load()
        : settings.schemas(database.schema()).createSchemas(true).load();
  }

  private static void insertRows(TestSchema schema, String resource) throws IOException {
    for (String line : read(resource).split("\n", -1)) {
      if (line.startsWith("insert")) {
        TestDatabase.run(schema.dataSource(), schema.connect().sql(line.replaceFirst(";$", "")));
      }
    }
  }

  private static String read(String resource) throws IOException {
    try (InputStream in =
        ForwardMigrationTest.class.getClassLoader().getResourceAsStream(resource)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
