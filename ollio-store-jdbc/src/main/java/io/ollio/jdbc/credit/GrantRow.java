package io.ollio.jdbc.credit;

import io.ollio.OwnerId;
import io.ollio.credit.Account;
import io.ollio.credit.CreditException.GrantConflict;
import io.ollio.credit.Credits;
import io.ollio.jdbc.sql.Session;
import java.time.Instant;
import java.util.Optional;

/** A grant as stored. */
record GrantRow(String key, OwnerId owner, Credits amount) {
  static Optional<GrantRow> find(Session session, String key) {
    return session.first(
        "select owner, amount from ollio_grant where grant_key = ?" + session.dialect().lock(),
        (row, context) ->
            new GrantRow(key, OwnerId.of(row.getString(1)), Credits.of(row.getLong(2))),
        key);
  }

  /** Adds the grant; tells whether its key was free. */
  boolean isAdded(Session session, Instant now) {
    return session.insertIfNew(
        "insert into ollio_grant (grant_key, owner, amount, created_at) values (?, ?, ?, ?)",
        key,
        owner.value(),
        amount.amount(),
        now);
  }

  /** The account when this grant was asked for again, unless it was another one. */
  Account repeated(OwnerId askedBy, Credits asked, Account account) {
    if (!owner.equals(askedBy) || !amount.equals(asked)) {
      throw new GrantConflict(key, owner, amount);
    }
    return account;
  }
}
