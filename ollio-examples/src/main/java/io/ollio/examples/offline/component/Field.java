package io.ollio.examples.offline.component;

import java.util.List;

/**
 * A field of a form.
 *
 * @param key of its type in the bundled list, or a word made from its label
 * @param label what stands above it
 * @param required whether it must be filled in
 * @param options what the user may choose from, as the prompt names it; empty for the usual ones
 */
public record Field(String key, String label, boolean required, List<String> options) {
  /** Copies the options. */
  public Field {
    options = List.copyOf(options);
  }

  /** A field with the usual options, if it has any. */
  public Field(String key, String label, boolean required) {
    this(key, label, required, List.of());
  }
}
