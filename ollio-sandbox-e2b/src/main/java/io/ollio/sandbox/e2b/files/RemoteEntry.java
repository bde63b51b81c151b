package io.ollio.sandbox.e2b.files;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What stands at a path. Of a link, kind and mode are its target's.
 *
 * @param path absolute
 * @param kind what it is; {@link Kind#OTHER} also for a link that leads nowhere
 * @param size in bytes
 * @param rights who may do what
 * @param modifiedAt last change
 * @param linkTarget where it leads, when it is a link
 * @param metadata what an upload left with it
 */
public record RemoteEntry(
    String path,
    Kind kind,
    long size,
    Rights rights,
    Instant modifiedAt,
    Optional<String> linkTarget,
    Map<String, String> metadata) {
  /** What a name stands for. */
  public enum Kind {
    /** A regular file. */
    FILE,
    /** A directory. */
    DIRECTORY,
    /** Anything else. */
    OTHER
  }

  /**
   * Owner and permissions.
   *
   * @param owner user name
   * @param group group name
   * @param mode permission bits
   * @param text as {@code ls} shows them; begins with {@code L} for a link
   */
  public record Rights(String owner, String group, int mode, String text) {}

  /** Copies. */
  public RemoteEntry {
    metadata = Map.copyOf(metadata);
  }

  /** The last part of the path. */
  public String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** Whether it is a link, even one that leads nowhere. */
  public boolean isLink() {
    return linkTarget.isPresent() || rights.text().startsWith("L");
  }
}
