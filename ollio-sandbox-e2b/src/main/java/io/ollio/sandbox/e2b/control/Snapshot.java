package io.ollio.sandbox.e2b.control;

import java.util.List;

/**
 * A sandbox's state to make others from.
 *
 * @param id can be used as a template
 * @param names its names; may be empty
 */
public record Snapshot(String id, List<String> names) {
  /** Copies. */
  public Snapshot {
    names = List.copyOf(names);
  }
}
