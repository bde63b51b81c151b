package io.ollio.sandbox.e2b.files;

/**
 * How to watch a directory.
 *
 * @param recursive with everything below
 * @param withEntries with the entry of each event
 * @param networkMounts even when it is mounted over a network, which may miss events
 */
public record WatchOptions(boolean recursive, boolean withEntries, boolean networkMounts) {
  /** The directory's own children. */
  public static final WatchOptions FLAT = new WatchOptions(false, false, false);

  /** Everything below. */
  public static final WatchOptions DEEP = new WatchOptions(true, false, false);
}
