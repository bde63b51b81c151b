package io.ollio.sandbox.e2b.control;

import java.util.List;
import java.util.Optional;

/**
 * One page of sandboxes.
 *
 * @param sandboxes in the order asked for; may be empty
 * @param next the query for the next page; empty at the last one
 */
public record SandboxPage(List<SandboxInfo> sandboxes, Optional<SandboxQuery> next) {
  /** Copies. */
  public SandboxPage {
    sandboxes = List.copyOf(sandboxes);
  }
}
