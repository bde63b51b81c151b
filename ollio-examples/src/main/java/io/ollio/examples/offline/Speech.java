package io.ollio.examples.offline;

import io.ollio.examples.offline.component.Catalogue;
import io.ollio.examples.offline.component.ComponentKind;
import io.ollio.examples.offline.component.ComponentRequest;
import io.ollio.examples.offline.component.Field;
import io.ollio.examples.offline.component.Item;
import io.ollio.examples.offline.edit.EditPlan;
import io.ollio.examples.offline.text.Grammar;
import io.ollio.examples.offline.theme.Mode;
import io.ollio.examples.offline.theme.Style;
import io.ollio.examples.offline.theme.Theme;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The sentences that the offline model says. */
final class Speech {
  static final String UNDERSTOOD =
      "I am the bundled offline model and understand only simple changes: light or dark, a colour, rounder corners, a style or a size;"
          + " another title, subtitle, button or text; adding a field, an entry, a section or a dark mode button;"
          + " and removing such things. For anything else, use a real model.";

  private final Catalogue catalogue;

  Speech(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** What is going to be built. */
  String plan(ComponentRequest request, Collection<String> files, String title) {
    String guess =
        request.recognised()
            ? ""
            : "I know no kind of component by these words, so I make a general page of it. ";
    return guess
        + "I will build "
        + described(request)
        + ", titled “"
        + title
        + "”, in "
        + Grammar.list(List.copyOf(files))
        + ". First the page.";
  }

  /** What was built. */
  String built(ComponentRequest request, Collection<String> files, String title) {
    List<String> parts = new ArrayList<>();
    parts.add("Done: " + described(request) + ", titled “" + title + "”.");
    if (!request.fields().isEmpty()) {
      parts.add(
          "Fields: " + Grammar.list(request.fields().stream().map(Field::label).toList()) + ".");
    }
    List<String> names =
        request.items().stream().map(Item::name).filter(name -> !name.isEmpty()).toList();
    if (!names.isEmpty()) {
      parts.add("Entries: " + Grammar.list(names) + ".");
    }
    parts.add("Files: " + Grammar.list(List.copyOf(files)) + ".");
    parts.add(
        "It adapts to every screen width, works by keyboard and needs no build step: open "
            + files.iterator().next()
            + " in a browser.");
    if (!request.recognised()) {
      parts.add(
          "I did not recognise a kind of component in the prompt; name one, such as “pricing table”, for a closer match.");
    }
    return String.join(" ", parts);
  }

  /** Which changes are going to be made. */
  String changing(EditPlan plan) {
    int count = plan.done().size();
    return count == 1
        ? "I have read the files and make the change."
        : "I have read the files and make the " + count + " changes.";
  }

  /** Which changes were made, which not, and why. */
  String changed(EditPlan plan, List<String> failures) {
    List<String> parts = new ArrayList<>();
    if (plan.done().isEmpty()) {
      parts.add("I have changed nothing.");
    } else if (failures.isEmpty()) {
      parts.add("Done: I " + Grammar.list(plan.done()) + ".");
    } else {
      parts.add("I meant to finish this: I " + Grammar.list(plan.done()) + ".");
      parts.add(failed(failures));
    }
    if (!plan.refused().isEmpty()) {
      parts.add("I " + Grammar.list(plan.refused()) + ".");
    }
    if (!plan.unknown().isEmpty()) {
      List<String> quoted =
          plan.unknown().stream().map(clause -> "“" + Grammar.shortened(clause, 80) + "”").toList();
      parts.add("I did not understand " + Grammar.list(quoted) + ". " + UNDERSTOOD);
    }
    return String.join(" ", parts);
  }

  /** Files that could not be written. */
  static String failed(List<String> failures) {
    return "These files could not be written: " + Grammar.list(failures) + ".";
  }

  /** "a dark login form with a blue accent". */
  private String described(ComponentRequest request) {
    Theme theme = request.theme();
    List<String> adjectives = new ArrayList<>();
    if (theme.mode() == Mode.DARK) {
      adjectives.add("dark");
    } else if (theme.mode() == Mode.LIGHT) {
      adjectives.add("light");
    }
    if (theme.style() != Style.PLAIN) {
      adjectives.add(theme.style().word());
    }
    adjectives.add(catalogue.recipe(request.kind()).name());
    StringBuilder words = new StringBuilder(Grammar.withArticle(String.join(" ", adjectives)));
    List<String> extras = request.extras().stream().map(this::extra).toList();
    if (!extras.isEmpty()) {
      words.append(" with ").append(Grammar.list(extras));
    }
    words.append(extras.isEmpty() ? " with " : ", with ");
    words.append(Grammar.withArticle(theme.accent().name())).append(" accent");
    if (theme.mode() == Mode.AUTO) {
      words.append(", light or dark as the visitor's system says");
    }
    return words.append(theme.switchable() ? " and a button for light and dark" : "").toString();
  }

  private String extra(ComponentKind kind) {
    return Grammar.withArticle(catalogue.recipe(kind).name());
  }
}
