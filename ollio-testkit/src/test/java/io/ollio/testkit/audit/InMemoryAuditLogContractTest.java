package io.ollio.testkit.audit;

import io.ollio.testkit.store.InMemoryFixture;
import io.ollio.testkit.store.StoreFixture;

class InMemoryAuditLogContractTest extends AuditLogContract {
  @Override
  protected StoreFixture open() {
    return InMemoryFixture.open();
  }
}
