package io.ollio.jdbc.credit;

import io.ollio.IdSource;
import io.ollio.OwnerId;
import io.ollio.credit.Account;
import io.ollio.credit.Credits;
import io.ollio.credit.JournalEntry.Kind;
import io.ollio.credit.Plan;
import io.ollio.jdbc.sql.Session;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One change of an account, which is locked meanwhile: the account as it will be, and the lines
 * that the journal gets. Nothing is written before {@link #save}.
 */
final class AccountChange {
  private final Session session;
  private final OwnerId owner;
  private final Instant now;
  private final IdSource ids;
  private final List<Object[]> lines = new ArrayList<>();
  private final AccountRow before;
  private final boolean isOver;
  private Account account;

  /** Locks the account. */
  AccountChange(Session session, OwnerId owner, Plan defaultPlan, Instant now, IdSource ids) {
    this.session = session;
    this.owner = owner;
    this.now = now;
    this.ids = ids;
    this.before = AccountRow.lock(session, owner);
    this.isOver = before.isOver(now);
    this.account = before.current(defaultPlan, now);
  }

  /** The account, with what has been changed so far. */
  Account account() {
    return account;
  }

  /** The period's number. */
  long period() {
    return isOver ? before.period() + 1 : before.period();
  }

  AccountChange use(Credits used, Credits held) {
    account = new Account(owner, account.plan(), account.granted(), used, held, account.resetAt());
    return this;
  }

  AccountChange plan(Plan plan, Credits granted) {
    account = new Account(owner, plan, granted, account.used(), account.held(), account.resetAt());
    return this;
  }

  AccountChange line(Kind kind, String subject, Credits amount) {
    if (lines.isEmpty() && isOver) {
      add(Kind.RESET, "", before.account().orElseThrow().used());
    }
    add(kind, subject, amount);
    return this;
  }

  Account save() {
    session.batch(
        "insert into ollio_journal (owner, entry, id, kind, subject, amount, happened_at) values"
            + " (?, ?, ?, ?, ?, ?, ?)",
        lines);
    new AccountRow(owner, Optional.of(account), period(), before.entries() + lines.size())
        .save(session);
    return account;
  }

  private void add(Kind kind, String subject, Credits amount) {
    lines.add(
        new Object[] {
          owner.value(),
          before.entries() + lines.size() + 1,
          ids.get(),
          kind,
          subject,
          amount.amount(),
          now
        });
  }
}
