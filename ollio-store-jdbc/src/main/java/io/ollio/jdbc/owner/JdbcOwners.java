package io.ollio.jdbc.owner;

import io.ollio.OwnerId;
import io.ollio.Page;
import io.ollio.PageRequest;
import io.ollio.jdbc.sql.Columns;
import io.ollio.jdbc.sql.Listing;
import io.ollio.jdbc.sql.Session;
import io.ollio.jdbc.sql.Sql;
import io.ollio.owner.Owner;
import io.ollio.owner.OwnerException.OwnerNotFound;
import io.ollio.owner.Owners;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;

/** The owners in a database. */
public final class JdbcOwners implements Owners {
  private static final String COLUMNS =
      "o.id, o.email, o.name, o.image_url, o.payment_customer, o.status, o.created_at";
  private static final Listing<Owner> ALL =
      new Listing<>(
          COLUMNS,
          "ollio_owner o",
          "1 = 1",
          "o.created_at",
          "o.id",
          (row, context) -> read(row),
          owner -> owner.id().value());

  private final Sql sql;
  private final InstantSource clock;

  /** Owners that are first heard of by this clock. */
  public JdbcOwners(Sql sql, InstantSource clock) {
    this.sql = sql;
    this.clock = clock;
  }

  @Override
  public Owner put(Owner owner) {
    return sql.write(
        session -> {
          if (!isAdded(session, owner)) {
            session.update(
                "update ollio_owner set email = ?, name = ?, image_url = ?, payment_customer = ?,"
                    + " status = ? where id = ?",
                owner.email(),
                owner.name(),
                owner.imageUrl(),
                owner.paymentCustomer(),
                owner.status(),
                owner.id().value());
          }
          return get(session, owner.id());
        });
  }

  @Override
  public Owner ensure(OwnerId id) {
    return find(id)
        .orElseGet(
            () ->
                sql.write(
                    session -> {
                      isAdded(session, Owner.of(id, clock.instant()));
                      return get(session, id);
                    }));
  }

  @Override
  public Optional<Owner> find(OwnerId id) {
    return sql.read(session -> find(session, id, ""));
  }

  @Override
  public Owner changeStatus(OwnerId id, Owner.Status status) {
    return sql.write(
        session -> {
          session.update("update ollio_owner set status = ? where id = ?", status, id.value());
          return get(session, id);
        });
  }

  @Override
  public Page<Owner> list(PageRequest page) {
    return sql.read(session -> ALL.page(session, page));
  }

  @Override
  public boolean erase(OwnerId id) {
    return sql.write(
        session -> session.update("delete from ollio_owner where id = ?", id.value()) == 1);
  }

  private static boolean isAdded(Session session, Owner owner) {
    return session.insertIfNew(
        "insert into ollio_owner (id, email, name, image_url, payment_customer, status,"
            + " created_at) values (?, ?, ?, ?, ?, ?, ?)",
        owner.id().value(),
        owner.email(),
        owner.name(),
        owner.imageUrl(),
        owner.paymentCustomer(),
        owner.status(),
        owner.createdAt());
  }

  private static Owner get(Session session, OwnerId id) {
    return find(session, id, session.dialect().lock()).orElseThrow(() -> new OwnerNotFound(id));
  }

  private static Optional<Owner> find(Session session, OwnerId id, String lock) {
    return session.first(
        "select " + COLUMNS + " from ollio_owner o where o.id = ?" + lock,
        (row, context) -> read(row),
        id.value());
  }

  private static Owner read(ResultSet row) throws SQLException {
    return new Owner(
        OwnerId.of(row.getString(1)),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        Owner.Status.valueOf(row.getString(6)),
        Columns.time(row, 7));
  }
}
