package io.ollio.examples.offline.component;

import io.ollio.examples.offline.theme.Theme;
import java.util.List;

/**
 * What a prompt asks for.
 *
 * @param kind of component; {@link ComponentKind#LANDING} when nothing more particular was named
 * @param recognised whether the prompt named the kind; if not it is a guess
 * @param extras further sections on the same page, in the order named
 * @param theme how it looks
 * @param wording texts given by the user
 * @param items entries given by the user; empty when none were given
 * @param fields of a form; empty when none were given
 * @param details what only some kinds care about
 */
public record ComponentRequest(
    ComponentKind kind,
    boolean recognised,
    List<ComponentKind> extras,
    Theme theme,
    Wording wording,
    List<Item> items,
    List<Field> fields,
    Details details) {
  /** Copies the lists. */
  public ComponentRequest {
    extras = List.copyOf(extras);
    items = List.copyOf(items);
    fields = List.copyOf(fields);
  }

  /** A component of this kind with all usual texts. */
  public static ComponentRequest usual(ComponentKind kind) {
    return new ComponentRequest(
        kind, true, List.of(), Theme.USUAL, Wording.NONE, List.of(), List.of(), Details.NONE);
  }

  /** A further section of the same page: same theme, name and subject, usual texts. */
  public ComponentRequest furtherSection(ComponentKind other) {
    return new ComponentRequest(
        other,
        true,
        List.of(),
        theme,
        wording.forFurtherSection(),
        List.of(),
        List.of(),
        Details.NONE);
  }

  /** This request for another kind, with the same words. */
  public ComponentRequest withKind(ComponentKind other) {
    return new ComponentRequest(other, recognised, extras, theme, wording, items, fields, details);
  }

  /** This request with other entries. */
  public ComponentRequest withItems(List<Item> others) {
    return new ComponentRequest(kind, recognised, extras, theme, wording, others, fields, details);
  }
}
