package io.ollio.jdbc.contract;

import io.ollio.jdbc.testing.JdbcFixture;
import io.ollio.jdbc.testing.TestDatabase;
import io.ollio.testkit.store.StoreFixture;
import io.ollio.testkit.store.UndoContract;
import org.junit.jupiter.api.Nested;

class JdbcUndoContractTest {
  @Nested
  class OnH2 extends UndoContract {
    @Override
    protected StoreFixture open() {
      return JdbcFixture.open(TestDatabase.H2);
    }
  }

  @Nested
  class OnPostgresql extends UndoContract {
    @Override
    protected StoreFixture open() {
      return JdbcFixture.open(TestDatabase.POSTGRESQL);
    }
  }

  @Nested
  class OnMariaDb extends UndoContract {
    @Override
    protected StoreFixture open() {
      return JdbcFixture.open(TestDatabase.MARIADB);
    }
  }
}
