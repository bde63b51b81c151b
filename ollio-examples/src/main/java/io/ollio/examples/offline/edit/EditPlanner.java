package io.ollio.examples.offline.edit;

import io.ollio.examples.offline.component.Catalogue;
import io.ollio.examples.offline.component.ComponentKind;
import io.ollio.examples.offline.component.ComponentRequest;
import io.ollio.examples.offline.prompt.KindReader;
import io.ollio.examples.offline.prompt.Prompt;
import io.ollio.examples.offline.theme.ColorNames;
import io.ollio.examples.offline.theme.ThemeCss;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Works out what a follow-up prompt changes in files that exist. Immutable; no input or output. */
public final class EditPlanner {
  private static final Pattern BUILD =
      Pattern.compile(
          "^(?:(?:please|now|ok(?:ay)?|then|next|can you|could you|would you|let's|and)\\b[,\\s]*)*"
              + "(?:(?:create|build|generate|design|develop|code)\\b(?! (?:it|this)\\b)"
              + "|(?:make|draw|write|give|show|i (?:need|want|would like)|i'd like)\\s+(?:me\\s+|us\\s+|to have\\s+)?(?:an?|another|some)\\b"
              + "|(?:turn|convert|change|transform)\\s+(?:it|this|that|the page)\\s+into\\s+an?\\b"
              + "|(?:replace|swap)\\s+(?:it|this|that|everything)\\s+(?:with|by)\\s+an?\\b)");
  private static final Pattern CHANGE =
      Pattern.compile(
          "\\b(?:add|change|remove|delete|rename|replace|set|turn|update|increase|decrease|reduce|make (?:it|this|that|the|them|everything)|should|must|more|less|larger|smaller|bigger)\\b");

  private static final Pattern ABOUT_A_PART =
      Pattern.compile(
          "\\b(?:the|it|this|title|heading|headline|button|text|colou?r|background|font|logo|use|make|give|switch|put|insert|include|hide|drop|call|with)\\b");

  private final Catalogue catalogue;
  private final KindReader kinds;
  private final EditReader reader;
  private final TextEditor texts = new TextEditor();
  private final LookEditor looks;
  private final FieldEditor fields;
  private final ItemEditor items;
  private final SectionEditor sections;
  private final Remover remover;

  /** A planner for pages made of these kinds. */
  public EditPlanner(Catalogue catalogue, ColorNames colors) {
    this.catalogue = catalogue;
    this.kinds = new KindReader(catalogue);
    this.reader = new EditReader(catalogue, colors);
    this.looks = new LookEditor(catalogue, new ThemeCss(colors));
    this.fields = new FieldEditor(catalogue);
    this.items = new ItemEditor(catalogue);
    this.sections = new SectionEditor(catalogue);
    this.remover = new Remover(catalogue);
  }

  /** Whether the prompt asks for a new component rather than for changes to the present one. */
  public boolean asksForNew(String words) {
    Prompt prompt = Prompt.of(words);
    Optional<KindReader.Mention> main = kinds.main(prompt);
    if (main.isEmpty()) {
      return false;
    }
    String layout = catalogue.recipe(main.get().kind()).layout();
    boolean edge = layout.equals("header") || layout.equals("footer");
    boolean build = BUILD.matcher(prompt.lower()).find();
    return !edge && (build || isOnlyName(prompt.lower(), main.get()));
  }

  /** "pricing table with three plans" begins with the name of a kind and speaks of no change. */
  private static boolean isOnlyName(String lower, KindReader.Mention main) {
    String before = lower.substring(0, main.start());
    boolean near = before.matches("(?:[\\p{L}'-]+,?\\s+){0,4}");
    boolean change = CHANGE.matcher(lower).find() || ABOUT_A_PART.matcher(before).find();
    return main.strong() && near && !change;
  }

  /** Whether the prompt speaks of changing something, though it may be the first one. */
  public boolean soundsLikeChange(String words) {
    Prompt prompt = Prompt.of(words);
    return kinds.main(prompt).isEmpty() && CHANGE.matcher(prompt.lower()).find();
  }

  /**
   * What the prompt changes.
   *
   * @param files contents by path; one of them an HTML page
   */
  public EditPlan plan(String words, Map<String, String> files) {
    Draft draft = new Draft(files);
    List<String> done = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    for (Edit edit : reader.read(words, present(draft))) {
      if (edit instanceof Edit.Unknown other) {
        unknown.add(other.clause());
        continue;
      }
      Outcome outcome = apply(draft, edit);
      (outcome.done() ? done : refused).add(outcome.says());
    }
    return new EditPlan(files, draft.files(), done, refused, unknown);
  }

  private Set<ComponentKind> present(Draft draft) {
    Set<ComponentKind> present = new LinkedHashSet<>();
    for (String id : new Page(draft.html()).select("[data-section]").eachAttr("data-section")) {
      catalogue.kind(id).ifPresent(present::add);
    }
    return present;
  }

  private Outcome apply(Draft draft, Edit edit) {
    if (edit instanceof Edit.Look look) {
      return looks.change(draft, look.says(), look.change());
    } else if (edit instanceof Edit.SetText text) {
      return texts.set(draft, text.place(), text.value());
    } else if (edit instanceof Edit.ReplaceText text) {
      return texts.replace(draft, text.old(), text.value());
    } else if (edit instanceof Edit.SetPrice price) {
      return items.price(draft, price.name(), price.price());
    } else if (edit instanceof Edit.Paint paint) {
      return looks.paint(draft, paint.part(), paint.color());
    } else if (edit instanceof Edit.Resize resize) {
      return looks.resize(draft, resize.part(), resize.larger());
    } else if (edit instanceof Edit.AddFields add) {
      return fields.add(draft, add.fields(), add.atTop());
    } else if (edit instanceof Edit.AddItems add) {
      return items.add(draft, add);
    } else if (edit instanceof Edit.AddSection add) {
      return sections.add(draft, forPage(draft, add.request()));
    } else if (edit instanceof Edit.AddText text) {
      return texts.add(draft, text.value());
    } else if (edit instanceof Edit.Remove remove) {
      return remover.remove(draft, remove.what());
    }
    throw new IllegalArgumentException("edit is " + edit + ", which has no editor");
  }

  /** The new section in the look that the page has. */
  private ComponentRequest forPage(Draft draft, ComponentRequest request) {
    return new ComponentRequest(
        request.kind(),
        true,
        List.of(),
        looks.theme(draft).orElse(request.theme()),
        request.wording(),
        request.items(),
        request.fields(),
        request.details());
  }
}
