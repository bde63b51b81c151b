package io.ollio.examples.offline.component;

import java.util.List;

/**
 * A type of form field that is known by name.
 *
 * @param key short name, unique
 * @param phrases words by which prompts name it
 * @param label what stands above it
 * @param type of the HTML input; {@code textarea}, {@code select} and {@code checkbox} too
 * @param autocomplete value of the HTML attribute; empty for none
 * @param placeholder example shown in the empty field; empty for none
 * @param optional whether it may stay empty
 * @param options choices of a {@code select}
 */
public record FieldType(
    String key,
    List<String> phrases,
    String label,
    String type,
    String autocomplete,
    String placeholder,
    boolean optional,
    List<String> options) {
  /** Copies the lists. */
  public FieldType {
    phrases = List.copyOf(phrases);
    options = List.copyOf(options);
  }

  /** A field of this type with the usual label. */
  public Field field() {
    return new Field(key, label, !optional);
  }
}
