package io.ollio.audit;

import io.ollio.InvalidInput;
import io.ollio.OwnerId;
import io.ollio.StorableText;
import java.time.Instant;

/**
 * One thing that was done.
 *
 * @param id time-ordered id
 * @param owner on whose account
 * @param generation id of the generation it belongs to; empty when it belongs to none
 * @param kind what sort of thing
 * @param detail what exactly, e.g. the command or the path; at most {@value #MAX_DETAIL_LENGTH}
 *     characters, longer ones are cut
 * @param at when
 */
public record AuditEntry(
    String id, OwnerId owner, String generation, Kind kind, String detail, Instant at) {
  /** Longest detail kept, in characters. */
  public static final int MAX_DETAIL_LENGTH = 2_000;

  /** What can be done. */
  public enum Kind {
    /** A sandbox was opened; the detail names its isolation, network policy and bounds. */
    SANDBOX_OPENED,
    /** A sandbox was closed or found lost. */
    SANDBOX_CLOSED,
    /** A command begins; the detail holds it. */
    COMMAND,
    /** A command has ended; the detail holds its exit code or what ended it, and its beginning. */
    COMMAND_ENDED,
    /** A file was created or changed, by a tool or by a command. */
    FILE_WRITTEN,
    /** A file is gone, e.g. deleted or renamed by a command. */
    FILE_REMOVED,
    /** A version was stored. */
    VERSION_STORED,
    /** A preview was published. */
    PREVIEW_PUBLISHED,
    /** Somebody looked at a preview; the detail holds path and status, never who it was. */
    PREVIEW_ACCESSED,
    /** A credential was found in a file; the detail names file, line and kind, never the whole. */
    SECRET_FOUND,
    /** A tool call was refused; the detail holds the tool, what it was about, and why. */
    REFUSED
  }

  /** Checks the ids; cleans and cuts the detail. */
  public AuditEntry {
    InvalidInput.text(id, "audit id", 100);
    StorableText.check(generation, "audit generation");
    detail = StorableText.cut(detail, MAX_DETAIL_LENGTH);
  }
}
