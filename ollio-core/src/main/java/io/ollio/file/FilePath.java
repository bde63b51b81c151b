package io.ollio.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ollio.InvalidInput;
import java.util.List;
import java.util.Locale;

/**
 * A relative path below some root, with forward slashes: {@code css/site.css}. It cannot leave its
 * root and means the same file on every system.
 *
 * @param value 1 to {@value #MAX_LENGTH} characters; no leading slash, empty, dot or dot-dot
 *     segment, no backslash, colon, control character or lone surrogate
 */
public record FilePath(String value) implements Comparable<FilePath> {
  /** Longest path, in characters. */
  public static final int MAX_LENGTH = 1_024;

  /** Most segments. */
  public static final int MAX_DEPTH = 100;

  private static final int MAX_SEGMENT_LENGTH = 200;

  /** What file systems keep of a name. */
  private static final int MAX_SEGMENT_BYTES = 240;

  /** Checks every rule; the message names the rule that was broken. */
  public FilePath {
    check(
        !value.isEmpty() && value.length() <= MAX_LENGTH, value, "must have 1 to 1024 characters");
    check(!value.startsWith("/"), value, "must be relative, without a leading slash");
    check(
        value.codePoints().noneMatch(FilePath::isForbidden),
        value,
        "must not contain a backslash, colon, control character or lone surrogate");
    String[] segments = value.split("/", -1);
    check(segments.length <= MAX_DEPTH, value, "has more than 100 segments");
    for (String segment : segments) {
      check(!segment.isEmpty(), value, "must not contain an empty segment");
      check(!segment.equals(".") && !segment.equals(".."), value, "must not contain . or ..");
      check(segment.length() <= MAX_SEGMENT_LENGTH, value, "has a segment of over 200 characters");
      check(
          segment.getBytes(UTF_8).length <= MAX_SEGMENT_BYTES,
          value,
          "has a segment of over 240 bytes in UTF-8");
    }
  }

  /**
   * The path with this value.
   *
   * @throws InvalidInput when it breaks a rule
   */
  public static FilePath of(String value) {
    return new FilePath(value);
  }

  /** The segments from the root down, at least one. */
  public List<String> segments() {
    return List.of(value.split("/"));
  }

  /** The last segment. */
  public String name() {
    return value.substring(value.lastIndexOf('/') + 1);
  }

  /** The part of the name after its last dot in lower case, empty when there is none. */
  public String extension() {
    String name = name();
    int dot = name.lastIndexOf('.');
    return dot <= 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
  }

  /** Whether any segment starts with a dot, as in {@code .git/config}. */
  public boolean isHidden() {
    return value.startsWith(".") || value.contains("/.");
  }

  /** Whether this path lies below the directory. */
  public boolean isBelow(FilePath directory) {
    return value.startsWith(directory.value + "/");
  }

  @Override
  public int compareTo(FilePath other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }

  private static boolean isForbidden(int c) {
    return c == '\\'
        || c == ':'
        || Character.isISOControl(c)
        || Character.getType(c) == Character.SURROGATE
        || Character.getType(c) == Character.LINE_SEPARATOR
        || Character.getType(c) == Character.PARAGRAPH_SEPARATOR;
  }

  private static void check(boolean claim, String value, String problem) {
    if (!claim) {
      throw new InvalidInput("path", "\"" + shown(value) + "\" " + problem);
    }
  }

  private static String shown(String value) {
    String cut = value.length() <= 120 ? value : value.substring(0, 120) + "…";
    StringBuilder out = new StringBuilder();
    cut.codePoints()
        .forEach(
            c -> {
              if (Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE) {
                out.append(String.format(Locale.ROOT, "\\u%04x", c));
              } else {
                out.appendCodePoint(c);
              }
            });
    return out.toString();
  }
}
