package io.ollio.jdbc.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.jdbc.testing.TestDatabase;
import io.ollio.project.ProjectException.StoreUnavailable;
import io.ollio.testkit.time.ManualTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JdbcUnitOfWorkTest {
  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void call_failedStatementIsCaught_undoesTheUnit(TestDatabase kind) {
    JdbcUnitOfWork unit = open(kind);
    assertThatThrownBy(
            () ->
                unit.run(
                    () -> {
                      add(unit, "a");
                      assertThatThrownBy(() -> unit.write(handle -> handle.execute("no sql")))
                          .isInstanceOf(StoreUnavailable.class);
                    }))
        .isInstanceOf(StoreUnavailable.class);
    assertThat(count(unit)).isZero();
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void call_failedStatementInANestedUnitIsCaught_keepsTheRest(TestDatabase kind) {
    JdbcUnitOfWork unit = open(kind);
    unit.run(
        () -> {
          add(unit, "a");
          assertThatThrownBy(
                  () ->
                      unit.run(
                          () -> {
                            add(unit, "b");
                            unit.write(handle -> handle.execute("no sql"));
                          }))
              .isInstanceOf(StoreUnavailable.class);
          add(unit, "c");
        });
    assertThat(count(unit)).isEqualTo(2);
  }

  private static JdbcUnitOfWork open(TestDatabase kind) {
    return new JdbcUnitOfWork(kind.clean().connect(), HostTransactions.NONE, new ManualTime());
  }

  private static void add(JdbcUnitOfWork unit, String key) {
    String sql = "insert into ollio_grant values (?, 'ann', 1, '2030-01-01 00:00:00')";
    unit.write(handle -> handle.execute(unit.database().sql(sql), key));
  }

  private static int count(JdbcUnitOfWork unit) {
    String sql = unit.database().sql("select count(*) from ollio_grant");
    return unit.read(handle -> handle.createQuery(sql).mapTo(Integer.class).one());
  }
}
