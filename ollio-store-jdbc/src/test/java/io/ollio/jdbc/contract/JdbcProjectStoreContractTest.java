package io.ollio.jdbc.contract;

import io.ollio.jdbc.testing.JdbcFixture;
import io.ollio.jdbc.testing.TestDatabase;
import io.ollio.testkit.project.ProjectStoreContract;
import io.ollio.testkit.store.StoreFixture;
import org.junit.jupiter.api.Nested;

class JdbcProjectStoreContractTest {
  @Nested
  class OnH2 extends ProjectStoreContract {
    @Override
    protected StoreFixture open() {
      return JdbcFixture.open(TestDatabase.H2);
    }
  }

  @Nested
  class OnPostgresql extends ProjectStoreContract {
    @Override
    protected StoreFixture open() {
      return JdbcFixture.open(TestDatabase.POSTGRESQL);
    }
  }

  @Nested
  class OnMariaDb extends ProjectStoreContract {
    @Override
    protected StoreFixture open() {
      return JdbcFixture.open(TestDatabase.MARIADB);
    }
  }
}
