package io.ollio.testkit.owner;

import io.ollio.testkit.store.InMemoryFixture;
import io.ollio.testkit.store.StoreFixture;

class InMemoryRateLimiterContractTest extends RateLimiterContract {
  @Override
  protected StoreFixture open() {
    return InMemoryFixture.open();
  }
}
