package io.ollio.examples.offline.component;

/**
 * A field of a form.
 *
 * @param key of its type in the bundled list, or a word made from its label
 * @param label what stands above it
 * @param required whether it must be filled in
 */
public record Field(String key, String label, boolean required) {}
