package io.ollio.jdbc.sql;

import java.sql.SQLException;
import org.jdbi.v3.core.Handle;

/** Statements on one connection. */
@FunctionalInterface
public interface SqlWork<T> {
  /** Runs them. */
  T run(Handle handle) throws SQLException;
}
