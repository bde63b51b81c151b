package io.ollio.jdbc.sql;

import java.util.function.Consumer;
import java.util.function.Function;

/** Runs the statements of the adapters through their unit of work. */
public final class Sql {
  private final JdbcUnitOfWork unitOfWork;

  /** Statements in these units. */
  public Sql(JdbcUnitOfWork unitOfWork) {
    this.unitOfWork = unitOfWork;
  }

  /** The units. */
  public JdbcUnitOfWork unitOfWork() {
    return unitOfWork;
  }

  /** What the database speaks. */
  public Dialect dialect() {
    return unitOfWork.database().dialect();
  }

  /** See {@link JdbcUnitOfWork#read}. */
  public <T> T read(Function<Session, T> work) {
    return unitOfWork.read(handle -> work.apply(new Session(handle, unitOfWork.database())));
  }

  /** See {@link JdbcUnitOfWork#write}. */
  public <T> T write(Function<Session, T> work) {
    return unitOfWork.write(handle -> work.apply(new Session(handle, unitOfWork.database())));
  }

  /** See {@link JdbcUnitOfWork#writeApart}. */
  public void runApart(Consumer<Session> work) {
    unitOfWork.writeApart(
        handle -> {
          work.accept(new Session(handle, unitOfWork.database()));
          return Boolean.TRUE;
        });
  }

  /** Writes without an answer. */
  public void run(Consumer<Session> work) {
    write(
        session -> {
          work.accept(session);
          return Boolean.TRUE;
        });
  }
}
