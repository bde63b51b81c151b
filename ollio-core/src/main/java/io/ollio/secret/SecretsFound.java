package io.ollio.secret;

import io.ollio.OllioException;
import java.util.List;

/** Files hold credentials and were not published. Remedy: remove them, or change the policy. */
public final class SecretsFound extends OllioException {
  private static final long serialVersionUID = 1L;
  private static final int NAMED = 3;

  private final transient List<SecretFinding> findings;

  /** These findings, at least one. */
  public SecretsFound(List<SecretFinding> findings) {
    super(message(findings), null);
    this.findings = List.copyOf(findings);
  }

  /** What was found; never the whole credential. */
  public List<SecretFinding> findings() {
    return findings;
  }

  private static String message(List<SecretFinding> findings) {
    String named =
        String.join("; ", findings.stream().limit(NAMED).map(SecretFinding::toString).toList());
    return "Not published: " + findings.size() + " credentials in the files: " + named;
  }
}
