package io.ollio.testkit.store;

class InMemoryAfterCommitContractTest extends AfterCommitContract {
  @Override
  protected StoreFixture open() {
    return InMemoryFixture.open();
  }
}
