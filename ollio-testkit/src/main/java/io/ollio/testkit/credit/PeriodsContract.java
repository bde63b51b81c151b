package io.ollio.testkit.credit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.credit.CreditException.InsufficientCredits;
import io.ollio.credit.CreditLedger;
import io.ollio.credit.Credits;
import io.ollio.credit.Hold;
import io.ollio.credit.Plan;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How one period follows the other in every {@link CreditLedger}. */
public abstract class PeriodsContract extends CreditSuite {
  private static final Duration MONTH = Duration.ofDays(30);

  /** A contract. */
  protected PeriodsContract() {}

  @Test
  void period_beginsWithTheFirstUse() {
    time().advance(Duration.ofDays(3));
    hold(1, "first");
    Instant reset = time().instant().plus(MONTH);
    time().advance(Duration.ofDays(5));
    hold(1, "second");
    assertThat(account().resetAt()).isEqualTo(reset);
  }

  @Test
  void period_justBeforeItsEnd_isStillTheSame() {
    hold(100, "all");
    capture("all", 100);
    time().advance(MONTH.minusMillis(1));
    assertThatThrownBy(() -> hold(1, "more")).isInstanceOf(InsufficientCredits.class);
    assertAccount(100, 100, 0);
  }

  @Test
  void period_atItsEnd_startsFromZero() {
    hold(100, "all");
    capture("all", 100);
    time().advance(MONTH);
    assertThat(account().used()).isEqualTo(Credits.ZERO);
    assertThat(account().available()).isEqualTo(Credits.of(100));
    hold(100, "next");
    assertThat(account().resetAt()).isEqualTo(time().instant().plus(MONTH));
    assertAccount(100, 0, 100);
    assertThat(journalLines()).endsWith("RESET  100", "HOLD next 100");
  }

  @Test
  void period_unusedForLong_beginsWithTheNextUse() {
    hold(1, "first");
    time().advance(Duration.ofDays(365));
    assertThat(account().resetAt()).isEqualTo(time().instant().plus(MONTH));
    time().advance(Duration.ofDays(5));
    hold(1, "second");
    assertThat(account().resetAt()).isEqualTo(time().instant().plus(MONTH));
    assertThat(journalLines()).containsExactly("HOLD first 1", "RESET  0", "HOLD second 1");
  }

  @Test
  void period_new_keepsOpenHolds() {
    hold(30, "open");
    time().advance(MONTH);
    assertThat(account().held()).isEqualTo(Credits.of(30));
    assertThat(account().available()).isEqualTo(Credits.of(70));
    assertThatThrownBy(() -> hold(71, "more")).isInstanceOf(InsufficientCredits.class);
    hold(70, "rest");
    assertAccount(100, 0, 100);
  }

  @Test
  void capture_inTheNextPeriod_countsThere() {
    hold(30, "open");
    time().advance(MONTH);
    capture("open", 20);
    assertAccount(100, 20, 0);
    assertThat(journalLines())
        .containsExactly("HOLD open 30", "RESET  0", "CAPTURE open 20", "RELEASE open 10");
  }

  @Test
  void release_inTheNextPeriod_freesTheHold() {
    hold(30, "open");
    time().advance(MONTH);
    ledger().release("open");
    assertAccount(100, 0, 0);
  }

  @Test
  void grant_endsWithItsPeriod() {
    ledger().grant(ANN, Credits.of(50), "gift");
    time().advance(MONTH);
    assertThat(account().limit()).isEqualTo(Credits.of(100));
    assertThat(ledger().grant(ANN, Credits.of(50), "gift").granted()).isEqualTo(Credits.ZERO);
    hold(1, "next");
    assertAccount(100, 0, 1);
  }

  @Test
  void refund_inTheSamePeriod_givesBack() {
    hold(30, "taken");
    time().advance(Duration.ofDays(10));
    capture("taken", 30);
    time().advance(Duration.ofDays(10));
    ledger().refund("taken");
    assertAccount(100, 0, 0);
  }

  @Test
  void refund_inTheNextPeriod_addsNothingToIt() {
    hold(30, "old");
    capture("old", 30);
    time().advance(MONTH);
    hold(40, "new");
    capture("new", 40);
    Hold refunded = ledger().refund("old");
    assertThat(refunded.state()).isEqualTo(Hold.State.REFUNDED);
    assertAccount(100, 40, 0);
    assertThat(journalLines()).endsWith("REFUND old 0");
  }

  @Test
  void refund_asFirstUseOfTheNextPeriod_addsNothingToIt() {
    hold(30, "old");
    capture("old", 30);
    time().advance(MONTH);
    ledger().refund("old");
    assertAccount(100, 0, 0);
    assertThat(account().available()).isEqualTo(Credits.of(100));
  }

  @Test
  void refund_ofAHoldThatWasCapturedInThisPeriod_givesBack() {
    hold(30, "open");
    time().advance(MONTH);
    capture("open", 30);
    ledger().refund("open");
    assertAccount(100, 0, 0);
  }

  @Test
  void changePlan_lengthOfPeriod_countsFromTheNextOne() {
    hold(1, "first");
    Instant reset = account().resetAt();
    ledger().changePlan(ANN, new Plan("weekly", Credits.of(10), Duration.ofDays(7)));
    assertThat(account().resetAt()).isEqualTo(reset);
    time().advance(MONTH);
    hold(1, "second");
    assertThat(account().resetAt()).isEqualTo(time().instant().plus(Duration.ofDays(7)));
    assertAccount(10, 0, 2);
  }

  @Test
  void hold_repeatedInTheNextPeriod_holdsOnce() {
    Hold first = hold(30, "open");
    time().advance(MONTH);
    assertThat(hold(30, "open")).isEqualTo(first);
    assertAccount(100, 0, 30);
  }

  @Test
  void period_manyInARow_keepJournalAndAccountTogether() {
    for (int month = 0; month < 6; month++) {
      hold(60, "a" + month);
      hold(40, "b" + month);
      capture("a" + month, 50 + month);
      ledger().release("b" + month);
      ledger().grant(ANN, Credits.of(month), "g" + month);
      assertAccount(100 + month, 50 + month, 0);
      time().advance(MONTH.plusDays(1));
    }
  }
}
