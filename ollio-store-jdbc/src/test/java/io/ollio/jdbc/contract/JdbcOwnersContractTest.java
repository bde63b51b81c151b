package io.ollio.jdbc.contract;

import io.ollio.jdbc.testing.JdbcFixture;
import io.ollio.jdbc.testing.TestDatabase;
import io.ollio.testkit.owner.OwnersContract;
import io.ollio.testkit.store.StoreFixture;
import org.junit.jupiter.api.Nested;

class JdbcOwnersContractTest {
  @Nested
  class OnH2 extends OwnersContract {
    @Override
    protected StoreFixture open() {
      return JdbcFixture.open(TestDatabase.H2);
    }
  }

  @Nested
  class OnPostgresql extends OwnersContract {
    @Override
    protected StoreFixture open() {
      return JdbcFixture.open(TestDatabase.POSTGRESQL);
    }
  }

  @Nested
  class OnMariaDb extends OwnersContract {
    @Override
    protected StoreFixture open() {
      return JdbcFixture.open(TestDatabase.MARIADB);
    }
  }
}
