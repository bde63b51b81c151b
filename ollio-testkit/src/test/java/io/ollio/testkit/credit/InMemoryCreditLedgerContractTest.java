package io.ollio.testkit.credit;

import io.ollio.testkit.store.InMemoryFixture;
import io.ollio.testkit.store.StoreFixture;

class InMemoryCreditLedgerContractTest extends CreditLedgerContract {
  @Override
  protected StoreFixture open() {
    return InMemoryFixture.open();
  }
}
