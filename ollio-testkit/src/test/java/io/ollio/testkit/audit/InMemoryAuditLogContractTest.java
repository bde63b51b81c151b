package io.ollio.testkit.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.OwnerId;
import io.ollio.PageRequest;
import io.ollio.audit.AuditEntry;
import io.ollio.local.memory.InMemoryAuditLog;
import io.ollio.local.memory.InMemoryUnitOfWork;
import io.ollio.testkit.store.InMemoryFixture;
import io.ollio.testkit.store.StoreFixture;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InMemoryAuditLogContractTest extends AuditLogContract {
  @Override
  protected StoreFixture open() {
    return InMemoryFixture.open();
  }

  @Test
  void append_moreThanIsKept_dropsTheOwnersOldestOnly() {
    InMemoryAuditLog log = new InMemoryAuditLog(new InMemoryUnitOfWork());
    log.append(entry("bob", "other"));
    for (int i = 0; i <= InMemoryAuditLog.MAX_ENTRIES; i++) {
      log.append(entry("ann", String.format("%06d", i)));
    }

    assertThat(first(log, "ann")).isEqualTo("001000");
    assertThat(first(log, "bob")).isEqualTo("other");
    assertThat(log.eraseOwner(OwnerId.of("ann"))).isEqualTo(9_001);
    log.append(entry("ann", "again"));
    assertThat(first(log, "ann")).isEqualTo("again");
  }

  private static AuditEntry entry(String owner, String id) {
    return new AuditEntry(id, OwnerId.of(owner), "g", AuditEntry.Kind.COMMAND, "", Instant.EPOCH);
  }

  private static String first(InMemoryAuditLog log, String owner) {
    return log.list(OwnerId.of(owner), Optional.empty(), PageRequest.oldest(1)).items().get(0).id();
  }
}
