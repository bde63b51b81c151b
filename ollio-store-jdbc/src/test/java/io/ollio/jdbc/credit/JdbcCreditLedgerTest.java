package io.ollio.jdbc.credit;

import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.OwnerId;
import io.ollio.credit.CreditException.InsufficientCredits;
import io.ollio.credit.Credits;
import io.ollio.credit.Hold;
import io.ollio.credit.Plan;
import io.ollio.jdbc.JdbcStorage;
import io.ollio.jdbc.credit.Imbalance.Sums;
import io.ollio.jdbc.testing.JdbcFixture;
import io.ollio.jdbc.testing.TestDatabase;
import io.ollio.testkit.store.Race;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(300)
class JdbcCreditLedgerTest {
  private static final OwnerId ANN = OwnerId.of("ann");
  private static final OwnerId BOB = OwnerId.of("bob");
  private static final int THREADS = 64;
  private static final int TRIES = 10_000;

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void hold_tenThousandTriesOn64Threads_grantsExactlyTheLimit(TestDatabase kind) throws Exception {
    JdbcStorage jdbc = JdbcFixture.open(kind).jdbc();
    jdbc.credits().changePlan(ANN, new Plan("big", Credits.of(5_000), Duration.ofDays(30)));
    List<Integer> granted =
        Race.between(
            THREADS,
            racer -> {
              int count = 0;
              for (int i = racer; i < TRIES; i += THREADS) {
                count += isHeld(jdbc, "hold" + i) ? 1 : 0;
              }
              return count;
            });
    assertThat(granted.stream().mapToInt(Integer::intValue).sum()).isEqualTo(5_000);
    assertThat(jdbc.credits().account(ANN).held()).isEqualTo(Credits.of(5_000));
    assertThat(jdbc.credits().check()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void check_afterEveryKindOfChange_findsNothing(TestDatabase kind) {
    JdbcFixture fixture = JdbcFixture.open(kind);
    JdbcCreditLedger ledger = fixture.jdbc().credits();
    for (int month = 0; month < 3; month++) {
      ledger.grant(ANN, Credits.of(5), "gift" + month);
      ledger.hold(ANN, Credits.of(10), "taken" + month);
      ledger.capture("taken" + month, Credits.of(7));
      ledger.hold(ANN, Credits.of(3), "freed" + month);
      ledger.release("freed" + month);
      ledger.hold(ANN, Credits.of(4), "back" + month);
      ledger.capture("back" + month, Credits.of(4));
      ledger.refund("back" + month);
      ledger.hold(ANN, Credits.of(1), "open" + month);
      fixture.time().advance(Duration.ofDays(31));
    }
    assertThat(ledger.check()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void check_rowsChangedByHand_namesWhoAndWhat(TestDatabase kind) {
    JdbcFixture fixture = JdbcFixture.open(kind);
    JdbcCreditLedger ledger = fixture.jdbc().credits();
    ledger.hold(ANN, Credits.of(10), "ann's");
    ledger.hold(BOB, Credits.of(20), "bob's");
    ledger.hold(OwnerId.of("cat"), Credits.of(30), "cat's");
    String sql = "update ollio_account set used = 5, held = 11 where owner = 'ann'";
    TestDatabase.run(kind.shared().dataSource(), kind.shared().connect().sql(sql));
    sql = "delete from ollio_hold where owner = 'bob'";
    TestDatabase.run(kind.shared().dataSource(), kind.shared().connect().sql(sql));
    assertThat(ledger.check())
        .containsExactly(
            new Imbalance(ANN, new Sums(11, 5, 0), new Sums(10, 0, 0), 10),
            new Imbalance(BOB, new Sums(20, 0, 0), new Sums(20, 0, 0), 0));
  }

  @Test
  void hold_ofManyOwnersAtOnce_doesNotQueueBehindOne() throws Exception {
    JdbcStorage jdbc = JdbcFixture.open(TestDatabase.POSTGRESQL).jdbc();
    jdbc.unitOfWork()
        .run(
            () -> {
              jdbc.credits().hold(ANN, Credits.of(1), "ann's");
              assertThat(elsewhere(() -> jdbc.credits().hold(BOB, Credits.of(1), "bob's")))
                  .isEqualTo("bob's");
            });
  }

  private static String elsewhere(Supplier<Hold> call) {
    try {
      return Race.started(call::get).get(10, TimeUnit.SECONDS).key();
    } catch (Exception e) {
      throw new AssertionError("The hold of another owner has waited or failed", e);
    }
  }

  private static boolean isHeld(JdbcStorage jdbc, String key) {
    try {
      jdbc.credits().hold(ANN, Credits.of(1), key);
      return true;
    } catch (InsufficientCredits e) {
      return false;
    }
  }
}
