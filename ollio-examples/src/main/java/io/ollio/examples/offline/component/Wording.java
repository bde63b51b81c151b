package io.ollio.examples.offline.component;

import org.jspecify.annotations.Nullable;

/**
 * The texts that the user asked for; each is absent when the prompt does not give it.
 *
 * @param title the heading
 * @param subtitle the line below it
 * @param button label of the main button
 * @param second label of the button beside it
 * @param name what the thing or its owner is called ("called Brew")
 * @param subject what it is about ("for a bakery"), without an article
 * @param definite whether the subject needs an article in a sentence ("the bakery")
 */
public record Wording(
    @Nullable String title,
    @Nullable String subtitle,
    @Nullable String button,
    @Nullable String second,
    @Nullable String name,
    @Nullable String subject,
    boolean definite) {
  /** Nothing asked for. */
  public static final Wording NONE = new Wording(null, null, null, null, null, null, false);

  /** The same without what belongs to one section only. */
  public Wording forFurtherSection() {
    return new Wording(null, null, null, null, name, subject, definite);
  }
}
