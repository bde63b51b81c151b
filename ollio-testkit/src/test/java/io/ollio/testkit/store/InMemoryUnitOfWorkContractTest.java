package io.ollio.testkit.store;

class InMemoryUnitOfWorkContractTest extends UnitOfWorkContract {
  @Override
  protected StoreFixture open() {
    return InMemoryFixture.open();
  }
}
