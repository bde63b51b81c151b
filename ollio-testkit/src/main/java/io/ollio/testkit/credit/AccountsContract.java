package io.ollio.testkit.credit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.InvalidInput;
import io.ollio.OwnerId;
import io.ollio.Page;
import io.ollio.PageRequest;
import io.ollio.credit.Account;
import io.ollio.credit.CreditException.GrantConflict;
import io.ollio.credit.CreditException.InsufficientCredits;
import io.ollio.credit.CreditLedger;
import io.ollio.credit.Credits;
import io.ollio.credit.Hold;
import io.ollio.credit.JournalEntry;
import io.ollio.credit.JournalEntry.Kind;
import io.ollio.credit.Plan;
import io.ollio.testkit.store.Pages;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How every {@link CreditLedger} keeps accounts, plans, grants and the journal. */
public abstract class AccountsContract extends CreditSuite {
  private static final Plan PRO = new Plan("pro", Credits.of(500), Duration.ofDays(7));
  private static final Plan SMALL = new Plan("small", Credits.of(10), Duration.ofDays(7));

  /** A contract. */
  protected AccountsContract() {}

  @Test
  void account_neverHeardOf_hasTheDefaultPlanUnused() {
    assertThat(account())
        .isEqualTo(
            new Account(
                ANN,
                Plan.FREE,
                Credits.ZERO,
                Credits.ZERO,
                Credits.ZERO,
                time().instant().plus(Duration.ofDays(30))));
    assertThat(account().available()).isEqualTo(Credits.of(100));
    assertThat(journal()).isEmpty();
  }

  @Test
  void account_ofSomebodyElse_staysApart() {
    hold(30, "ann's");
    ledger().hold(BOB, Credits.of(7), "bob's");
    ledger().hold(OwnerId.of("ANN"), Credits.of(1), "another Ann's");
    assertThat(ledger().account(BOB).held()).isEqualTo(Credits.of(7));
    assertAccount(100, 0, 30);
    assertJournalIsAccount(BOB);
  }

  @Test
  void grant_raisesTheLimit() {
    Account account = ledger().grant(ANN, Credits.of(50), "gift");
    assertThat(account).isEqualTo(account());
    assertThat(account.granted()).isEqualTo(Credits.of(50));
    hold(150, "all");
    assertAccount(150, 0, 150);
    assertThat(journalLines()).containsExactly("GRANT gift 50", "HOLD all 150");
  }

  @Test
  void grant_repeated_grantsOnce() {
    Account first = ledger().grant(ANN, Credits.of(50), "gift");
    assertThat(ledger().grant(ANN, Credits.of(50), "gift")).isEqualTo(first);
    ledger().grant(ANN, Credits.of(5), "another");
    assertAccount(155, 0, 0);
    assertThat(journal()).hasSize(2);
  }

  @Test
  void grant_keyOfAnotherOwnerOrAmount_isAConflict() {
    ledger().grant(ANN, Credits.of(50), "gift");
    assertThatThrownBy(() -> ledger().grant(BOB, Credits.of(50), "gift"))
        .isInstanceOf(GrantConflict.class)
        .hasMessageContaining("gift");
    assertThatThrownBy(() -> ledger().grant(ANN, Credits.of(51), "gift"))
        .isInstanceOf(GrantConflict.class);
    assertAccount(150, 0, 0);
    assertThat(ledger().account(BOB).granted()).isEqualTo(Credits.ZERO);
  }

  @Test
  void grant_keyOfAHold_isNoConflict() {
    hold(1, "same");
    ledger().grant(ANN, Credits.of(2), "same");
    assertAccount(102, 0, 1);
  }

  @Test
  void grant_moreThanANumberCanHold_isRefused() {
    ledger().grant(ANN, Credits.of(1), "one");
    assertThatThrownBy(() -> ledger().grant(ANN, Credits.of(Long.MAX_VALUE), "huge"))
        .isInstanceOf(InvalidInput.class);
    assertAccount(101, 0, 0);
  }

  @Test
  void changePlan_takesEffectAtOnceAndKeepsWhatIsUsed() {
    ledger().grant(ANN, Credits.of(5), "gift");
    hold(30, "open");
    hold(30, "taken");
    capture("taken", 20);
    Account before = account();
    tick();
    Account account = ledger().changePlan(ANN, PRO);
    assertThat(account)
        .isEqualTo(
            new Account(ANN, PRO, Credits.of(5), Credits.of(20), Credits.of(30), before.resetAt()));
    assertThat(account()).isEqualTo(account);
    assertAccount(505, 20, 30);
    assertThat(journalLines()).endsWith("PLAN pro 500");
  }

  @Test
  void changePlan_toTheSame_changesNothing() {
    ledger().changePlan(ANN, PRO);
    Account first = account();
    assertThat(ledger().changePlan(ANN, PRO)).isEqualTo(first);
    assertThat(journal()).hasSize(1);
  }

  @Test
  void changePlan_belowWhatIsUsed_leavesNothingAvailable() {
    hold(30, "open");
    hold(30, "taken");
    capture("taken", 30);
    ledger().changePlan(ANN, SMALL);
    assertThat(account().available()).isEqualTo(Credits.ZERO);
    assertThatThrownBy(() -> hold(1, "more")).isInstanceOf(InsufficientCredits.class);
    capture("open", 30);
    assertAccount(10, 60, 0);
  }

  @Test
  void changePlan_ofSomebodyNeverHeardOf_isKept() {
    ledger().changePlan(ANN, PRO);
    assertThat(account().plan()).isEqualTo(PRO);
    assertThat(ledger().account(BOB).plan()).isEqualTo(Plan.FREE);
  }

  @Test
  void journal_inPages_showsEachEntryOnceInOrder() {
    for (int i = 0; i < 5; i++) {
      hold(1, "h" + i);
    }
    ledger().hold(BOB, Credits.of(1), "bob's");
    Page<JournalEntry> page = ledger().journal(ANN, PageRequest.newest(2));
    hold(1, "late");
    assertThat(page.items()).extracting(JournalEntry::key).containsExactly("h4", "h3");
    assertThat(ledger().journal(ANN, page.next().orElseThrow()).items())
        .extracting(JournalEntry::key)
        .containsExactly("h2", "h1");
    assertThat(journal()).extracting(JournalEntry::key).endsWith("h3", "h4", "late");
  }

  @Test
  void journal_entry_saysWhoWhatAndWhen() {
    tick();
    hold(7, "work");
    JournalEntry entry = journal().get(0);
    assertThat(entry)
        .isEqualTo(
            new JournalEntry(entry.id(), ANN, Kind.HOLD, "work", Credits.of(7), time().instant()));
    assertThat(entry.id()).isNotBlank();
  }

  @Test
  void journal_positionOfAnotherOwner_isRefused() {
    ledger().hold(BOB, Credits.of(1), "bob's");
    PageRequest page = PageRequest.newest(1).after(journal(BOB).get(0).id());
    assertThatThrownBy(() -> ledger().journal(ANN, page)).isInstanceOf(InvalidInput.class);
  }

  @Test
  void openHolds_showsThoseOfAllOwnersMadeBefore() {
    Hold first = hold(1, "first");
    hold(2, "taken");
    hold(3, "freed");
    capture("taken", 2);
    ledger().release("freed");
    tick();
    Hold second = ledger().hold(BOB, Credits.of(4), "a second");
    Hold third = hold(5, "third");
    tick();
    Instant before = time().instant();
    hold(6, "late");
    assertThat(Pages.walk(PageRequest.oldest(1), page -> ledger().openHolds(before, page)))
        .containsExactly(first, second, third);
    assertThat(ledger().openHolds(before, PageRequest.newest(2)).items())
        .containsExactly(third, second);
    assertThat(ledger().openHolds(first.createdAt(), PageRequest.newest(2)).items()).isEmpty();
  }

  @Test
  void openHolds_positionThatIsNotOpen_isRefused() {
    hold(1, "first");
    ledger().release("first");
    tick();
    PageRequest page = PageRequest.newest(1).after("first");
    assertThatThrownBy(() -> ledger().openHolds(time().instant(), page))
        .isInstanceOf(InvalidInput.class);
  }

  @Test
  void eraseOwner_removesAllOfTheOwner() {
    hold(30, "open");
    ledger().grant(ANN, Credits.of(5), "gift");
    ledger().changePlan(ANN, PRO);
    ledger().hold(BOB, Credits.of(7), "bob's");
    assertThat(ledger().eraseOwner(ANN)).isEqualTo(3);
    assertThat(account().plan()).isEqualTo(Plan.FREE);
    assertAccount(100, 0, 0);
    assertThat(ledger().findHold("open")).isEmpty();
    assertThat(ledger().grant(CAT, Credits.of(6), "gift").granted()).isEqualTo(Credits.of(6));
    assertThat(ledger().account(BOB).held()).isEqualTo(Credits.of(7));
    assertThat(ledger().eraseOwner(ANN)).isZero();
  }
}
