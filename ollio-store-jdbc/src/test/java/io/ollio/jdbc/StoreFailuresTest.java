package io.ollio.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.ollio.OwnerId;
import io.ollio.credit.Credits;
import io.ollio.jdbc.testing.JdbcFixture;
import io.ollio.jdbc.testing.MariaDbServer;
import io.ollio.jdbc.testing.PostgresServer;
import io.ollio.jdbc.testing.TestDatabase;
import io.ollio.jdbc.testing.TestDatabase.TestSchema;
import io.ollio.project.ProjectException.StoreUnavailable;
import io.ollio.testkit.time.ManualTime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StoreFailuresTest {
  private static final OwnerId ANN = OwnerId.of("ann");

  @TempDir Path folder;

  @Test
  void open_unknownUserOnPostgresql_namesUserAndPassword() {
    TestDatabase.POSTGRESQL.clean();
    assertDenied(PostgresServer.shared().url(), "nobody", "wrong");
  }

  @Test
  void open_wrongPasswordOnMariaDb_namesUserAndPassword() {
    TestDatabase.MARIADB.clean();
    assertDenied(MariaDbServer.shared().url("mysql"), "root", "wrong");
  }

  @Test
  void open_wrongPasswordOnH2_namesUserAndPassword() {
    String url = "jdbc:h2:file:" + folder.resolve("secret");
    try (HikariDataSource right = pool(url, "sa", "right")) {
      JdbcStorage.open(right).close();
    }
    assertDenied(url, "sa", "wrong");
  }

  @Test
  void open_nobodyAtTheAddress_isRetryable() throws IOException {
    int port = closedPort();
    for (String url : new String[] {"jdbc:postgresql", "jdbc:mariadb"}) {
      try (HikariDataSource nowhere =
          pool(url + "://127.0.0.1:" + port + "/x", "a", "b", Duration.ofSeconds(1))) {
        assertThatThrownBy(() -> JdbcStorage.open(nowhere))
            .isInstanceOfSatisfying(
                StoreUnavailable.class, e -> assertThat(e.isRetryable()).isTrue())
            .hasMessageContaining("cannot be reached");
      }
    }
  }

  @Test
  void open_noSuchDatabase_saysSo() {
    TestDatabase.POSTGRESQL.clean();
    TestDatabase.MARIADB.clean();
    assertRefused(
        PostgresServer.shared().url().replaceFirst("/[^/]+$", "/nowhere"),
        "postgres",
        "does not exist");
    assertRefused(MariaDbServer.shared().url("nowhere"), "root", "does not exist");
  }

  @Test
  void open_userWithoutRights_saysWhatToGrant() {
    TestSchema postgres = TestDatabase.POSTGRESQL.clean();
    TestSchema mariaDb = TestDatabase.MARIADB.clean();
    TestDatabase.run(postgres.dataSource(), "drop role if exists guest");
    TestDatabase.run(postgres.dataSource(), "create role guest login");
    TestDatabase.run(mariaDb.dataSource(), "create or replace user guest");
    TestDatabase.run(mariaDb.dataSource(), "grant select on mysql.* to guest");

    assertRefused(PostgresServer.shared().url(), "guest", "grant the user");
    assertRefused(MariaDbServer.shared().url("mysql"), "guest", "grant the user");
  }

  @Test
  void open_fileThatIsNoDatabase_saysSo() throws IOException {
    Files.writeString(folder.resolve("notes.mv.db"), "not a database file");
    assertRefused("jdbc:h2:file:" + folder.resolve("notes"), "sa", "no database");
  }

  private static void assertRefused(String url, String user, String remedy) {
    JdbcSettings fresh = JdbcSettings.DEFAULT.withSchema("never_made");
    try (HikariDataSource refused = pool(url, user, "", Duration.ofSeconds(5))) {
      assertThatThrownBy(() -> JdbcStorage.open(refused, fresh))
          .isInstanceOfSatisfying(
              StoreUnavailable.class, e -> assertThat(e.isRetryable()).isFalse())
          .hasMessageContaining(remedy);
    }
  }

  @Test
  void write_readOnlyPostgresql_saysSoAndChangesNothing() {
    TestSchema schema = TestDatabase.POSTGRESQL.clean();
    String url = PostgresServer.shared().url() + "?options=-c%20default_transaction_read_only=on";
    assertReadOnly(schema, url, "postgres");
  }

  @Test
  void write_readOnlyMariaDb_saysSoAndChangesNothing() throws Exception {
    TestSchema schema = TestDatabase.MARIADB.clean();
    String url = schema.dataSource().getJdbcUrl() + "&sessionVariables=tx_read_only=1";
    assertReadOnly(schema, url, "root");
  }

  @Test
  void open_readOnlyH2File_saysSo() {
    String url = "jdbc:h2:file:" + folder.resolve("fixed");
    try (HikariDataSource writable = pool(url, "sa", "")) {
      JdbcStorage.open(writable).close();
    }
    try (HikariDataSource readOnly = pool(url + ";ACCESS_MODE_DATA=r", "sa", "")) {
      JdbcSettings looking = JdbcSettings.DEFAULT.withMigration(JdbcSettings.Migration.CHECK);
      try (JdbcStorage jdbc = JdbcStorage.open(readOnly, looking)) {
        assertThat(jdbc.credits().account(ANN).available()).isEqualTo(Credits.of(100));
        assertThatThrownBy(() -> jdbc.credits().hold(ANN, Credits.of(1), "work"))
            .isInstanceOf(StoreUnavailable.class)
            .hasMessageContaining("is read-only");
      }
    }
  }

  @Test
  void migrate_readOnlyDatabase_saysSo() {
    String address = PostgresServer.shared().url();
    String h2 = "jdbc:h2:file:" + folder.resolve("fixed");
    try (HikariDataSource writable = pool(h2, "sa", "")) {
      TestDatabase.run(writable, "create table host (id int)");
    }
    assertMigrationSaysReadOnly(h2 + ";ACCESS_MODE_DATA=r", "sa");
    assertMigrationSaysReadOnly(
        address + "?options=-c%20default_transaction_read_only=on", "postgres");
  }

  private static void assertMigrationSaysReadOnly(String url, String user) {
    JdbcSettings fresh = JdbcSettings.DEFAULT.withSchema("never_made");
    try (HikariDataSource readOnly = pool(url, user, "")) {
      assertThatThrownBy(() -> JdbcStorage.open(readOnly, fresh))
          .isInstanceOf(StoreUnavailable.class)
          .hasMessageContaining("is read-only");
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void read_withoutTables_saysHowToGetThem(TestDatabase kind) {
    try (TestSchema schema = kind.empty()) {
      JdbcSettings blind = JdbcFixture.settings(schema, new ManualTime());
      try (JdbcStorage jdbc = JdbcStorage.open(schema.dataSource(), blind)) {
        assertThatThrownBy(() -> jdbc.credits().account(ANN))
            .isInstanceOf(StoreUnavailable.class)
            .hasMessageContaining("lacks Ollio's tables")
            .hasMessageContaining("JdbcStorage.open");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void open_clockOffByAMinute_isRefused(TestDatabase kind) {
    TestSchema schema = kind.clean();
    JdbcSettings wrong =
        JdbcSettings.DEFAULT
            .withSchema(schema.schema())
            .withTiming(
                new JdbcSettings.Timing(
                    () -> Instant.now().minusSeconds(60),
                    Duration.ofSeconds(10),
                    Duration.ofMillis(250)));
    assertThatThrownBy(() -> JdbcStorage.open(schema.dataSource(), wrong))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageContaining("clock of this machine")
        .hasMessageContaining("behind")
        .hasMessageContaining("time server");
    JdbcStorage.open(schema.dataSource(), JdbcSettings.DEFAULT.withSchema(schema.schema())).close();
  }

  private static void assertDenied(String url, String user, String password) {
    try (HikariDataSource denied = pool(url, user, password, Duration.ofSeconds(5))) {
      assertThatThrownBy(() -> JdbcStorage.open(denied))
          .isInstanceOfSatisfying(
              StoreUnavailable.class, e -> assertThat(e.isRetryable()).isFalse())
          .hasMessageContaining("check user and password");
    }
  }

  private static void assertReadOnly(TestSchema schema, String url, String user) {
    try (HikariDataSource readOnly = pool(url, user, "")) {
      JdbcSettings settings = JdbcFixture.settings(schema, new ManualTime());
      try (JdbcStorage jdbc = JdbcStorage.open(readOnly, settings)) {
        assertThatThrownBy(() -> jdbc.credits().hold(ANN, Credits.of(1), "work"))
            .isInstanceOf(StoreUnavailable.class)
            .hasMessageContaining("is read-only")
            .hasMessageContaining("primary");
        assertThat(jdbc.credits().findHold("work")).isEmpty();
      }
    }
  }

  private static HikariDataSource pool(String url, String user, String password) {
    return pool(url, user, password, Duration.ofSeconds(30));
  }

  /** What will not connect is tried for as long as that; a loaded machine needs a while. */
  private static HikariDataSource pool(
      String url, String user, String password, Duration connectionTimeout) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername(user);
    config.setPassword(password);
    config.setMaximumPoolSize(3);
    config.setConnectionTimeout(connectionTimeout.toMillis());
    config.setInitializationFailTimeout(-1);
    return new HikariDataSource(config);
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
