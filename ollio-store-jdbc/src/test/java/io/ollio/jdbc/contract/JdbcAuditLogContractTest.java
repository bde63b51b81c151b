package io.ollio.jdbc.contract;

import io.ollio.jdbc.testing.JdbcFixture;
import io.ollio.jdbc.testing.TestDatabase;
import io.ollio.testkit.audit.AuditLogContract;
import io.ollio.testkit.store.StoreFixture;
import org.junit.jupiter.api.Nested;

class JdbcAuditLogContractTest {
  @Nested
  class OnH2 extends AuditLogContract {
    @Override
    protected StoreFixture open() {
      return JdbcFixture.open(TestDatabase.H2);
    }
  }

  @Nested
  class OnPostgresql extends AuditLogContract {
    @Override
    protected StoreFixture open() {
      return JdbcFixture.open(TestDatabase.POSTGRESQL);
    }
  }

  @Nested
  class OnMariaDb extends AuditLogContract {
    @Override
    protected StoreFixture open() {
      return JdbcFixture.open(TestDatabase.MARIADB);
    }
  }
}
