package io.ollio.jdbc.sql;

import io.ollio.project.ProjectException.StoreUnavailable;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.Locale;

/** The databases this module speaks to, and in what they differ. */
public enum Dialect {
  /** PostgreSQL 15 or newer. */
  POSTGRESQL(15, 0),
  /** MariaDB 10.11 or newer; a schema is a database there. */
  MARIADB(10, 11),
  /** H2 2.2 or newer. */
  H2(2, 2);

  private final int major;
  private final int minor;

  Dialect(int major, int minor) {
    this.major = major;
    this.minor = minor;
  }

  /** Folder of the migrations, and the name in messages. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The schema that is used when the host names none; empty for the connection's own database. */
  public String defaultSchema() {
    return this == MARIADB ? "" : "ollio";
  }

  /** What ends a query that locks its rows against other writers. */
  public String lock() {
    return this == POSTGRESQL ? " for no key update" : " for update";
  }

  /** The name as the database writes it when it is not quoted. */
  String schemaName(String name) {
    return this == H2 ? name.toUpperCase(Locale.ROOT) : name;
  }

  /**
   * What the connection leads to.
   *
   * @throws StoreUnavailable when the product is unknown or too old
   */
  public static Dialect of(Connection connection) throws SQLException {
    DatabaseMetaData data = connection.getMetaData();
    String product = data.getDatabaseProductName();
    for (Dialect dialect : values()) {
      if (product.toUpperCase(Locale.ROOT).equals(dialect.name())) {
        return dialect.checkedVersion(data);
      }
    }
    throw new StoreUnavailable(
        "The DataSource leads to " + product + "; use PostgreSQL, MariaDB or H2", false, null);
  }

  private Dialect checkedVersion(DatabaseMetaData data) throws SQLException {
    int hasMajor = data.getDatabaseMajorVersion();
    int hasMinor = data.getDatabaseMinorVersion();
    if (hasMajor < major || (hasMajor == major && hasMinor < minor)) {
      throw new StoreUnavailable(
          String.format(
              Locale.ROOT,
              "The DataSource leads to %s %d.%d; use %d.%d or newer",
              label(),
              hasMajor,
              hasMinor,
              major,
              minor),
          false,
          null);
    }
    return this;
  }
}
