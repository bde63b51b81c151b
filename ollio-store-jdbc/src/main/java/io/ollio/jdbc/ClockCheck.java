package io.ollio.jdbc;

import io.ollio.jdbc.sql.Database;
import io.ollio.project.ProjectException.StoreUnavailable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Compares this machine's clock with the database's. */
final class ClockCheck {
  private ClockCheck() {}

  /**
   * Compares.
   *
   * @throws StoreUnavailable when the clocks differ by more than the settings allow
   */
  static void check(Database database, JdbcSettings.Timing timing) {
    if (timing.maxDrift().isZero()) {
      return;
    }
    Instant theirs = databaseTime(database);
    Duration drift = Duration.between(theirs, timing.clock().instant());
    if (drift.abs().compareTo(timing.maxDrift()) > 0) {
      throw new StoreUnavailable(
          "The clock of this machine is "
              + drift.abs()
              + (drift.isNegative() ? " behind" : " ahead of")
              + " the database's, more than the "
              + timing.maxDrift()
              + " allowed; let both follow a time server",
          false,
          null);
    }
  }

  private static Instant databaseTime(Database database) {
    String sql =
        switch (database.dialect()) {
          case POSTGRESQL -> "select clock_timestamp() at time zone 'UTC'";
          case MARIADB -> "select utc_timestamp(6)";
          case H2 -> "select current_timestamp(6) at time zone 'UTC'";
        };
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getObject(1, LocalDateTime.class).toInstant(ZoneOffset.UTC);
    } catch (SQLException e) {
      throw new StoreUnavailable("The database does not tell its time", true, e);
    }
  }
}
