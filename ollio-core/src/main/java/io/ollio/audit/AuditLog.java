package io.ollio.audit;

import io.ollio.OwnerId;
import io.ollio.Page;
import io.ollio.PageRequest;
import java.time.Instant;
import java.util.Optional;

/**
 * Append-only record of what generations did.
 *
 * <p>Thread-safety: any number of threads. Blocking: yes. Lifetime: the host's. Limits: details are
 * cut, see {@link AuditEntry}; entries go only by {@link #deleteBefore} and {@link #eraseOwner}.
 */
public interface AuditLog {
  /** Adds one entry; nothing happens when its id is known. */
  void append(AuditEntry entry);

  /** The owner's entries, of one generation or of all; the page's position is an entry's id. */
  Page<AuditEntry> list(OwnerId owner, Optional<String> generation, PageRequest page);

  /** Removes what is older; returns how many entries. */
  int deleteBefore(Instant time);

  /** Removes everything of the owner; returns how many entries. */
  int eraseOwner(OwnerId owner);
}
