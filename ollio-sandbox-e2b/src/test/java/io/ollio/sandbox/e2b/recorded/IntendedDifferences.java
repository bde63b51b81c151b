package io.ollio.sandbox.e2b.recorded;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Why this client's requests are not quite those of the official one. */
final class IntendedDifferences {
  private static final Map<String, String> REASONS = new LinkedHashMap<>();

  static {
    because(
        "header `(accept-language|sec-fetch-mode)` is missing",
        "Node's HTTP client adds it by itself; the proxies would take it for a browser's call");
    because(
        "header `(browser|lang|lang_version|package_version|publisher|sdk_runtime|system)` is missing",
        "Statistics of the official clients; an honest User-Agent says what this one is");
    because("header `user-agent` differs", "Own name, which no proxy takes for a browser's");
    because(
        "header `accept` (differs|is missing)",
        "JSON is asked for where errors may come from a proxy; of a file anything is taken");
    because(
        "header `accept-encoding` (differs|is missing)",
        "OkHttp asks for gzip alone; files and streams come plain, so that lengths are known and"
            + " nothing is held back");
    because(
        "header `idempotency-key` is new",
        "E2B's newest server answers a repeated creation with the first one's answer");
    because(
        "body `metadata.ollioCreation` is new",
        "A creation whose answer was lost is found again by this label");
    because("body `tag` is new", "A start whose answer was lost is found again by its tag");
    because(
        "header `connect-timeout-ms` is missing",
        "No time limit unless asked for: the official default of 60 s also kills servers");
    because(
        "header `content-type` differs",
        "One file goes as plain bytes, of known length and with any name; forms are for several"
            + " files and for old daemons");
    because("header `content-type` is missing", "There is no body, so it has no type");
    because(
        "header `x-access-token` is new",
        "Calls on contexts carry the sandbox's token like executions do");
    because("body `volumeMounts` is missing", "Volumes are left out of this client");
    because(
        "body `part 2` differs",
        "Another name was written: quotes and percent signs go one by one, because the server does"
            + " not undo how a form writes them");
  }

  private IntendedDifferences() {}

  static Optional<String> reason(String difference) {
    return REASONS.entrySet().stream()
        .filter(rule -> difference.matches(rule.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static void because(String pattern, String reason) {
    REASONS.put(pattern, reason);
  }
}
