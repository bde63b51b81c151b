package io.ollio.testkit.credit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.InvalidInput;
import io.ollio.credit.CreditException.HoldConflict;
import io.ollio.credit.CreditException.HoldNotFound;
import io.ollio.credit.CreditException.InsufficientCredits;
import io.ollio.credit.CreditLedger;
import io.ollio.credit.Credits;
import io.ollio.credit.Hold;
import io.ollio.credit.Hold.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How every {@link CreditLedger} holds, captures, releases and refunds. */
public abstract class HoldsContract extends CreditSuite {
  /** A contract. */
  protected HoldsContract() {}

  @Test
  void hold_available_setsCreditsAside() {
    Hold hold = hold(30, "work");
    assertThat(hold)
        .isEqualTo(
            new Hold(ANN, "work", Credits.of(30), Credits.ZERO, State.OPEN, time().instant()));
    assertThat(ledger().findHold("work")).contains(hold);
    assertThat(account().available()).isEqualTo(Credits.of(70));
    assertAccount(100, 0, 30);
    assertThat(journalLines()).containsExactly("HOLD work 30");
  }

  @Test
  void hold_exactlyWhatIsLeft_works() {
    hold(60, "first");
    hold(40, "second");
    assertThat(account().available()).isEqualTo(Credits.ZERO);
    assertAccount(100, 0, 100);
  }

  @Test
  void hold_oneMoreThanLeft_isRefusedAndHoldsNothing() {
    hold(60, "first");
    capture("first", 50);
    assertThatThrownBy(() -> hold(51, "second"))
        .isInstanceOfSatisfying(
            InsufficientCredits.class,
            e -> {
              assertThat(e.required()).isEqualTo(Credits.of(51));
              assertThat(e.available()).isEqualTo(Credits.of(50));
              assertThat(e.isRetryable()).isFalse();
              assertThat(e).hasMessageContaining("ann").hasMessageContaining("100");
            });
    assertThat(ledger().findHold("second")).isEmpty();
    assertAccount(100, 50, 0);
  }

  @Test
  void hold_afterARefusal_mayUseTheSameKey() {
    assertThatThrownBy(() -> hold(101, "work")).isInstanceOf(InsufficientCredits.class);
    assertThat(hold(100, "work").state()).isEqualTo(State.OPEN);
  }

  @Test
  void hold_repeated_holdsOnce() {
    Hold first = hold(30, "work");
    tick();
    assertThat(hold(30, "work")).isEqualTo(first);
    assertAccount(100, 0, 30);
    assertThat(journal()).hasSize(1);
  }

  @Test
  void hold_repeatedWhenNothingIsLeft_stillAnswers() {
    Hold first = hold(100, "work");
    assertThat(hold(100, "work")).isEqualTo(first);
  }

  @Test
  void hold_repeatedLater_returnsItAsItStands() {
    hold(30, "taken");
    hold(30, "freed");
    Hold captured = capture("taken", 20);
    Hold released = ledger().release("freed");
    assertThat(hold(30, "taken")).isEqualTo(captured);
    assertThat(hold(30, "freed")).isEqualTo(released);
    assertAccount(100, 20, 0);
  }

  @Test
  void hold_keyOfAnotherOwnerOrAmount_isAConflict() {
    hold(30, "work");
    assertThatThrownBy(() -> ledger().hold(BOB, Credits.of(30), "work"))
        .isInstanceOf(HoldConflict.class)
        .hasMessageContaining("work");
    assertThatThrownBy(() -> hold(31, "work")).isInstanceOf(HoldConflict.class);
    assertAccount(100, 0, 30);
    assertThat(ledger().account(BOB).held()).isEqualTo(Credits.ZERO);
  }

  @Test
  void hold_keysThatLookAlike_areKeptApart() {
    hold(1, "key");
    hold(2, "KEY");
    hold(3, "key ");
    hold(4, "kéy");
    assertThat(ledger().findHold("key").orElseThrow().amount()).isEqualTo(Credits.of(1));
    assertAccount(100, 0, 10);
  }

  @Test
  void hold_nothing_works() {
    hold(0, "free");
    capture("free", 0);
    assertAccount(100, 0, 0);
  }

  @Test
  void hold_hugeAmount_isRefusedNotMiscounted() {
    hold(1, "one");
    assertThatThrownBy(() -> hold(Long.MAX_VALUE, "huge")).isInstanceOf(InsufficientCredits.class);
    assertAccount(100, 0, 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "nul\0key", "half\uD83Dpair"})
  void hold_badKey_isRefused(String key) {
    assertThatThrownBy(() -> hold(1, key)).isInstanceOf(InvalidInput.class);
    assertThatThrownBy(() -> ledger().grant(ANN, Credits.of(1), key))
        .isInstanceOf(InvalidInput.class);
    assertAccount(100, 0, 0);
  }

  @Test
  void hold_keyOfLimitLength_works() {
    String longest = "é".repeat(200);
    hold(1, longest);
    assertThat(ledger().findHold(longest)).isPresent();
    assertThatThrownBy(() -> hold(1, longest + "x")).isInstanceOf(InvalidInput.class);
  }

  @Test
  void capture_all_usesThem() {
    Hold before = hold(30, "work");
    tick();
    Hold captured = capture("work", 30);
    assertThat(captured)
        .isEqualTo(
            new Hold(
                ANN, "work", Credits.of(30), Credits.of(30), State.CAPTURED, before.createdAt()));
    assertThat(ledger().findHold("work")).contains(captured);
    assertAccount(100, 30, 0);
    assertThat(journalLines()).containsExactly("HOLD work 30", "CAPTURE work 30");
  }

  @Test
  void capture_less_freesTheRest() {
    hold(30, "work");
    assertThat(capture("work", 12).captured()).isEqualTo(Credits.of(12));
    assertThat(account().available()).isEqualTo(Credits.of(88));
    assertAccount(100, 12, 0);
    assertThat(journalLines())
        .containsExactly("HOLD work 30", "CAPTURE work 12", "RELEASE work 18");
  }

  @Test
  void capture_repeated_capturesOnce() {
    hold(30, "work");
    Hold first = capture("work", 12);
    assertThat(capture("work", 12)).isEqualTo(first);
    assertAccount(100, 12, 0);
    assertThat(journal()).hasSize(3);
  }

  @Test
  void capture_repeatedWithAnotherAmount_isAConflict() {
    hold(30, "work");
    capture("work", 12);
    assertThatThrownBy(() -> capture("work", 13)).isInstanceOf(HoldConflict.class);
    assertAccount(100, 12, 0);
  }

  @Test
  void capture_moreThanHeld_isAConflictAndTakesNothing() {
    hold(30, "work");
    assertThatThrownBy(() -> capture("work", 31))
        .isInstanceOf(HoldConflict.class)
        .hasMessageContaining("work")
        .hasMessageContaining("30");
    assertAccount(100, 0, 30);
    assertThat(capture("work", 30).state()).isEqualTo(State.CAPTURED);
  }

  @Test
  void capture_released_isAConflict() {
    hold(30, "work");
    ledger().release("work");
    assertThatThrownBy(() -> capture("work", 30)).isInstanceOf(HoldConflict.class);
    assertThatThrownBy(() -> capture("work", 0)).isInstanceOf(HoldConflict.class);
    assertAccount(100, 0, 0);
  }

  @Test
  void release_open_freesThem() {
    Hold before = hold(30, "work");
    Hold released = ledger().release("work");
    assertThat(released)
        .isEqualTo(
            new Hold(
                ANN, "work", Credits.of(30), Credits.ZERO, State.RELEASED, before.createdAt()));
    assertThat(ledger().findHold("work")).contains(released);
    assertAccount(100, 0, 0);
    assertThat(journalLines()).containsExactly("HOLD work 30", "RELEASE work 30");
  }

  @Test
  void release_repeated_releasesOnce() {
    hold(30, "work");
    hold(30, "other");
    Hold first = ledger().release("work");
    assertThat(ledger().release("work")).isEqualTo(first);
    assertAccount(100, 0, 30);
    assertThat(journal()).hasSize(3);
  }

  @Test
  void release_captured_isAConflict() {
    hold(30, "work");
    capture("work", 30);
    assertThatThrownBy(() -> ledger().release("work")).isInstanceOf(HoldConflict.class);
    assertAccount(100, 30, 0);
  }

  @Test
  void refund_captured_givesBackWhatWasTaken() {
    hold(30, "work");
    capture("work", 12);
    Hold refunded = ledger().refund("work");
    assertThat(refunded.state()).isEqualTo(State.REFUNDED);
    assertThat(refunded.captured()).isEqualTo(Credits.of(12));
    assertThat(ledger().findHold("work")).contains(refunded);
    assertAccount(100, 0, 0);
    assertThat(journalLines()).endsWith("REFUND work 12");
  }

  @Test
  void refund_repeated_givesBackOnce() {
    hold(30, "work");
    hold(30, "other");
    capture("work", 12);
    capture("other", 20);
    Hold first = ledger().refund("work");
    assertThat(ledger().refund("work")).isEqualTo(first);
    assertAccount(100, 20, 0);
    assertThat(capture("work", 12)).isEqualTo(first);
    assertAccount(100, 20, 0);
  }

  @Test
  void refund_notCaptured_isAConflict() {
    hold(30, "open");
    hold(30, "freed");
    ledger().release("freed");
    assertThatThrownBy(() -> ledger().refund("open")).isInstanceOf(HoldConflict.class);
    assertThatThrownBy(() -> ledger().refund("freed")).isInstanceOf(HoldConflict.class);
    assertAccount(100, 0, 30);
  }

  @Test
  void release_refunded_isAConflict() {
    hold(30, "work");
    capture("work", 30);
    ledger().refund("work");
    assertThatThrownBy(() -> ledger().release("work")).isInstanceOf(HoldConflict.class);
    assertThatThrownBy(() -> capture("work", 29)).isInstanceOf(HoldConflict.class);
    assertAccount(100, 0, 0);
  }

  @Test
  void anyCall_unknownKey_throwsHoldNotFound() {
    assertThat(ledger().findHold("nothing")).isEmpty();
    assertThatThrownBy(() -> capture("nothing", 1))
        .isInstanceOf(HoldNotFound.class)
        .hasMessageContaining("nothing");
    assertThatThrownBy(() -> ledger().release("nothing")).isInstanceOf(HoldNotFound.class);
    assertThatThrownBy(() -> ledger().refund("nothing")).isInstanceOf(HoldNotFound.class);
  }
}
