package io.ollio.secret;

import io.ollio.InvalidInput;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * How one kind of credential is recognised: by what its issuer puts into it, never by how random it
 * looks.
 *
 * @param name stable name
 * @param kind what it opens, in words
 * @param anchors literal texts of which every such credential contains one; looked for first
 * @param lead how many characters of it may stand before the anchor, 0 to {@value #MAX_LEAD}
 * @param pattern what the whole looks like, from its first character; must not be able to start
 *     inside a longer run of its own characters, so that a scan takes linear time
 */
public record SecretRule(
    String name, String kind, List<String> anchors, int lead, Pattern pattern) {
  /** Most characters before an anchor. */
  public static final int MAX_LEAD = 64;

  private static final int FEWEST_DIFFERENT = 6;

  /** Copies and checks. */
  public SecretRule {
    anchors = List.copyOf(anchors);
    InvalidInput.check(
        !anchors.isEmpty() && !anchors.contains(""), "anchors", "must be texts, at least one");
    InvalidInput.check(
        lead >= 0 && lead <= MAX_LEAD, "lead", "must be 0 to " + MAX_LEAD + ", not " + lead);
  }

  /** A credential that stands free and begins with one of these texts, separated by blanks. */
  static SecretRule token(String name, String kind, String beginnings, String regex) {
    return new SecretRule(name, kind, List.of(beginnings.split(" ", -1)), 0, free(regex));
  }

  /** A credential that stands free and has its literal text elsewhere. */
  static SecretRule token(String name, String kind, String anchor, int lead, String regex) {
    return new SecretRule(name, kind, List.of(anchor), lead, free(regex));
  }

  /** Something recognised by what stands around it. */
  static SecretRule text(String name, String kind, String anchors, int lead, String regex) {
    return new SecretRule(
        name, kind, List.of(anchors.split(" ", -1)), lead, Pattern.compile(regex));
  }

  /** Neither its start nor its end is part of a longer word. */
  private static Pattern free(String regex) {
    return Pattern.compile("(?<![A-Za-z0-9_-])(?:" + regex + ")(?![A-Za-z0-9_-])");
  }

  /** Whether the match is one of the stand-ins that documentation uses. */
  static boolean isStandIn(String match) {
    String lower = match.toLowerCase(Locale.ROOT);
    return lower.contains("example")
        || lower.contains("xxxx")
        || lower.contains("your")
        || lower.contains("placeholder")
        || lower.contains("changeme")
        || lower.matches("(?s).*:(?:pass|passwd|password|secret|pwd)@.*")
        || lower.chars().distinct().count() < FEWEST_DIFFERENT;
  }
}
