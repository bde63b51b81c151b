package io.ollio.jdbc.contract;

import io.ollio.jdbc.testing.JdbcFixture;
import io.ollio.jdbc.testing.TestDatabase;
import io.ollio.testkit.store.AfterCommitContract;
import io.ollio.testkit.store.StoreFixture;
import org.junit.jupiter.api.Nested;

class JdbcAfterCommitContractTest {
  @Nested
  class OnH2 extends AfterCommitContract {
    @Override
    protected StoreFixture open() {
      return JdbcFixture.open(TestDatabase.H2);
    }
  }

  @Nested
  class OnPostgresql extends AfterCommitContract {
    @Override
    protected StoreFixture open() {
      return JdbcFixture.open(TestDatabase.POSTGRESQL);
    }
  }

  @Nested
  class OnMariaDb extends AfterCommitContract {
    @Override
    protected StoreFixture open() {
      return JdbcFixture.open(TestDatabase.MARIADB);
    }
  }
}
