package io.ollio.sandbox.e2b.files;

import io.ollio.InvalidInput;
import java.util.Map;

/**
 * How to write a file.
 *
 * @param gzip whether it is compressed on the way
 * @param metadata kept with the file, printable ASCII; replaces all it had
 */
public record WriteOptions(boolean gzip, Map<String, String> metadata) {
  /** Plain, without metadata. */
  public static final WriteOptions PLAIN = new WriteOptions(false, Map.of());

  /** Compressed on the way. */
  public static final WriteOptions GZIP = new WriteOptions(true, Map.of());

  private static final int MAX_BYTES = 4_096;

  /** Checks and copies. */
  public WriteOptions {
    metadata = Map.copyOf(metadata);
    int bytes = 0;
    for (Map.Entry<String, String> entry : metadata.entrySet()) {
      InvalidInput.check(
          entry.getKey().matches("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,246}"),
          "metadata",
          "has a key that a header cannot carry");
      InvalidInput.check(
          entry.getValue().chars().allMatch(c -> c >= ' ' && c <= '~'),
          "metadata",
          "has a value that is not printable ASCII");
      bytes += entry.getKey().length() + entry.getValue().length();
    }
    InvalidInput.check(
        bytes <= MAX_BYTES, "metadata", "has " + bytes + " bytes, more than the 4096 allowed");
  }
}
