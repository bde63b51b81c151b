package io.ollio.generation;

import io.ollio.IdSource;
import io.ollio.OwnerId;
import io.ollio.audit.AuditEntry;
import io.ollio.audit.AuditLog;
import io.ollio.preview.PreviewAccess;
import io.ollio.preview.PreviewAddress;
import io.ollio.preview.PreviewToken;
import io.ollio.project.Version;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Enters what was looked at in previews into the audit trail of their owners. The same file with
 * the same answer is entered once in {@link #REPEAT}, and of refused requests one per status, so
 * that nobody who knows an address can flood the trail. Requests with a token that was never issued
 * belong to nobody and are not entered.
 *
 * <p>Thread-safety: any number of threads. Blocking: a write of the trail, before the answer is
 * sent. Lifetime: its previews'. Limits: knows previews until they expire, also revoked ones.
 */
public final class PreviewAudit implements PreviewAccess.Listener {
  /** How long a repeated access counts as the same. */
  public static final Duration REPEAT = Duration.ofMinutes(1);

  private final AuditLog log;
  private final IdSource ids;
  private final InstantSource clock;
  private final PreviewAccess.Listener next;
  private final Map<PreviewToken, Subject> subjects = new LinkedHashMap<>();

  /**
   * Writes into this trail.
   *
   * @param next hears of every request, too
   */
  @Inject
  public PreviewAudit(
      AuditLog log, IdSource ids, InstantSource clock, PreviewAccess.Listener next) {
    this.log = log;
    this.ids = ids;
    this.clock = clock;
    this.next = next;
  }

  /** Whose preview it is; guarded by itself. */
  private record Subject(
      OwnerId owner, String generation, int version, Instant end, Map<String, Instant> told) {
    /** Whether this was not entered a moment ago. */
    synchronized boolean isNews(String access, Instant now) {
      Instant before = told.get(access);
      boolean isNews = before == null || !now.isBefore(before.plus(REPEAT));
      if (isNews) {
        told.put(access, now);
      }
      return isNews;
    }
  }

  /**
   * A preview was issued.
   *
   * @param generation what made the version; empty when it was opened apart from one
   */
  void issued(PreviewAddress address, OwnerId owner, String generation, Version version) {
    Instant now = clock.instant();
    synchronized (subjects) {
      subjects.values().removeIf(subject -> !now.isBefore(subject.end));
      subjects.put(
          address.token(),
          new Subject(owner, generation, version.number(), address.expiresAt(), new HashMap<>()));
    }
  }

  @Override
  public void onAccess(PreviewAccess access) {
    Subject subject = access.token().map(this::find).orElse(null);
    String key = access.status() == 200 ? access.path() : "status " + access.status();
    Instant now = clock.instant();
    if (subject != null && subject.isNews(key, now)) {
      String detail =
          "version "
              + subject.version
              + ": "
              + access.method()
              + " "
              + access.path()
              + " → "
              + access.status();
      log.append(
          new AuditEntry(
              ids.get(),
              subject.owner,
              subject.generation,
              AuditEntry.Kind.PREVIEW_ACCESSED,
              detail,
              now));
    }
    next.onAccess(access);
  }

  private @Nullable Subject find(PreviewToken token) {
    synchronized (subjects) {
      return subjects.get(token);
    }
  }
}
