package io.ollio.jdbc.job;

import com.github.kagkarlsson.scheduler.jdbc.DefaultJdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.MariaDBJdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import io.ollio.jdbc.job.TurnTaking.Candidate;
import io.ollio.jdbc.sql.Database;
import io.ollio.jdbc.sql.Dialect;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The engine's own table, as far as admitting and ending jobs changes it in our transactions. */
final class EngineTable {
  /** Its name, without the schema. */
  static final String NAME = "ollio_job_engine";

  private final Database database;

  EngineTable(Database database) {
    this.database = database;
  }

  /** How the engine writes times and limits into this kind of database. */
  static JdbcCustomization customization(Dialect dialect) {
    return switch (dialect) {
      case POSTGRESQL -> new PostgreSqlJdbcCustomization(false, false);
      case MARIADB -> new MariaDBJdbcCustomization(true);
      case H2 -> new DefaultJdbcCustomization(false);
    };
  }

  /** Hands jobs to the engine, due now. */
  void addAll(Handle handle, List<Candidate> jobs, Instant now) {
    PreparedBatch batch =
        handle.prepareBatch(
            database.sql(
                "insert into ollio_job_engine"
                    + " (task_name, task_instance, execution_time, picked, version)"
                    + " values (?, ?, ?, false, 1)"));
    JdbcCustomization types = customization(database.dialect());
    Argument due = (position, statement, context) -> types.setInstant(statement, position, now);
    for (Candidate job : jobs) {
      batch.add(job.name(), new EngineKey(job.id(), job.admission()).toString(), due);
    }
    batch.execute();
  }

  /** Takes a job's turn from the engine, whoever has claimed it. */
  void remove(Handle handle, String engineKey) {
    handle.execute(database.sql("delete from ollio_job_engine where task_instance = ?"), engineKey);
  }
}
