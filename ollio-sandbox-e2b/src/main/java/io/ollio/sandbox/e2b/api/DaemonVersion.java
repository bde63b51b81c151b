package io.ollio.sandbox.e2b.api;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Version of the daemon in a sandbox, which says what it can do. Protocol notes, section 11.
 *
 * @param major first number
 * @param minor second number
 * @param patch third number
 */
public record DaemonVersion(int major, int minor, int patch) implements Comparable<DaemonVersion> {
  /** The first that can be used at all. */
  public static final DaemonVersion USABLE = new DaemonVersion(0, 1, 0);

  /** Watches directories with all below them. */
  public static final DaemonVersion RECURSIVE_WATCH = new DaemonVersion(0, 1, 4);

  /** Lets the caller say whether a process has standard input. */
  public static final DaemonVersion STDIN_CHOICE = new DaemonVersion(0, 3, 0);

  /** Knows the template's default user; before, the user must be named. */
  public static final DaemonVersion DEFAULT_USER = new DaemonVersion(0, 4, 0);

  /** Closes standard input. */
  public static final DaemonVersion CLOSE_STDIN = new DaemonVersion(0, 5, 2);

  /** Takes files as plain bytes, compressed if wanted. */
  public static final DaemonVersion PLAIN_UPLOAD = new DaemonVersion(0, 5, 7);

  /** Keeps metadata of files. */
  public static final DaemonVersion FILE_METADATA = new DaemonVersion(0, 6, 2);

  /** Sends the entry with each event of a watched directory. */
  public static final DaemonVersion WATCH_ENTRIES = new DaemonVersion(0, 6, 3);

  /** Watches directories that are mounted over a network. */
  public static final DaemonVersion WATCH_MOUNTS = new DaemonVersion(0, 6, 4);

  /** Taken in debug mode. */
  public static final DaemonVersion NEWEST = new DaemonVersion(99, 99, 99);

  private static final Pattern DOTTED =
      Pattern.compile("v?([0-9]{1,6})\\.([0-9]{1,6})(?:\\.([0-9]{1,6}).*)?");

  /** Reads a dotted version; what cannot be read counts as the oldest that can be used. */
  public static DaemonVersion parse(String text) {
    Matcher match = DOTTED.matcher(text.strip());
    if (!match.matches()) {
      return USABLE;
    }
    String patch = match.group(3);
    return new DaemonVersion(
        Integer.parseInt(match.group(1)),
        Integer.parseInt(match.group(2)),
        patch == null ? 0 : Integer.parseInt(patch));
  }

  /** Whether this is the other one or a newer one. */
  public boolean isAtLeast(DaemonVersion other) {
    return compareTo(other) >= 0;
  }

  /**
   * Returns when this is new enough.
   *
   * @throws E2bException.TemplateTooOld when it is not
   */
  public void require(DaemonVersion least, String feature) {
    if (!isAtLeast(least)) {
      throw new E2bException.TemplateTooOld(
          feature + " needs version " + least + " of the daemon, the sandbox has " + this);
    }
  }

  @Override
  public int compareTo(DaemonVersion other) {
    int byMajor = Integer.compare(major, other.major);
    int byMinor = byMajor != 0 ? byMajor : Integer.compare(minor, other.minor);
    return byMinor != 0 ? byMinor : Integer.compare(patch, other.patch);
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + patch;
  }
}
