package io.ollio.local.memory;

import io.ollio.OwnerId;
import io.ollio.Page;
import io.ollio.PageRequest;
import io.ollio.owner.Owner;
import io.ollio.owner.OwnerException;
import io.ollio.owner.Owners;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** The owners in memory. */
@Singleton
public final class InMemoryOwners implements Owners {
  private static final String SCOPE = "";

  private final InMemoryUnitOfWork unitOfWork;
  private final InstantSource clock;
  private final InMemoryUnitOfWork.Slot<Table<Owner>> rows;

  /** Owners that are first heard of by this clock. */
  @Inject
  public InMemoryOwners(InMemoryUnitOfWork unitOfWork, InstantSource clock) {
    this.unitOfWork = unitOfWork;
    this.clock = clock;
    this.rows =
        unitOfWork.slot(
            Table.empty(row -> Table.Place.of(SCOPE, row.createdAt(), row.id().value())));
  }

  @Override
  public Owner put(Owner owner) {
    return unitOfWork.call(
        () ->
            store(since(find(owner.id()).map(Owner::createdAt).orElse(owner.createdAt()), owner)));
  }

  @Override
  public Owner ensure(OwnerId id) {
    return find(id)
        .orElseGet(
            () ->
                unitOfWork.call(
                    () -> find(id).orElseGet(() -> store(Owner.of(id, clock.instant())))));
  }

  @Override
  public Optional<Owner> find(OwnerId id) {
    return rows.get().find(id.value());
  }

  @Override
  public Owner changeStatus(OwnerId id, Owner.Status status) {
    return unitOfWork.call(
        () ->
            store(
                find(id)
                    .orElseThrow(() -> new OwnerException.OwnerNotFound(id))
                    .withStatus(status)));
  }

  @Override
  public Page<Owner> list(PageRequest page) {
    return rows.get().page(SCOPE, page, owner -> true);
  }

  @Override
  public boolean erase(OwnerId id) {
    return unitOfWork.call(
        () -> {
          boolean isKnown = rows.get().has(id.value());
          rows.update(table -> table.without(id.value()));
          return isKnown;
        });
  }

  private Owner store(Owner owner) {
    rows.update(table -> table.with(owner));
    return owner;
  }

  private static Owner since(Instant createdAt, Owner owner) {
    return new Owner(
        owner.id(),
        owner.email(),
        owner.name(),
        owner.imageUrl(),
        owner.paymentCustomer(),
        owner.status(),
        createdAt);
  }
}
