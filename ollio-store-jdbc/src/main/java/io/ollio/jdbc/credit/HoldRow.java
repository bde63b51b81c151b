package io.ollio.jdbc.credit;

import io.ollio.OwnerId;
import io.ollio.credit.Credits;
import io.ollio.credit.Hold;
import io.ollio.jdbc.sql.Columns;
import io.ollio.jdbc.sql.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * A hold as stored.
 *
 * @param period the account's period in which it was made or captured
 */
record HoldRow(Hold hold, long period) {
  static final String COLUMNS =
      "h.owner, h.hold_key, h.amount, h.captured, h.state, h.created_at, h.period";
  private static final String SELECT =
      "select " + COLUMNS + " from ollio_hold h where h.hold_key = ?";

  static Optional<HoldRow> find(Session session, String key) {
    return session.first(SELECT, (row, context) -> read(row), key);
  }

  static Optional<HoldRow> lock(Session session, String key) {
    return session.first(SELECT + session.dialect().lock(), (row, context) -> read(row), key);
  }

  /** Adds the hold; tells whether its key was free. */
  boolean isAdded(Session session) {
    return session.insertIfNew(
        "insert into ollio_hold (hold_key, owner, amount, captured, state, period, created_at)"
            + " values (?, ?, ?, ?, ?, ?, ?)",
        hold.key(),
        hold.owner().value(),
        hold.amount().amount(),
        hold.captured().amount(),
        hold.state(),
        period,
        hold.createdAt());
  }

  /** Stores another state of the hold. */
  Hold save(Session session, Hold.State state, Credits captured, long inPeriod) {
    session.update(
        "update ollio_hold set state = ?, captured = ?, period = ? where hold_key = ?",
        state,
        captured.amount(),
        inPeriod,
        hold.key());
    return new Hold(hold.owner(), hold.key(), hold.amount(), captured, state, hold.createdAt());
  }

  static HoldRow read(ResultSet row) throws SQLException {
    Hold hold =
        new Hold(
            OwnerId.of(row.getString(1)),
            row.getString(2),
            Credits.of(row.getLong(3)),
            Credits.of(row.getLong(4)),
            Hold.State.valueOf(row.getString(5)),
            Columns.time(row, 6));
    return new HoldRow(hold, row.getLong(7));
  }
}
