package io.ollio.jdbc.sql;

import io.ollio.Cancellation;
import io.ollio.Sleeper;
import io.ollio.UnitOfWork;
import io.ollio.project.ProjectException.StoreUnavailable;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Units of work that are transactions: one connection, bound to the calling thread. Where the host
 * runs a transaction of its own, a unit is a savepoint in it, and the host commits.
 *
 * <p>A statement that fails inside a unit leaves nothing of that unit, even if its exception is
 * caught: to go on after a failure, run what may fail in a nested unit.
 */
public final class JdbcUnitOfWork implements UnitOfWork {
  private static final Logger log = LoggerFactory.getLogger(JdbcUnitOfWork.class);
  private static final int TRIES = 12;

  private final Database database;
  private final HostTransactions host;
  private final Sleeper sleeper;

  @SuppressWarnings("ThreadLocalUsage") // each family has its own units; the entry goes with each
  private final ThreadLocal<@Nullable Transaction> running = new ThreadLocal<>();

  /**
   * Units on the database.
   *
   * @param sleeper waits between the tries of a single write that others were in the way of
   */
  public JdbcUnitOfWork(Database database, HostTransactions host, Sleeper sleeper) {
    this.database = database;
    this.host = host;
    this.sleeper = sleeper;
  }

  /** Where the units run. */
  public Database database() {
    return database;
  }

  @Override
  public <T> T call(Supplier<T> block) {
    Transaction outer = running.get();
    try {
      return outer == null ? begun(block) : outer.nested(block);
    } catch (SQLException e) {
      throw SqlFailure.translate(e);
    }
  }

  @Override
  public void afterCommit(Runnable action) {
    Transaction unit = running.get();
    if (unit != null) {
      unit.hooks().add(action);
    } else if (host.isActive()) {
      host.afterCommit(() -> runLogged(action));
    } else {
      action.run();
    }
  }

  /** Whether a unit, or a transaction of the host, runs on the calling thread. */
  public boolean isRunningHere() {
    return running.get() != null || host.isActive();
  }

  /**
   * Reads: in the unit or the host's transaction that runs on this thread, else on a connection of
   * its own that is not in a transaction.
   *
   * @throws StoreUnavailable when the database fails
   */
  public <T> T read(SqlWork<T> work) {
    Transaction unit = running.get();
    if (unit != null) {
      return inside(unit, work);
    }
    try (Handle handle = database.open()) {
      return work.run(handle);
    } catch (SQLException | JdbiException e) {
      throw SqlFailure.translate(e);
    }
  }

  /**
   * Writes: in the unit that runs on this thread, else in one of its own, which is repeated a few
   * times when other transactions are in its way. So the work must have no effect elsewhere.
   *
   * @throws StoreUnavailable when the database fails
   */
  public <T> T write(SqlWork<T> work) {
    for (int attempt = 1; ; attempt++) {
      try {
        return running.get() == null ? call(() -> insideHere(work)) : insideHere(work);
      } catch (StoreUnavailable e) {
        if (isRunningHere() || attempt >= TRIES || SqlFailure.of(e) != SqlFailure.CONFLICT) {
          throw e;
        }
        log.debug("Write was undone by a conflict, try {}", attempt, e);
        int millis = ThreadLocalRandom.current().nextInt(1 << Math.min(attempt, 7));
        sleeper.sleep(Duration.ofMillis(millis), Cancellation.none());
      }
    }
  }

  /**
   * Writes in a transaction of its own even while a unit runs on this thread, so the unit's end
   * does not matter; in a transaction of the host it is part of that. Takes a second connection.
   */
  public <T> T writeApart(SqlWork<T> work) {
    Transaction unit = running.get();
    running.remove();
    try {
      return write(work);
    } finally {
      if (unit != null) {
        running.set(unit);
      }
    }
  }

  private <T> T insideHere(SqlWork<T> work) {
    Transaction unit = running.get();
    if (unit == null) {
      throw new IllegalStateException("No unit is running on this thread");
    }
    return inside(unit, work);
  }

  private static <T> T inside(Transaction unit, SqlWork<T> work) {
    try {
      return work.run(unit.handle());
    } catch (SQLException | JdbiException e) {
      StoreUnavailable failure = SqlFailure.translate(e);
      unit.doom(failure);
      throw failure;
    }
  }

  private <T> T begun(Supplier<T> block) throws SQLException {
    Transaction unit = begin();
    T result;
    boolean done = false;
    try {
      running.set(unit);
      result = block.get();
      unit.commit();
      done = true;
    } finally {
      running.remove();
      end(unit, done);
    }
    followUp(unit.hooks());
    return result;
  }

  private Transaction begin() throws SQLException {
    try {
      return Transaction.begin(database, host.isActive());
    } catch (JdbiException e) {
      throw SqlFailure.translate(e);
    }
  }

  /** What was thrown or returned counts; that cleaning up fails too is only worth a note. */
  private static void end(Transaction unit, boolean done) {
    try {
      if (!done) {
        unit.rollback();
      }
    } catch (SQLException | RuntimeException e) {
      log.warn("A transaction could not be rolled back; the database does so itself", e);
    }
    try {
      unit.close();
    } catch (SQLException | RuntimeException e) {
      log.warn("A connection could not be given back", e);
    }
  }

  private void followUp(List<Runnable> hooks) {
    if (host.isActive()) {
      hooks.forEach(hook -> host.afterCommit(() -> runLogged(hook)));
    } else {
      hooks.forEach(JdbcUnitOfWork::runLogged);
    }
  }

  private static void runLogged(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      log.warn("An action registered with a unit of work has failed", e);
    }
  }
}
