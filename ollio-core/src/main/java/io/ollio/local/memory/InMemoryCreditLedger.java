package io.ollio.local.memory;

import io.ollio.IdSource;
import io.ollio.InvalidInput;
import io.ollio.OwnerId;
import io.ollio.Page;
import io.ollio.PageRequest;
import io.ollio.credit.Account;
import io.ollio.credit.CreditException;
import io.ollio.credit.CreditLedger;
import io.ollio.credit.Credits;
import io.ollio.credit.Hold;
import io.ollio.credit.JournalEntry;
import io.ollio.credit.JournalEntry.Kind;
import io.ollio.credit.Plan;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A credit ledger in memory. */
@Singleton
public final class InMemoryCreditLedger implements CreditLedger {
  private final InMemoryUnitOfWork unitOfWork;
  private final InstantSource clock;
  private final IdSource ids;
  private final Plan defaultPlan;
  private final InMemoryUnitOfWork.Slot<SortedTree<String, StoredAccount>> accounts;
  private final InMemoryUnitOfWork.Slot<SortedTree<String, StoredHold>> holds;
  private final InMemoryUnitOfWork.Slot<SortedTree<String, Grant>> grants;
  private final InMemoryUnitOfWork.Slot<Table<JournalEntry>> journal;

  /** A ledger that puts new owners on the plan. */
  @Inject
  public InMemoryCreditLedger(
      InMemoryUnitOfWork unitOfWork, InstantSource clock, IdSource ids, Plan defaultPlan) {
    this.unitOfWork = unitOfWork;
    this.clock = clock;
    this.ids = ids;
    this.defaultPlan = defaultPlan;
    this.accounts = unitOfWork.slot(SortedTree.empty());
    this.holds = unitOfWork.slot(SortedTree.empty());
    this.grants = unitOfWork.slot(SortedTree.empty());
    this.journal =
        unitOfWork.slot(
            Table.empty(row -> Table.Place.of(row.owner().value(), row.at(), row.id())));
  }

  /** An account and the number of its period, 0 for the first. */
  private record StoredAccount(Account account, long period) {
    private StoredAccount with(Plan plan, Credits granted) {
      return new StoredAccount(
          new Account(
              account.owner(), plan, granted, account.used(), account.held(), account.resetAt()),
          period);
    }

    private StoredAccount with(Credits used, Credits held) {
      return new StoredAccount(
          new Account(
              account.owner(), account.plan(), account.granted(), used, held, account.resetAt()),
          period);
    }
  }

  /** A hold and the period of its account in which it was captured. */
  private record StoredHold(Hold hold, long period) {}

  private record Grant(OwnerId owner, Credits amount) {}

  @Override
  public Account account(OwnerId owner) {
    return current(owner).account();
  }

  @Override
  public Hold hold(OwnerId owner, Credits amount, String key) {
    InvalidInput.text(key, "hold key", MAX_KEY_LENGTH);
    return unitOfWork.call(
        () -> {
          Optional<Hold> known = findHold(key);
          if (known.isPresent()) {
            return repeated(known.get(), owner, amount);
          }
          Account account = current(owner).account();
          if (amount.compareTo(account.available()) > 0) {
            throw new CreditException.InsufficientCredits(owner, amount, account);
          }
          return open(owner, amount, key);
        });
  }

  @Override
  public Hold capture(String key, Credits actual) {
    return unitOfWork.call(
        () -> {
          Hold hold = getHold(key);
          boolean wasTaken =
              hold.state() == Hold.State.CAPTURED || hold.state() == Hold.State.REFUNDED;
          if (wasTaken && hold.captured().equals(actual)) {
            return hold;
          }
          if (hold.state() != Hold.State.OPEN || actual.compareTo(hold.amount()) > 0) {
            throw new CreditException.HoldConflict(hold, "capture " + actual);
          }
          return take(hold, actual);
        });
  }

  @Override
  public Hold release(String key) {
    return unitOfWork.call(
        () -> {
          Hold hold = getHold(key);
          if (hold.state() == Hold.State.RELEASED) {
            return hold;
          }
          if (hold.state() != Hold.State.OPEN) {
            throw new CreditException.HoldConflict(hold, "release");
          }
          return free(hold);
        });
  }

  @Override
  public Hold refund(String key) {
    return unitOfWork.call(
        () -> {
          Hold hold = getHold(key);
          if (hold.state() == Hold.State.REFUNDED) {
            return hold;
          }
          if (hold.state() != Hold.State.CAPTURED) {
            throw new CreditException.HoldConflict(hold, "refund");
          }
          return giveBack(hold);
        });
  }

  @Override
  public Account grant(OwnerId owner, Credits amount, String key) {
    InvalidInput.text(key, "grant key", MAX_KEY_LENGTH);
    return unitOfWork.call(
        () -> {
          Grant known = grants.get().get(key);
          if (known == null) {
            return give(owner, amount, key);
          }
          if (!known.equals(new Grant(owner, amount))) {
            throw new CreditException.GrantConflict(key, known.owner(), known.amount());
          }
          return account(owner);
        });
  }

  @Override
  public Account changePlan(OwnerId owner, Plan plan) {
    return unitOfWork.call(
        () -> {
          Account before = current(owner).account();
          if (before.plan().equals(plan)) {
            return before;
          }
          checkSum(plan.limit(), before.granted());
          StoredAccount stored = begun(owner);
          StoredAccount next = stored.with(plan, stored.account().granted());
          save(next);
          write(owner, Kind.PLAN, plan.name(), plan.limit());
          return next.account();
        });
  }

  @Override
  public Optional<Hold> findHold(String key) {
    return Optional.ofNullable(holds.get().get(key)).map(StoredHold::hold);
  }

  /** Sorts all open holds anew: there are few, and it is asked for rarely. */
  @Override
  public Page<Hold> openHolds(Instant before, PageRequest page) {
    List<Hold> open = new ArrayList<>();
    holds
        .get()
        .ascend(
            null,
            (key, row) -> {
              Hold hold = row.hold();
              if (hold.state() == Hold.State.OPEN && hold.createdAt().isBefore(before)) {
                open.add(hold);
              }
              return true;
            });
    Table<Hold> sorted = Table.empty(row -> Table.Place.of("", row.createdAt(), row.key()));
    for (Hold hold : open) {
      sorted = sorted.with(hold);
    }
    return sorted.page("", page, hold -> true);
  }

  @Override
  public Page<JournalEntry> journal(OwnerId owner, PageRequest page) {
    return journal.get().page(owner.value(), page, entry -> true);
  }

  @Override
  public int eraseOwner(OwnerId owner) {
    return unitOfWork.call(
        () -> {
          List<JournalEntry> entries = journal.get().all(owner.value());
          for (JournalEntry entry : entries) {
            if (entry.kind() == Kind.HOLD) {
              holds.update(tree -> tree.without(entry.key()));
            } else if (entry.kind() == Kind.GRANT) {
              grants.update(tree -> tree.without(entry.key()));
            }
          }
          journal.update(table -> table.withoutAll(entries));
          accounts.update(tree -> tree.without(owner.value()));
          return entries.size();
        });
  }

  private static Hold repeated(Hold known, OwnerId owner, Credits amount) {
    if (!known.owner().equals(owner) || !known.amount().equals(amount)) {
      throw new CreditException.HoldConflict(known, "hold " + amount + " for owner " + owner);
    }
    return known;
  }

  private Hold open(OwnerId owner, Credits amount, String key) {
    StoredAccount stored = begun(owner);
    Account account = stored.account();
    save(stored.with(account.used(), account.held().plus(amount)));
    write(owner, Kind.HOLD, key, amount);
    Hold hold = new Hold(owner, key, amount, Credits.ZERO, Hold.State.OPEN, clock.instant());
    return save(hold, stored.period());
  }

  private Hold take(Hold hold, Credits actual) {
    StoredAccount stored = begun(hold.owner());
    Account account = stored.account();
    Credits rest = hold.amount().minusUpToZero(actual);
    save(stored.with(account.used().plus(actual), account.held().minusUpToZero(hold.amount())));
    write(hold.owner(), Kind.CAPTURE, hold.key(), actual);
    if (!rest.equals(Credits.ZERO)) {
      write(hold.owner(), Kind.RELEASE, hold.key(), rest);
    }
    return save(in(hold, Hold.State.CAPTURED, actual), stored.period());
  }

  private Hold free(Hold hold) {
    StoredAccount stored = begun(hold.owner());
    Account account = stored.account();
    save(stored.with(account.used(), account.held().minusUpToZero(hold.amount())));
    write(hold.owner(), Kind.RELEASE, hold.key(), hold.amount());
    return save(in(hold, Hold.State.RELEASED, Credits.ZERO), stored.period());
  }

  private Hold giveBack(Hold hold) {
    StoredAccount stored = begun(hold.owner());
    Account account = stored.account();
    StoredHold captured = holds.get().get(hold.key());
    boolean isSamePeriod = captured != null && captured.period() == stored.period();
    Credits amount = isSamePeriod ? hold.captured() : Credits.ZERO;
    save(stored.with(account.used().minusUpToZero(amount), account.held()));
    write(hold.owner(), Kind.REFUND, hold.key(), amount);
    return save(in(hold, Hold.State.REFUNDED, hold.captured()), stored.period());
  }

  private Account give(OwnerId owner, Credits amount, String key) {
    checkSum(current(owner).account().limit(), amount);
    StoredAccount stored = begun(owner);
    Account account = stored.account();
    StoredAccount next = stored.with(account.plan(), account.granted().plus(amount));
    save(next);
    grants.update(tree -> tree.with(key, new Grant(owner, amount)));
    write(owner, Kind.GRANT, key, amount);
    return next.account();
  }

  private static void checkSum(Credits limit, Credits more) {
    InvalidInput.check(
        more.amount() <= Long.MAX_VALUE - limit.amount(),
        "credits",
        "are " + more + ", too many on top of " + limit);
  }

  private Hold getHold(String key) {
    return findHold(key).orElseThrow(() -> new CreditException.HoldNotFound(key));
  }

  /** The account in the period that now belongs to, whether or not it has begun. */
  private StoredAccount current(OwnerId owner) {
    Instant now = clock.instant();
    StoredAccount stored = accounts.get().get(owner.value());
    if (stored == null) {
      return new StoredAccount(fresh(owner, defaultPlan, Credits.ZERO, now), 0);
    }
    Account account = stored.account();
    return now.isBefore(account.resetAt())
        ? stored
        : new StoredAccount(fresh(owner, account.plan(), account.held(), now), stored.period() + 1);
  }

  private static Account fresh(OwnerId owner, Plan plan, Credits held, Instant now) {
    return new Account(owner, plan, Credits.ZERO, Credits.ZERO, held, now.plus(plan.period()));
  }

  /** The current account, after writing down that its period has begun. */
  private StoredAccount begun(OwnerId owner) {
    StoredAccount before = accounts.get().get(owner.value());
    StoredAccount now = current(owner);
    if (before != null && now.period() != before.period()) {
      write(owner, Kind.RESET, "", before.account().used());
    }
    save(now);
    return now;
  }

  private void save(StoredAccount account) {
    accounts.update(tree -> tree.with(account.account().owner().value(), account));
  }

  private Hold save(Hold hold, long period) {
    holds.update(tree -> tree.with(hold.key(), new StoredHold(hold, period)));
    return hold;
  }

  private static Hold in(Hold hold, Hold.State state, Credits captured) {
    return new Hold(hold.owner(), hold.key(), hold.amount(), captured, state, hold.createdAt());
  }

  private void write(OwnerId owner, Kind kind, String key, Credits amount) {
    JournalEntry entry = new JournalEntry(ids.get(), owner, kind, key, amount, clock.instant());
    journal.update(table -> table.with(entry));
  }
}
