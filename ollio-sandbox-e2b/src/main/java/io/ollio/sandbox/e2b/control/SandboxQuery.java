package io.ollio.sandbox.e2b.control;

import io.ollio.InvalidInput;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which sandboxes to list.
 *
 * @param metadata labels that all must be there
 * @param states {@code running}, {@code paused}; none means both
 * @param template name without tag
 * @param startedAfter leaves older ones out
 * @param oldestFirst the order; empty leaves it to E2B
 * @param pageSize 1 to 100; 0 leaves it to E2B
 * @param page the token that the page before gave
 */
public record SandboxQuery(
    Map<String, String> metadata,
    List<String> states,
    Optional<String> template,
    Optional<Instant> startedAfter,
    Optional<Boolean> oldestFirst,
    int pageSize,
    Optional<String> page) {
  /** Every sandbox. */
  public static final SandboxQuery ALL =
      new SandboxQuery(
          Map.of(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          0,
          Optional.empty());

  /** Checks and copies. */
  public SandboxQuery {
    InvalidInput.check(
        pageSize >= 0 && pageSize <= 100, "pageSize", "is " + pageSize + ", must be 0 to 100");
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    states = List.copyOf(states);
  }

  /** Sandboxes with these labels, in any state. */
  public static SandboxQuery labelled(Map<String, String> labels) {
    return new SandboxQuery(
        labels,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        0,
        Optional.empty());
  }

  /** This query with pages of this size. */
  public SandboxQuery withPageSize(int size) {
    return new SandboxQuery(metadata, states, template, startedAfter, oldestFirst, size, page);
  }

  /** This query in these states only. */
  public SandboxQuery in(String... wanted) {
    return new SandboxQuery(
        metadata, List.of(wanted), template, startedAfter, oldestFirst, pageSize, page);
  }

  /** The page after the one that gave this token. */
  public SandboxQuery after(String token) {
    return new SandboxQuery(
        metadata, states, template, startedAfter, oldestFirst, pageSize, Optional.of(token));
  }
}
