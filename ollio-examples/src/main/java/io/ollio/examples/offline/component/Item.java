package io.ollio.examples.offline.component;

import org.jspecify.annotations.Nullable;

/**
 * An entry that the user named: a plan, card, link, task, question or column.
 *
 * @param name what it is called
 * @param price its price as written, for example {@code $12/month}; absent when none was given
 * @param text more about it; absent when nothing was said
 */
public record Item(String name, @Nullable String price, @Nullable String text) {
  /** An entry of which only the name is known. */
  public static Item named(String name) {
    return new Item(name, null, null);
  }
}
