package io.ollio.testkit.credit;

import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.OwnerId;
import io.ollio.PageRequest;
import io.ollio.credit.Account;
import io.ollio.credit.CreditLedger;
import io.ollio.credit.Credits;
import io.ollio.credit.Hold;
import io.ollio.credit.JournalEntry;
import io.ollio.credit.JournalEntry.Kind;
import io.ollio.testkit.store.Pages;
import io.ollio.testkit.store.StoreSuite;
import java.util.List;

/** What the contracts of the ledger share. */
public abstract class CreditSuite extends StoreSuite {
  /** A contract. */
  protected CreditSuite() {}

  /** The ledger under test. */
  protected final CreditLedger ledger() {
    return fixture().ledger();
  }

  /** Ann's account. */
  protected final Account account() {
    return ledger().account(ANN);
  }

  /** Ann's hold of so many credits. */
  protected final Hold hold(long amount, String key) {
    return ledger().hold(ANN, Credits.of(amount), key);
  }

  /** Takes credits of a hold. */
  protected final Hold capture(String key, long actual) {
    return ledger().capture(key, Credits.of(actual));
  }

  /** All of Ann's journal, oldest entry first. */
  protected final List<JournalEntry> journal() {
    return journal(ANN);
  }

  /** All of an owner's journal, oldest entry first. */
  protected final List<JournalEntry> journal(OwnerId owner) {
    return Pages.walk(PageRequest.oldest(500), page -> ledger().journal(owner, page));
  }

  /** The journal as short texts: kind, key and amount. */
  protected final List<String> journalLines() {
    return journal().stream()
        .map(entry -> entry.kind() + " " + entry.key() + " " + entry.amount())
        .toList();
  }

  /** Checks Ann's account, and that the sums of her journal say the same. */
  protected final void assertAccount(long limit, long used, long held) {
    assertThat(account().limit()).as("limit").isEqualTo(Credits.of(limit));
    assertThat(account().used()).as("used").isEqualTo(Credits.of(used));
    assertThat(account().held()).as("held").isEqualTo(Credits.of(held));
    assertJournalIsAccount(ANN);
  }

  /** Checks that the sums of an owner's journal are the account. */
  protected final void assertJournalIsAccount(OwnerId owner) {
    long held = 0;
    long used = 0;
    long granted = 0;
    for (JournalEntry entry : journal(owner)) {
      long amount = entry.amount().amount();
      held += signOfHeld(entry.kind()) * amount;
      used += signOfUsed(entry.kind()) * amount;
      granted = entry.kind() == Kind.RESET ? 0 : granted;
      granted += entry.kind() == Kind.GRANT ? amount : 0;
    }
    Account account = ledger().account(owner);
    assertThat(List.of(held, used, granted))
        .as("held, used and granted by the journal")
        .containsExactly(
            account.held().amount(), account.used().amount(), account.granted().amount());
  }

  private static int signOfHeld(Kind kind) {
    return switch (kind) {
      case HOLD -> 1;
      case CAPTURE, RELEASE -> -1;
      default -> 0;
    };
  }

  private static int signOfUsed(Kind kind) {
    return switch (kind) {
      case CAPTURE -> 1;
      case REFUND, RESET -> -1;
      default -> 0;
    };
  }
}
