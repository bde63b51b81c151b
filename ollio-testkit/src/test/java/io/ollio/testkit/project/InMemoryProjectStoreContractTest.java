package io.ollio.testkit.project;

import io.ollio.testkit.store.InMemoryFixture;
import io.ollio.testkit.store.StoreFixture;

class InMemoryProjectStoreContractTest extends ProjectStoreContract {
  @Override
  protected StoreFixture open() {
    return InMemoryFixture.open();
  }
}
