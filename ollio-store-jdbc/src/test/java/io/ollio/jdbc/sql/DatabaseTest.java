package io.ollio.jdbc.sql;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.InvalidInput;
import io.ollio.jdbc.JdbcSettings;
import io.ollio.jdbc.JdbcStorage;
import io.ollio.jdbc.testing.TestDatabase;
import io.ollio.jdbc.testing.TestDatabase.TestSchema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseTest {
  private static final String LONGEST = "s".repeat(57);

  @ParameterizedTest
  @ValueSource(strings = {"Big", "a b", "a\"; drop table x; --", "1st", "a.b"})
  void connect_nameThatIsNotPlain_isRefused(String schema) {
    try (TestSchema some = TestDatabase.H2.empty()) {
      assertThatThrownBy(() -> Database.connect(some.dataSource(), schema))
          .isInstanceOf(InvalidInput.class);
      assertThatThrownBy(() -> Database.connect(some.dataSource(), LONGEST + "s"))
          .isInstanceOf(InvalidInput.class);
    }
  }

  /** The channel of its notifications is named after it. */
  @Test
  void open_longestNameOnPostgres_canNotify() {
    TestSchema any = TestDatabase.POSTGRESQL.clean();
    JdbcSettings settings = JdbcSettings.DEFAULT.withSchema(LONGEST);
    try (JdbcStorage jdbc = JdbcStorage.open(any.dataSource(), settings)) {
      jdbc.unitOfWork()
          .write(
              handle ->
                  handle
                      .select(
                          "select pg_notify(?, '')",
                          "ollio_" + jdbc.unitOfWork().database().schema())
                      .mapTo(String.class)
                      .list());
    }
  }
}
