package io.ollio.jdbc.audit;

import io.ollio.OwnerId;
import io.ollio.Page;
import io.ollio.PageRequest;
import io.ollio.audit.AuditEntry;
import io.ollio.audit.AuditLog;
import io.ollio.jdbc.sql.Columns;
import io.ollio.jdbc.sql.Listing;
import io.ollio.jdbc.sql.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** The audit trail in a database. */
public final class JdbcAuditLog implements AuditLog {
  private static final Listing<AuditEntry> OF_OWNER = listing("a.owner = ?");
  private static final Listing<AuditEntry> OF_GENERATION =
      listing("a.owner = ? and a.generation = ?");

  private final Sql sql;

  /** A trail. */
  public JdbcAuditLog(Sql sql) {
    this.sql = sql;
  }

  @Override
  public void append(AuditEntry entry) {
    sql.run(
        session ->
            session.insertIfNew(
                "insert into ollio_audit (id, owner, generation, kind, detail, happened_at) values"
                    + " (?, ?, ?, ?, ?, ?)",
                entry.id(),
                entry.owner().value(),
                entry.generation(),
                entry.kind(),
                entry.detail(),
                entry.at()));
  }

  @Override
  public Page<AuditEntry> list(OwnerId owner, Optional<String> generation, PageRequest page) {
    return sql.read(
        session ->
            generation.isPresent()
                ? OF_GENERATION.page(session, page, owner.value(), generation.get())
                : OF_OWNER.page(session, page, owner.value()));
  }

  @Override
  public int deleteBefore(Instant time) {
    return sql.write(
        session -> session.update("delete from ollio_audit where happened_at < ?", time));
  }

  @Override
  public int eraseOwner(OwnerId owner) {
    return sql.write(
        session -> session.update("delete from ollio_audit where owner = ?", owner.value()));
  }

  private static Listing<AuditEntry> listing(String scope) {
    return new Listing<>(
        "a.id, a.owner, a.generation, a.kind, a.detail, a.happened_at",
        "ollio_audit a",
        scope,
        "a.happened_at",
        "a.id",
        (row, context) -> read(row),
        AuditEntry::id);
  }

  private static AuditEntry read(ResultSet row) throws SQLException {
    return new AuditEntry(
        row.getString(1),
        OwnerId.of(row.getString(2)),
        row.getString(3),
        AuditEntry.Kind.valueOf(row.getString(4)),
        row.getString(5),
        Columns.time(row, 6));
  }
}
