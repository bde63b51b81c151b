package io.ollio.testkit.credit;

import io.ollio.testkit.store.StoreFixture;
import org.junit.jupiter.api.Nested;

/** What every {@link io.ollio.credit.CreditLedger} does, topic by topic. */
public abstract class CreditLedgerContract {
  /** A contract. */
  protected CreditLedgerContract() {}

  /** Opens an empty family of adapters. */
  protected abstract StoreFixture open() throws Exception;

  @Nested
  class OfHolds extends HoldsContract {
    @Override
    protected StoreFixture open() throws Exception {
      return CreditLedgerContract.this.open();
    }
  }

  @Nested
  class OfAccounts extends AccountsContract {
    @Override
    protected StoreFixture open() throws Exception {
      return CreditLedgerContract.this.open();
    }
  }

  @Nested
  class OfPeriods extends PeriodsContract {
    @Override
    protected StoreFixture open() throws Exception {
      return CreditLedgerContract.this.open();
    }
  }

  @Nested
  class OfRaces extends CreditRacesContract {
    @Override
    protected StoreFixture open() throws Exception {
      return CreditLedgerContract.this.open();
    }
  }
}
