package io.ollio.sandbox.e2b.files;

import java.util.Optional;

/**
 * Something happened below a watched directory.
 *
 * @param kind what happened
 * @param name relative to the directory
 * @param entry what stands there now, when asked for and still there
 */
public record FileEvent(Kind kind, String name, Optional<RemoteEntry> entry) {
  /** What happened. */
  public enum Kind {
    /** It is new. */
    CREATE,
    /** Its content changed. */
    WRITE,
    /** It is gone. */
    REMOVE,
    /** It has another name. */
    RENAME,
    /** Its permissions changed. */
    CHMOD,
    /** What a newer daemon may say. */
    OTHER
  }
}
