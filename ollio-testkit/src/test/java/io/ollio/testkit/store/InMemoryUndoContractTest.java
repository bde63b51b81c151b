package io.ollio.testkit.store;

class InMemoryUndoContractTest extends UndoContract {
  @Override
  protected StoreFixture open() {
    return InMemoryFixture.open();
  }
}
