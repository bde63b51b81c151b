package io.ollio.secret;

import io.ollio.check.Problem;
import io.ollio.check.Problem.Severity;
import io.ollio.check.SiteCheck;
import io.ollio.file.FileContent;
import io.ollio.file.FilePath;
import io.ollio.file.FileTree;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;

/**
 * Looks for credentials in files, whatever their names. It knows those whose issuers mark them (see
 * {@link #rules}); a bare password that looks like any other word is not seen. Stand-ins of
 * documentation, such as keys with {@code EXAMPLE} in them, are none.
 *
 * <p>Used as a check, a finding is an error or a warning by the host's policy, and the message asks
 * the model to remove it without repeating it.
 */
public final class SecretScan implements SiteCheck {
  private static final int SHOWN = 4;

  private final SecretPolicy policy;
  private final List<SecretRule> rules;

  /** A scan by every rule of this package. */
  @Inject
  public SecretScan(SecretPolicy policy) {
    this(policy, SecretRules.ALL);
  }

  /** A scan by these rules; the host's own may be among them. */
  public SecretScan(SecretPolicy policy, Collection<SecretRule> rules) {
    this.policy = policy;
    this.rules = List.copyOf(rules);
  }

  /** Every rule of this package. */
  public static List<SecretRule> rules() {
    return SecretRules.ALL;
  }

  /** What the host wants done about findings. */
  public SecretPolicy policy() {
    return policy;
  }

  /**
   * Does nothing, unless the policy is to block and there is something to block.
   *
   * @throws SecretsFound with every finding
   */
  public void requireNone(FileTree files) {
    List<SecretFinding> findings =
        policy == SecretPolicy.BLOCK ? scan(files) : List.<SecretFinding>of();
    if (!findings.isEmpty()) {
      throw new SecretsFound(findings);
    }
  }

  /** The credentials in these files, in order of file, rule and place. */
  public List<SecretFinding> scan(FileTree files) {
    List<SecretFinding> findings = new ArrayList<>();
    files.files().forEach((path, content) -> scan(path, content, findings));
    return List.copyOf(findings);
  }

  @Override
  public List<Problem> check(FileTree files) {
    if (policy == SecretPolicy.OFF) {
      return List.of();
    }
    Severity severity = policy == SecretPolicy.BLOCK ? Severity.ERROR : Severity.WARNING;
    return scan(files).stream().map(finding -> problem(severity, finding)).toList();
  }

  private static Problem problem(Severity severity, SecretFinding finding) {
    return new Problem(
        severity,
        finding.file(),
        finding.line(),
        "secret",
        "This looks like a real credential ("
            + finding.kind()
            + ", "
            + finding.excerpt()
            + "). Everybody who opens the page can read it: remove it, and let a server that keeps"
            + " it make the call.");
  }

  private void scan(FilePath path, FileContent content, List<SecretFinding> findings) {
    String text = content.asText().orElseGet(() -> readable(content));
    rules.forEach(rule -> scan(path, text, rule, findings));
  }

  /**
   * What of a file that is not UTF-8 can be read all the same: a browser shows a page with one
   * wrong byte, and one in UTF-16. Credentials are ASCII in either, in UTF-16 with NULs between.
   */
  private static String readable(FileContent content) {
    return new String(content.bytes(), StandardCharsets.ISO_8859_1).replace("\0", "");
  }

  private static void scan(
      FilePath path, String text, SecretRule rule, List<SecretFinding> findings) {
    Matcher matcher =
        rule.pattern().matcher(text).useTransparentBounds(true).useAnchoringBounds(false);
    SortedMap<Integer, String> matches = new TreeMap<>();
    for (String anchor : rule.anchors()) {
      int at = text.indexOf(anchor);
      while (at >= 0) {
        int end = matchAround(at, rule.lead(), matcher, matches);
        at = text.indexOf(anchor, Math.max(at + 1, end));
      }
    }
    Lines lines = new Lines(text);
    matches.forEach(
        (start, match) ->
            findings.add(
                new SecretFinding(
                    rule.name(), rule.kind(), path, lines.at(start), excerpt(match))));
  }

  /** Looks for a match over an anchor; returns where it ends, or 0. */
  private static int matchAround(
      int anchor, int lead, Matcher matcher, SortedMap<Integer, String> matches) {
    int length = matcher.regionEnd();
    for (int start = Math.max(0, anchor - lead); start <= anchor; start++) {
      if (matcher.region(start, length).lookingAt() && matcher.end() > anchor) {
        if (!SecretRule.isStandIn(matcher.group())) {
          matches.put(start, matcher.group());
        }
        return matcher.end();
      }
    }
    return 0;
  }

  private static String excerpt(String match) {
    return match.substring(0, Math.min(SHOWN, match.length() / 2))
        + "… of "
        + match.length()
        + " characters";
  }

  /** Counts lines while the place moves on. */
  private static final class Lines {
    private final String text;
    private int line = 1;
    private int from;

    Lines(String text) {
      this.text = text;
    }

    int at(int offset) {
      for (; from < offset; from++) {
        line += text.charAt(from) == '\n' ? 1 : 0;
      }
      return line;
    }
  }
}
