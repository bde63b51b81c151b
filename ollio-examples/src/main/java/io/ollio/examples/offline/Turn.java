package io.ollio.examples.offline;

import java.util.List;

/**
 * One answer of the model.
 *
 * @param text what it says
 * @param calls the tools that it calls; empty when it is done
 */
record Turn(String text, List<PlannedCall> calls) {
  Turn {
    calls = List.copyOf(calls);
  }

  static Turn closing(String text) {
    return new Turn(text, List.of());
  }
}
