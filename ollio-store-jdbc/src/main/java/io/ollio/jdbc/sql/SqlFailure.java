package io.ollio.jdbc.sql;

import io.ollio.project.ProjectException.StoreUnavailable;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What kind of failure a database has reported, and what to do about it. The kinds are told apart
 * by SQLSTATE (PostgreSQL 18 appendix A, MariaDB and H2 error code lists) and, where that says
 * nothing, by vendor code.
 */
enum SqlFailure {
  UNREACHABLE(true, "cannot be reached; check that it runs and that the DataSource's address fits"),
  DENIED(false, "refuses the login; check user and password of the DataSource"),
  NO_DATABASE(false, "does not exist; make it, or correct the DataSource's address"),
  NO_RIGHTS(
      false,
      "refuses what its user may not do; grant the user Ollio's tables and, to migrate, making them"),
  IN_USE(true, "file is open in another process; end that, or use a database server for several"),
  DAMAGED(false, "file is damaged or no database; restore it, or name another file"),
  UNWRITABLE(false, "file cannot be made or written; check its folder, rights and the disk"),
  READ_ONLY(false, "is read-only; let the DataSource lead to the primary"),
  NO_TABLES(
      false, "lacks Ollio's tables; let JdbcStorage.open migrate, or run the DDL files by hand"),
  CONFLICT(true, "has undone the transaction because others were in its way; try again"),
  BROKEN_RULE(false, "refuses a row that contradicts others"),
  BAD_DATA(false, "refuses a value"),
  OTHER(false, "reports an error");

  private static final Set<String> CONFLICTS = Set.of("40001", "40P01", "55P03", "HYT00", "57014");
  private static final Set<String> NO_TABLE_STATES =
      Set.of("42P01", "3F000", "42S02", "42S03", "42S04", "90079", "42102", "42104");
  private static final Set<String> DOWN = Set.of("53300", "57P01", "57P02", "57P03", "90067");

  private static final int MARIADB_READ_ONLY = 1290;
  private static final int MARIADB_NO_DATABASE = 1049;
  private static final int MARIADB_NO_RIGHT_TO_DATABASE = 1044;
  private static final int MARIADB_NO_RIGHT_TO_TABLE = 1142;
  private static final int MARIADB_LOCK_TIMEOUT = 1205;
  private static final int MARIADB_DEADLOCK = 1213;
  private static final int MARIADB_DUPLICATE = 1062;
  private static final int MARIADB_CHANGED = 1020;
  private static final int H2_CORRUPT = 90030;
  private static final int H2_UNREADABLE = 90028;
  private static final int H2_NOT_MADE = 90062;
  private static final int H2_NOT_RENAMED = 90024;
  private static final int H2_IO = 90031;
  private static final int H2_IN_USE = 90020;
  private static final int H2_READ_ONLY = 90097;
  private static final int H2_CLOSED = 90121;

  private final boolean retryable;
  private final String remedy;

  SqlFailure(boolean retryable, String remedy) {
    this.retryable = retryable;
    this.remedy = remedy;
  }

  /** The kind of failure, by the first cause that is known. */
  static SqlFailure of(Throwable failure) {
    SqlFailure found = OTHER;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      SqlFailure kind = cause instanceof SQLException sql ? ofState(sql) : OTHER;
      if (kind == DENIED || kind == NO_DATABASE) {
        return kind; // a pool reports these as the cause of its own time-out
      }
      found = found == OTHER ? kind : found;
    }
    return found;
  }

  private static final Set<SqlFailure> OUTAGES =
      EnumSet.of(
          UNREACHABLE, DENIED, NO_DATABASE, NO_RIGHTS, IN_USE, DAMAGED, UNWRITABLE, READ_ONLY);

  /** Whether no statement would have fared better. */
  boolean isOutage() {
    return OUTAGES.contains(this);
  }

  /**
   * The failure as a typed exception. Its cause is the driver's own exception, not the one above
   * that would print bound values; none for refused values, which drivers like to quote.
   */
  static StoreUnavailable translate(Throwable failure) {
    SqlFailure kind = of(failure);
    SQLException cause = sqlException(failure);
    String state = cause == null ? "unknown" : cause.getSQLState() + "/" + cause.getErrorCode();
    return new StoreUnavailable(
        "The database " + kind.remedy + " (SQLSTATE " + state + ")",
        kind.retryable,
        kind == BAD_DATA || kind == BROKEN_RULE ? null : cause);
  }

  /** Whether a row with the same key was in the way. */
  static boolean isDuplicate(Throwable failure) {
    SQLException cause = sqlException(failure);
    return cause != null
        && (cause.getErrorCode() == MARIADB_DUPLICATE || "23505".equals(cause.getSQLState()));
  }

  private static @Nullable SQLException sqlException(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return sql;
      }
    }
    return null;
  }

  private static SqlFailure ofState(SQLException sql) {
    String state = sql.getSQLState() == null ? "" : sql.getSQLState();
    return switch (sql.getErrorCode()) {
      case MARIADB_READ_ONLY, H2_READ_ONLY -> READ_ONLY;
      case MARIADB_LOCK_TIMEOUT, MARIADB_DEADLOCK, MARIADB_CHANGED -> CONFLICT;
      case H2_IN_USE -> IN_USE;
      case MARIADB_NO_DATABASE -> NO_DATABASE;
      case MARIADB_NO_RIGHT_TO_DATABASE, MARIADB_NO_RIGHT_TO_TABLE -> NO_RIGHTS;
      case H2_CORRUPT, H2_UNREADABLE -> DAMAGED;
      case H2_NOT_MADE, H2_NOT_RENAMED, H2_IO -> UNWRITABLE;
      case H2_CLOSED -> UNREACHABLE;
      default -> ofState(state, sql);
    };
  }

  private static SqlFailure ofState(String state, SQLException sql) {
    if (state.startsWith("28")) {
      return DENIED;
    }
    if (state.equals("3D000")) {
      return NO_DATABASE;
    }
    if (state.equals("42501")) {
      return NO_RIGHTS;
    }
    if (CONFLICTS.contains(state)) {
      return CONFLICT;
    }
    if (NO_TABLE_STATES.contains(state)) {
      return NO_TABLES;
    }
    if (state.equals("25006")) {
      return READ_ONLY;
    }
    if (state.startsWith("08")
        || DOWN.contains(state)
        || sql instanceof SQLTransientConnectionException) {
      return UNREACHABLE;
    }
    if (state.startsWith("23")) {
      return BROKEN_RULE;
    }
    return state.startsWith("22") ? BAD_DATA : OTHER;
  }
}
