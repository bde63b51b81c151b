package io.ollio.testkit.credit;

import static io.ollio.testkit.ContractBite.assertCaught;
import static io.ollio.testkit.ContractBite.assertPassed;

import io.ollio.IdSource;
import io.ollio.OwnerId;
import io.ollio.Page;
import io.ollio.PageRequest;
import io.ollio.credit.Account;
import io.ollio.credit.CreditException.HoldConflict;
import io.ollio.credit.CreditException.InsufficientCredits;
import io.ollio.credit.CreditLedger;
import io.ollio.credit.Credits;
import io.ollio.credit.Hold;
import io.ollio.credit.JournalEntry;
import io.ollio.credit.Plan;
import io.ollio.local.memory.InMemoryCreditLedger;
import io.ollio.local.memory.InMemoryUnitOfWork;
import io.ollio.testkit.store.InMemoryFixture;
import io.ollio.testkit.store.StoreFixture;
import io.ollio.testkit.store.Tampered;
import io.ollio.testkit.time.ManualTime;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every wrong ledger is caught by a test that the right one passes. */
@SuppressWarnings({"UnusedMethod", "UnusedVariable", "EffectivelyPrivate"}) // Tampered calls them
class CreditLedgerContractBiteTest {
  static Stream<Arguments> bites() {
    return Stream.of(
        Arguments.of(ChargesTwice.class, "hold_repeated_holdsOnce"),
        Arguments.of(ChargesTwice.class, "hold_sameKeyByManyAtOnce_holdsOnce"),
        Arguments.of(PassesTheLimit.class, "hold_oneMoreThanLeft_isRefusedAndHoldsNothing"),
        Arguments.of(PassesTheLimit.class, "hold_byManyAtOnce_grantsExactlyTheLimit"),
        Arguments.of(CapturesMore.class, "capture_moreThanHeld_isAConflictAndTakesNothing"),
        Arguments.of(KeepsReleased.class, "release_open_freesThem"),
        Arguments.of(KeepsReleased.class, "holdAndRelease_byManyAtOnce_leavesEverythingFree"),
        Arguments.of(EndsBothWays.class, "captureAgainstRelease_endsOneWayOnly"),
        Arguments.of(GrantsAgain.class, "grant_repeated_grantsOnce"),
        Arguments.of(NeverRollsOver.class, "period_atItsEnd_startsFromZero"),
        Arguments.of(NeverRollsOver.class, "refund_inTheNextPeriod_addsNothingToIt"),
        Arguments.of(ForgetsGrantsInJournal.class, "grant_raisesTheLimit"),
        Arguments.of(
            ForgetsGrantsInJournal.class, "period_manyInARow_keepJournalAndAccountTogether"),
        Arguments.of(SharesAccounts.class, "account_ofSomebodyElse_staysApart"));
  }

  @ParameterizedTest
  @MethodSource("bites")
  void contract_wrongLedger_isCaught(Class<?> wrong, String test) {
    assertPassed(Right.class, test);
    assertCaught(wrong, test);
  }

  /** The right ledger, and the place where it can be spoiled. */
  static class Right extends CreditLedgerContract {
    @Override
    protected StoreFixture open() {
      InMemoryFixture right = InMemoryFixture.open();
      CreditLedger ledger = right.ledger();
      return right.with(Tampered.with(CreditLedger.class, ledger, wrong(ledger)));
    }

    Object wrong(CreditLedger right) {
      return new Object();
    }
  }

  static class ChargesTwice extends Right {
    @Override
    Object wrong(CreditLedger right) {
      Set<String> charged = ConcurrentHashMap.newKeySet();
      AtomicInteger calls = new AtomicInteger();
      return new Object() {
        public Hold hold(OwnerId owner, Credits amount, String key) {
          if (!charged.add(key)) {
            right.hold(owner, amount, key + " again " + calls.incrementAndGet());
          }
          return right.hold(owner, amount, key);
        }
      };
    }
  }

  /** Looks first and holds then, with a grant for what is missing. */
  static class PassesTheLimit extends Right {
    @Override
    Object wrong(CreditLedger right) {
      return new Object() {
        public Hold hold(OwnerId owner, Credits amount, String key) {
          try {
            return right.hold(owner, amount, key);
          } catch (InsufficientCredits e) {
            right.grant(owner, amount, key);
            return right.hold(owner, amount, key);
          }
        }
      };
    }
  }

  static class CapturesMore extends Right {
    @Override
    Object wrong(CreditLedger right) {
      return new Object() {
        public Hold capture(String key, Credits actual) {
          Hold hold = right.findHold(key).orElseThrow();
          return right.capture(key, actual.compareTo(hold.amount()) > 0 ? hold.amount() : actual);
        }
      };
    }
  }

  static class KeepsReleased extends Right {
    @Override
    Object wrong(CreditLedger right) {
      return new Object() {
        public Hold release(String key) {
          Hold hold = right.findHold(key).orElseThrow();
          return new Hold(
              hold.owner(),
              key,
              hold.amount(),
              Credits.ZERO,
              Hold.State.RELEASED,
              hold.createdAt());
        }
      };
    }
  }

  /** Whoever comes second is told that it has won, too. */
  static class EndsBothWays extends Right {
    @Override
    Object wrong(CreditLedger right) {
      return new Object() {
        public Hold capture(String key, Credits actual) {
          try {
            return right.capture(key, actual);
          } catch (HoldConflict e) {
            return right.findHold(key).orElseThrow();
          }
        }

        public Hold release(String key) {
          try {
            return right.release(key);
          } catch (HoldConflict e) {
            return right.refund(key);
          }
        }
      };
    }
  }

  static class GrantsAgain extends Right {
    @Override
    Object wrong(CreditLedger right) {
      AtomicInteger calls = new AtomicInteger();
      return new Object() {
        public Account grant(OwnerId owner, Credits amount, String key) {
          return right.grant(owner, amount, key + calls.incrementAndGet());
        }
      };
    }
  }

  /** Reads a clock that stands still. */
  static class NeverRollsOver extends Right {
    @Override
    protected StoreFixture open() {
      ManualTime stopped = new ManualTime();
      return InMemoryFixture.open()
          .with(
              new InMemoryCreditLedger(
                  new InMemoryUnitOfWork(),
                  stopped,
                  new IdSource(stopped, new Random(1)),
                  Plan.FREE));
    }
  }

  static class ForgetsGrantsInJournal extends Right {
    @Override
    Object wrong(CreditLedger right) {
      return new Object() {
        public Page<JournalEntry> journal(OwnerId owner, PageRequest page) {
          Page<JournalEntry> all = right.journal(owner, page);
          return new Page<>(
              all.items().stream().filter(row -> row.kind() != JournalEntry.Kind.GRANT).toList(),
              all.next());
        }
      };
    }
  }

  static class SharesAccounts extends Right {
    @Override
    Object wrong(CreditLedger right) {
      return new Object() {
        public Account account(OwnerId owner) {
          return right.account(OwnerId.of("ann"));
        }
      };
    }
  }
}
