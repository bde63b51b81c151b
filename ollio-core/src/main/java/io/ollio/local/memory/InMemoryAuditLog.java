package io.ollio.local.memory;

import io.ollio.OwnerId;
import io.ollio.Page;
import io.ollio.PageRequest;
import io.ollio.audit.AuditEntry;
import io.ollio.audit.AuditLog;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The audit trail in memory: once by owner, once more by generation. */
@Singleton
public final class InMemoryAuditLog implements AuditLog {
  private final InMemoryUnitOfWork unitOfWork;
  private final InMemoryUnitOfWork.Slot<Table<AuditEntry>> byOwner;
  private final InMemoryUnitOfWork.Slot<Table<AuditEntry>> byGeneration;

  /** An empty trail. */
  @Inject
  public InMemoryAuditLog(InMemoryUnitOfWork unitOfWork) {
    this.unitOfWork = unitOfWork;
    this.byOwner =
        unitOfWork.slot(
            Table.empty(row -> Table.Place.of(row.owner().value(), row.at(), row.id())));
    this.byGeneration =
        unitOfWork.slot(
            Table.empty(
                row -> Table.Place.of(scope(row.owner(), row.generation()), row.at(), row.id())));
  }

  @Override
  public void append(AuditEntry entry) {
    unitOfWork.run(
        () -> {
          if (!byOwner.get().has(entry.id())) {
            byOwner.update(table -> table.with(entry));
            byGeneration.update(table -> table.with(entry));
          }
        });
  }

  @Override
  public Page<AuditEntry> list(OwnerId owner, Optional<String> generation, PageRequest page) {
    return generation
        .map(id -> byGeneration.get().page(scope(owner, id), page, entry -> true))
        .orElseGet(() -> byOwner.get().page(owner.value(), page, entry -> true));
  }

  @Override
  public int deleteBefore(Instant time) {
    return unitOfWork.call(() -> remove(byOwner.get().all(entry -> entry.at().isBefore(time))));
  }

  @Override
  public int eraseOwner(OwnerId owner) {
    return unitOfWork.call(() -> remove(byOwner.get().all(owner.value())));
  }

  private int remove(List<AuditEntry> doomed) {
    byOwner.update(table -> table.withoutAll(doomed));
    byGeneration.update(table -> table.withoutAll(doomed));
    return doomed.size();
  }

  private static String scope(OwnerId owner, String generation) {
    return owner.value() + '\0' + generation;
  }
}
