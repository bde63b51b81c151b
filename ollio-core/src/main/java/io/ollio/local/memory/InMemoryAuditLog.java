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

/**
 * The audit trail in memory: once by owner, once more by generation. Keeps the newest {@value
 * #MAX_ENTRIES} entries of each owner; a host that must keep more stores them elsewhere.
 */
@Singleton
public final class InMemoryAuditLog implements AuditLog {
  /** Most entries kept of one owner; the oldest go first, a tenth of them at once. */
  public static final int MAX_ENTRIES = 10_000;

  private final InMemoryUnitOfWork unitOfWork;
  private final InMemoryUnitOfWork.Slot<SortedTree<String, Integer>> counts;
  private final InMemoryUnitOfWork.Slot<Table<AuditEntry>> byOwner;
  private final InMemoryUnitOfWork.Slot<Table<AuditEntry>> byGeneration;

  /** An empty trail. */
  @Inject
  public InMemoryAuditLog(InMemoryUnitOfWork unitOfWork) {
    this.unitOfWork = unitOfWork;
    this.counts = unitOfWork.slot(SortedTree.empty());
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
            count(entry.owner(), 1);
            dropOldest(entry.owner());
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
    doomed.forEach(entry -> count(entry.owner(), -1));
    return doomed.size();
  }

  private void dropOldest(OwnerId owner) {
    if (held(owner) > MAX_ENTRIES) {
      remove(byOwner.get().all(owner.value()).subList(0, MAX_ENTRIES / 10));
    }
  }

  private int held(OwnerId owner) {
    Integer count = counts.get().get(owner.value());
    return count == null ? 0 : count;
  }

  private void count(OwnerId owner, int more) {
    int now = held(owner) + more;
    counts.update(all -> now == 0 ? all.without(owner.value()) : all.with(owner.value(), now));
  }

  private static String scope(OwnerId owner, String generation) {
    return owner.value() + '\0' + generation;
  }
}
