package io.ollio.jdbc.credit;

import io.ollio.OwnerId;
import io.ollio.credit.Account;
import io.ollio.credit.Credits;
import io.ollio.credit.Plan;
import io.ollio.jdbc.sql.Columns;
import io.ollio.jdbc.sql.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * An account as stored.
 *
 * @param account none while no period has begun
 * @param period number of the period, 0 for the first
 * @param entries number of the journal's last entry
 */
record AccountRow(OwnerId owner, Optional<Account> account, long period, long entries) {
  private static final String SELECT =
      "select plan_name, plan_limit, plan_period, granted, used, held, reset_at, period, entries"
          + " from ollio_account where owner = ?";

  static Optional<AccountRow> find(Session session, OwnerId owner) {
    return session.first(SELECT, (row, context) -> read(owner, row), owner.value());
  }

  /** The row, made when there is none, which nobody else can change until this commits. */
  static AccountRow lock(Session session, OwnerId owner) {
    Optional<AccountRow> found = findLocked(session, owner);
    while (found.isEmpty()) {
      session.insertIfNew(
          "insert into ollio_account (owner, granted, used, held, period, entries) values"
              + " (?, 0, 0, 0, 0, 0)",
          owner.value());
      found = findLocked(session, owner);
    }
    return found.get();
  }

  private static Optional<AccountRow> findLocked(Session session, OwnerId owner) {
    return session.first(
        SELECT + session.dialect().lock(), (row, context) -> read(owner, row), owner.value());
  }

  /** The account in the period that now belongs to, whether or not it has begun. */
  Account current(Plan defaultPlan, Instant now) {
    if (account.isEmpty()) {
      return fresh(owner, defaultPlan, Credits.ZERO, now);
    }
    Account last = account.get();
    return now.isBefore(last.resetAt()) ? last : fresh(owner, last.plan(), last.held(), now);
  }

  /** Whether {@link #current} is in a later period than the stored one. */
  boolean isOver(Instant now) {
    return account.filter(last -> !now.isBefore(last.resetAt())).isPresent();
  }

  void save(Session session) {
    Account values = account.orElseThrow();
    session.update(
        "update ollio_account set plan_name = ?, plan_limit = ?, plan_period = ?, granted = ?,"
            + " used = ?, held = ?, reset_at = ?, period = ?, entries = ? where owner = ?",
        values.plan().name(),
        values.plan().limit().amount(),
        values.plan().period().toString(),
        values.granted().amount(),
        values.used().amount(),
        values.held().amount(),
        values.resetAt(),
        period,
        entries,
        owner.value());
  }

  private static Account fresh(OwnerId owner, Plan plan, Credits held, Instant now) {
    return new Account(owner, plan, Credits.ZERO, Credits.ZERO, held, now.plus(plan.period()));
  }

  private static AccountRow read(OwnerId owner, ResultSet row) throws SQLException {
    String planName = row.getString(1);
    if (planName == null) {
      return new AccountRow(owner, Optional.empty(), row.getLong(8), row.getLong(9));
    }
    Account account =
        new Account(
            owner,
            new Plan(planName, Credits.of(row.getLong(2)), Duration.parse(row.getString(3))),
            Credits.of(row.getLong(4)),
            Credits.of(row.getLong(5)),
            Credits.of(row.getLong(6)),
            Columns.time(row, 7));
    return new AccountRow(owner, Optional.of(account), row.getLong(8), row.getLong(9));
  }
}
