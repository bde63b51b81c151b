package io.ollio.jdbc.credit;

import io.ollio.IdSource;
import io.ollio.InvalidInput;
import io.ollio.OwnerId;
import io.ollio.Page;
import io.ollio.PageRequest;
import io.ollio.credit.Account;
import io.ollio.credit.CreditException.GrantConflict;
import io.ollio.credit.CreditException.HoldConflict;
import io.ollio.credit.CreditException.HoldNotFound;
import io.ollio.credit.CreditException.InsufficientCredits;
import io.ollio.credit.CreditLedger;
import io.ollio.credit.Credits;
import io.ollio.credit.Hold;
import io.ollio.credit.JournalEntry;
import io.ollio.credit.JournalEntry.Kind;
import io.ollio.credit.Plan;
import io.ollio.jdbc.sql.Columns;
import io.ollio.jdbc.sql.Listing;
import io.ollio.jdbc.sql.Session;
import io.ollio.jdbc.sql.Sql;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * A credit ledger in a database. Every change locks the owner's account first, so those of one
 * owner happen one after the other, in any number of processes.
 */
public final class JdbcCreditLedger implements CreditLedger {
  private static final Listing<JournalEntry> JOURNAL =
      new Listing<>(
          "j.id, j.owner, j.kind, j.subject, j.amount, j.happened_at",
          "ollio_journal j",
          "j.owner = ?",
          "j.entry",
          "j.id",
          (row, context) ->
              new JournalEntry(
                  row.getString(1),
                  OwnerId.of(row.getString(2)),
                  Kind.valueOf(row.getString(3)),
                  row.getString(4),
                  Credits.of(row.getLong(5)),
                  Columns.time(row, 6)),
          JournalEntry::id);

  private static final Listing<Hold> OPEN =
      new Listing<>(
          HoldRow.COLUMNS,
          "ollio_hold h",
          "h.state = 'OPEN' and h.created_at < ?",
          "h.created_at",
          "h.hold_key",
          (row, context) -> HoldRow.read(row).hold(),
          Hold::key);

  private final Sql sql;
  private final InstantSource clock;
  private final IdSource ids;
  private final Plan defaultPlan;

  /** A ledger that puts new owners on the plan. */
  public JdbcCreditLedger(Sql sql, InstantSource clock, IdSource ids, Plan defaultPlan) {
    this.sql = sql;
    this.clock = clock;
    this.ids = ids;
    this.defaultPlan = defaultPlan;
  }

  @Override
  public Account account(OwnerId owner) {
    Instant now = now();
    return sql.read(session -> AccountRow.find(session, owner))
        .orElse(new AccountRow(owner, Optional.empty(), 0, 0))
        .current(defaultPlan, now);
  }

  @Override
  public Hold hold(OwnerId owner, Credits amount, String key) {
    InvalidInput.text(key, "hold key", MAX_KEY_LENGTH);
    return sql.write(
        session -> {
          AccountChange change = change(session, owner);
          Account account = change.account();
          if (amount.compareTo(account.available()) > 0) {
            return HoldRow.lock(session, key)
                .map(known -> repeated(known.hold(), owner, amount))
                .orElseThrow(() -> new InsufficientCredits(owner, amount, account));
          }
          Hold hold = new Hold(owner, key, amount, Credits.ZERO, Hold.State.OPEN, now());
          if (!new HoldRow(hold, change.period()).isAdded(session)) {
            return repeated(getHold(session, key).hold(), owner, amount);
          }
          change.use(account.used(), account.held().plus(amount));
          change.line(Kind.HOLD, key, amount).save();
          return hold;
        });
  }

  @Override
  public Hold capture(String key, Credits actual) {
    return settle(
        key,
        (change, row) -> {
          Hold hold = row.hold();
          boolean wasTaken =
              hold.state() == Hold.State.CAPTURED || hold.state() == Hold.State.REFUNDED;
          if (wasTaken && hold.captured().equals(actual)) {
            return Optional.empty();
          }
          if (hold.state() != Hold.State.OPEN || actual.compareTo(hold.amount()) > 0) {
            throw new HoldConflict(hold, "capture " + actual);
          }
          Account account = change.account();
          Credits rest = hold.amount().minusUpToZero(actual);
          change.use(account.used().plus(actual), account.held().minusUpToZero(hold.amount()));
          change.line(Kind.CAPTURE, key, actual);
          if (!rest.equals(Credits.ZERO)) {
            change.line(Kind.RELEASE, key, rest);
          }
          return Optional.of(new Outcome(Hold.State.CAPTURED, actual));
        });
  }

  @Override
  public Hold release(String key) {
    return settle(
        key,
        (change, row) -> {
          Hold hold = row.hold();
          if (hold.state() == Hold.State.RELEASED) {
            return Optional.empty();
          }
          if (hold.state() != Hold.State.OPEN) {
            throw new HoldConflict(hold, "release");
          }
          Account account = change.account();
          change.use(account.used(), account.held().minusUpToZero(hold.amount()));
          change.line(Kind.RELEASE, key, hold.amount());
          return Optional.of(new Outcome(Hold.State.RELEASED, Credits.ZERO));
        });
  }

  @Override
  public Hold refund(String key) {
    return settle(
        key,
        (change, row) -> {
          Hold hold = row.hold();
          if (hold.state() == Hold.State.REFUNDED) {
            return Optional.empty();
          }
          if (hold.state() != Hold.State.CAPTURED) {
            throw new HoldConflict(hold, "refund");
          }
          Account account = change.account();
          boolean isSamePeriod = row.period() == change.period();
          Credits amount = isSamePeriod ? hold.captured() : Credits.ZERO;
          change.use(account.used().minusUpToZero(amount), account.held());
          change.line(Kind.REFUND, key, amount);
          return Optional.of(new Outcome(Hold.State.REFUNDED, hold.captured()));
        });
  }

  @Override
  public Account grant(OwnerId owner, Credits amount, String key) {
    InvalidInput.text(key, "grant key", MAX_KEY_LENGTH);
    return sql.write(
        session -> {
          AccountChange change = change(session, owner);
          Optional<GrantRow> known = GrantRow.find(session, key);
          if (known.isPresent()) {
            return known.get().repeated(owner, amount, change.account());
          }
          checkSum(change.account().limit(), amount);
          if (!new GrantRow(key, owner, amount).isAdded(session, now())) {
            return GrantRow.find(session, key)
                .orElseThrow(() -> new GrantConflict(key, owner, amount))
                .repeated(owner, amount, change.account());
          }
          change.plan(change.account().plan(), change.account().granted().plus(amount));
          return change.line(Kind.GRANT, key, amount).save();
        });
  }

  @Override
  public Account changePlan(OwnerId owner, Plan plan) {
    return sql.write(
        session -> {
          AccountChange change = change(session, owner);
          Account before = change.account();
          if (before.plan().equals(plan)) {
            return before;
          }
          checkSum(plan.limit(), before.granted());
          change.plan(plan, before.granted());
          return change.line(Kind.PLAN, plan.name(), plan.limit()).save();
        });
  }

  @Override
  public Optional<Hold> findHold(String key) {
    return sql.read(session -> HoldRow.find(session, key)).map(HoldRow::hold);
  }

  @Override
  public Page<Hold> openHolds(Instant before, PageRequest page) {
    return sql.read(session -> OPEN.page(session, page, before));
  }

  @Override
  public Page<JournalEntry> journal(OwnerId owner, PageRequest page) {
    return sql.read(session -> JOURNAL.page(session, page, owner.value()));
  }

  @Override
  public int eraseOwner(OwnerId owner) {
    return sql.write(
        session -> {
          AccountRow.lock(session, owner);
          int entries = session.update("delete from ollio_journal where owner = ?", owner.value());
          Stream.of("ollio_hold", "ollio_grant", "ollio_account")
              .forEach(
                  table ->
                      session.update("delete from " + table + " where owner = ?", owner.value()));
          return entries;
        });
  }

  /**
   * Adds up all journals and open holds and compares them with the accounts.
   *
   * @return the accounts that do not agree with them; none unless somebody has changed the tables
   *     by hand
   */
  public List<Imbalance> check() {
    return sql.read(LedgerCheck::run);
  }

  /** How a hold ends. */
  private record Outcome(Hold.State state, Credits captured) {}

  /** Changes a hold with its account; nothing when the decision is that it was done before. */
  private Hold settle(String key, BiFunction<AccountChange, HoldRow, Optional<Outcome>> decision) {
    return sql.write(
        session -> {
          OwnerId owner =
              HoldRow.find(session, key).orElseThrow(() -> new HoldNotFound(key)).hold().owner();
          AccountChange change = change(session, owner);
          HoldRow row = getHold(session, key);
          Optional<Outcome> outcome = decision.apply(change, row);
          if (outcome.isEmpty()) {
            return row.hold();
          }
          change.save();
          return row.save(
              session, outcome.get().state(), outcome.get().captured(), change.period());
        });
  }

  private AccountChange change(Session session, OwnerId owner) {
    return new AccountChange(session, owner, defaultPlan, now(), ids);
  }

  private static HoldRow getHold(Session session, String key) {
    return HoldRow.lock(session, key).orElseThrow(() -> new HoldNotFound(key));
  }

  private static Hold repeated(Hold known, OwnerId owner, Credits amount) {
    if (!known.owner().equals(owner) || !known.amount().equals(amount)) {
      throw new HoldConflict(known, "hold " + amount + " for owner " + owner);
    }
    return known;
  }

  private static void checkSum(Credits limit, Credits more) {
    InvalidInput.check(
        more.amount() <= Long.MAX_VALUE - limit.amount(),
        "credits",
        "are " + more + ", too many on top of " + limit);
  }

  /** As precise as columns are, so that the answer is what will be read. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
