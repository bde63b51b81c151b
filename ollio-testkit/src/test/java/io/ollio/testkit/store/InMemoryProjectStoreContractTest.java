package io.ollio.testkit.store;

class InMemoryProjectStoreContractTest extends ProjectStoreContract {
  @Override
  protected StoreFixture open() {
    return InMemoryFixture.open();
  }
}
