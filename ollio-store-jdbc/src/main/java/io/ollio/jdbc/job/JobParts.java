package io.ollio.jdbc.job;

import io.ollio.jdbc.sql.Database;

/** What the parts of one runner share. */
record JobParts(JobTable table, JobGate gate, JdbcJobSettings settings, DatabaseClock clock) {
  static JobParts of(Database database, JdbcJobSettings settings, DatabaseClock clock) {
    return new JobParts(
        new JobTable(database, clock), new JobGate(database, settings, clock), settings, clock);
  }
}
