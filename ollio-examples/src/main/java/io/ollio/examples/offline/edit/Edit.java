package io.ollio.examples.offline.edit;

import io.ollio.examples.offline.component.ComponentKind;
import io.ollio.examples.offline.component.ComponentRequest;
import io.ollio.examples.offline.component.Field;
import io.ollio.examples.offline.component.Item;
import io.ollio.examples.offline.theme.NamedColor;
import io.ollio.examples.offline.theme.Theme;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One wish of a follow-up prompt. */
sealed interface Edit {
  /** A text with a place of its own. */
  enum Place {
    TITLE("title"),
    SUBTITLE("subtitle"),
    BUTTON("button"),
    SECOND_BUTTON("second button"),
    BRAND("brand name");

    private final String words;

    Place(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  /**
   * Another look.
   *
   * @param says what was done, as the end of "I …"
   * @param change from the present theme to the new one
   */
  record Look(String says, UnaryOperator<Theme> change) implements Edit {}

  /** Another text in a place that is known by name. */
  record SetText(Place place, String value) implements Edit {}

  /** Another text wherever this one stands. */
  record ReplaceText(String old, String value) implements Edit {}

  /** Another price of the entry with this name. */
  record SetPrice(String name, String price) implements Edit {}

  /** One part in a colour of its own. */
  record Paint(String part, NamedColor color) implements Edit {}

  /** One part larger or smaller than the rest. */
  record Resize(String part, boolean larger) implements Edit {}

  /** More form fields, at the top or where they fit best. */
  record AddFields(List<Field> fields, boolean atTop) implements Edit {}

  /**
   * More entries of a kind that has entries.
   *
   * @param noun what the prompt calls an entry; empty when it does not say
   * @param items the new ones; a blank name means a sample
   * @param place the section they go to; absent when the prompt does not say
   */
  record AddItems(String noun, List<Item> items, @Nullable ComponentKind place) implements Edit {}

  /** A further section on the page. */
  record AddSection(ComponentRequest request) implements Edit {}

  /** A line of text below the heading. */
  record AddText(String value) implements Edit {}

  /** Something taken away; the words say what. */
  record Remove(String what) implements Edit {}

  /** A wish that was not understood. */
  record Unknown(String clause) implements Edit {}
}
