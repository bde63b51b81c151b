package io.ollio.jdbc.credit;

import io.ollio.OwnerId;
import io.ollio.jdbc.credit.Imbalance.Sums;
import io.ollio.jdbc.sql.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * Compares accounts with journals and holds in one statement, so that what happens meanwhile does
 * not matter. Whoever has a journal or an open hold is looked at, with or without an account.
 */
final class LedgerCheck {
  private static final String JOURNALS =
      "select j.owner,"
          + " sum(case j.kind when 'HOLD' then j.amount when 'CAPTURE' then -j.amount"
          + " when 'RELEASE' then -j.amount else 0 end) as held,"
          + " sum(case j.kind when 'CAPTURE' then j.amount when 'REFUND' then -j.amount"
          + " when 'RESET' then -j.amount else 0 end) as used,"
          + " sum(case when j.kind = 'GRANT' and j.entry > coalesce(r.entry, 0) then j.amount"
          + " else 0 end) as granted"
          + " from ollio_journal j left join (select owner, max(entry) as entry from ollio_journal"
          + " where kind = 'RESET' group by owner) r on r.owner = j.owner group by j.owner";

  private static final String HOLDS =
      "select owner, sum(amount) as held from ollio_hold where state = 'OPEN' group by owner";

  private static final String OWNERS =
      "select owner from ollio_account union select owner from ollio_journal"
          + " union select owner from ollio_hold where state = 'OPEN'";

  private static final String SQL =
      "select o.owner, coalesce(a.held, 0), coalesce(a.used, 0), coalesce(a.granted, 0),"
          + " coalesce(j.held, 0), coalesce(j.used, 0), coalesce(j.granted, 0), coalesce(h.held, 0)"
          + " from ("
          + OWNERS
          + ") o left join ollio_account a on a.owner = o.owner left join ("
          + JOURNALS
          + ") j on j.owner = o.owner left join ("
          + HOLDS
          + ") h on h.owner = o.owner where coalesce(a.held, 0) <> coalesce(j.held, 0)"
          + " or coalesce(a.used, 0) <> coalesce(j.used, 0)"
          + " or coalesce(a.granted, 0) <> coalesce(j.granted, 0)"
          + " or coalesce(a.held, 0) <> coalesce(h.held, 0) order by o.owner";

  private LedgerCheck() {}

  static List<Imbalance> run(Session session) {
    return session.list(SQL, (row, context) -> read(row));
  }

  private static Imbalance read(ResultSet row) throws SQLException {
    return new Imbalance(
        OwnerId.of(row.getString(1)),
        new Sums(row.getLong(2), row.getLong(3), row.getLong(4)),
        new Sums(row.getLong(5), row.getLong(6), row.getLong(7)),
        row.getLong(8));
  }
}
