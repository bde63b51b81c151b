package io.ollio.local.isolation.bubblewrap;

import java.util.List;
import java.util.Map;

/** The page {@code docs/sandbox-abuse.md}. */
final class AbuseTable {
  private static final String HEAD =
      """
      # What was tried against the local sandbox

      Written by `AbuseTest`, which runs every case in a real sandbox behind bubblewrap and fails when this page says
      something else. "As user" and "as root" mean the JVM; as root, commands are dropped to a user without rights first.
      A sandbox of 192 MB memory, one processor, 32 MB in 2,000 files and 64 processes. What stays open is told in
      [sandbox.md](sandbox.md).

      | tried | expected | seen as user | seen as root |
      |---|---|---|---|
      """;

  private AbuseTable() {}

  static String of(List<AbuseCase> cases, Map<String, String> asUser, Map<String, String> asRoot) {
    StringBuilder page = new StringBuilder(HEAD);
    for (AbuseCase abuse : cases) {
      page.append("| ").append(abuse.title());
      page.append(" | ").append(abuse.expected());
      page.append(" | ").append(asUser.getOrDefault(abuse.title(), "nothing"));
      page.append(" | ").append(asRoot.getOrDefault(abuse.title(), "nothing")).append(" |\n");
    }
    return page.toString();
  }
}
