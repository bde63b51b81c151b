package io.ollio.examples.offline.component;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What only some kinds care about.
 *
 * @param count how many entries; 0 when the prompt does not say
 * @param providers services to log in with, for example Google
 * @param until when a countdown ends, in the form that its script reads; absent when not said
 * @param place of a weather report; absent when not said
 * @param without parts to leave out, as they are named in the recipes
 */
public record Details(
    int count,
    List<String> providers,
    @Nullable String until,
    @Nullable String place,
    Set<String> without) {
  /** Nothing said. */
  public static final Details NONE = new Details(0, List.of(), null, null, Set.of());

  /** Copies the collections. */
  public Details {
    providers = List.copyOf(providers);
    without = Set.copyOf(without);
  }
}
