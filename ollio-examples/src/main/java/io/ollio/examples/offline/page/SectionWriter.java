package io.ollio.examples.offline.page;

import io.ollio.examples.offline.component.Catalogue;
import io.ollio.examples.offline.component.ComponentKind;
import io.ollio.examples.offline.component.ComponentRequest;
import io.ollio.examples.offline.component.Details;
import io.ollio.examples.offline.component.Field;
import io.ollio.examples.offline.component.Recipe;
import io.ollio.examples.offline.component.Wording;
import io.ollio.examples.offline.text.Grammar;
import io.ollio.examples.offline.text.Resources;
import io.ollio.examples.offline.text.Template;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes the HTML of one section of a page. */
public final class SectionWriter {
  private static final Set<ComponentKind> BRANDED =
      Set.of(ComponentKind.NAVBAR, ComponentKind.FOOTER, ComponentKind.HERO);

  private final Catalogue catalogue;
  private final FieldHtml fieldHtml;
  private final Entries entries;

  /** A writer of all kinds in the catalogue. */
  public SectionWriter(Catalogue catalogue) {
    this.catalogue = catalogue;
    this.fieldHtml = new FieldHtml(catalogue);
    this.entries = new Entries(catalogue);
  }

  /**
   * The section's HTML.
   *
   * @param first whether its heading is the page's main one
   * @param targets ids of the sections that links can go to
   */
  public String write(ComponentRequest request, boolean first, List<String> targets) {
    Map<String, Object> values = values(request, first);
    values.put("h", first ? "h1" : "h2");
    boolean headless = request.details().without().contains("head");
    values.put("sub", "h" + ((first ? 1 : 2) + (headless ? 0 : 1)));
    aim(values, request.kind(), targets);
    String template = Resources.text(catalogue.recipe(request.kind()).template());
    return Template.render(template, values).stripTrailing();
  }

  /** The heading of a section, as plain text; the brand where it has no heading. */
  public String titleOf(ComponentRequest request) {
    Map<String, Object> values = values(request, true);
    return String.valueOf(values.getOrDefault("title", values.get("brand")));
  }

  private Map<String, Object> values(ComponentRequest request, boolean first) {
    Recipe recipe = catalogue.recipe(request.kind());
    Map<String, Object> values = new HashMap<>(recipe.values());
    putWording(values, request, first);
    request.details().without().forEach(values::remove);
    values.put("id", recipe.kind().id());
    values.put("icon", Icons.all(catalogue));
    values.put("iconSvg", Icons.named(catalogue, String.valueOf(recipe.values().get("icon"))));
    List<Map<String, Object>> items = entries.of(recipe, request, values);
    values.put("items", items);
    if (items.stream()
        .anyMatch(item -> !"per month".equals(item.getOrDefault("per", "per month")))) {
      values.remove("toggle"); // it would take every price for that of a month
    }
    if (items.stream().anyMatch(item -> item.containsKey("own"))) {
      values.replace("lead", values.getOrDefault("leadOwn", values.get("lead")));
    }
    values.put("single", items.size() == 1);
    values.put("initials", Grammar.initials(String.valueOf(values.get("title"))));
    putForm(values, recipe, request);
    putSpecials(values, request);
    return values;
  }

  private void putWording(Map<String, Object> values, ComponentRequest request, boolean first) {
    Wording wording = request.wording();
    Map<String, Object> words = words(request);
    String title = ownTitle(request, first);
    String given = wording.subject() == null && wording.name() == null ? "" : "For";
    Object usual = values.getOrDefault("title" + given, values.get("title"));
    if (usual != null) {
      values.put("title", title != null ? title : filled(usual, words));
    }
    Object lead = values.getOrDefault("lead" + given, values.get("lead"));
    if (lead != null) {
      values.put("lead", wording.subtitle() != null ? wording.subtitle() : filled(lead, words));
    }
    if (wording.button() != null) {
      values.put(request.kind() == ComponentKind.MODAL ? "open" : "button", wording.button());
    }
    if (wording.second() != null && values.containsKey("second")) {
      values.put("second", wording.second());
    }
    if (values.containsKey("brand")) {
      values.put("brand", brand(wording, String.valueOf(values.get("brand"))));
    }
    if (first) {
      putEyebrow(values, wording);
    }
  }

  /** Name or subject, whichever the heading does not say already. */
  private static void putEyebrow(Map<String, Object> values, Wording wording) {
    String title = String.valueOf(values.get("title")).toLowerCase(Locale.ROOT);
    if (wording.name() == null && wording.subject() == null) {
      return;
    }
    String eyebrow =
        Stream.of(wording.name(), wording.subject())
            .filter(Objects::nonNull)
            .filter(about -> !title.contains(about.toLowerCase(Locale.ROOT)))
            .findFirst()
            .map(Grammar::heading)
            .orElse("");
    values.put("eyebrow", eyebrow);
  }

  /** The user's own heading; a name is one too where the section has no other place for it. */
  private static @Nullable String ownTitle(ComponentRequest request, boolean first) {
    Wording wording = request.wording();
    if (wording.title() != null || !first) {
      return wording.title();
    }
    String subject = wording.subject();
    if (request.kind() == ComponentKind.PROFILE && wording.name() == null && subject != null) {
      return Grammar.heading(subject);
    }
    return BRANDED.contains(request.kind()) ? null : wording.name();
  }

  private static String brand(Wording wording, String usual) {
    if (wording.name() != null) {
      return wording.name();
    }
    return wording.subject() != null ? Grammar.heading(wording.subject()) : usual;
  }

  private static Map<String, Object> words(ComponentRequest request) {
    Map<String, Object> words = new HashMap<>();
    Wording wording = request.wording();
    String name = wording.name();
    String subject = wording.subject() != null ? wording.subject() : name;
    if (subject != null) {
      words.put("Subject", Grammar.heading(subject));
      words.put("about", name != null ? name : (wording.definite() ? "the " : "") + subject);
      words.put("the", name == null && wording.definite());
    }
    if (name != null) {
      words.put("name", name);
    }
    words.put("place", placeOf(request, "Lisbon"));
    return words;
  }

  private static String placeOf(ComponentRequest request, String usual) {
    Details details = request.details();
    String subject = request.wording().subject();
    if (details.place() != null) {
      return details.place();
    }
    return subject != null ? Grammar.heading(subject) : usual;
  }

  private void putForm(Map<String, Object> values, Recipe recipe, ComponentRequest request) {
    if (!recipe.kind().isForm()) {
      return;
    }
    List<Field> fields = new ArrayList<>(request.fields());
    if (fields.isEmpty()) {
      recipe.fields().forEach(key -> fields.add(catalogue.field(key)));
    }
    values.put("fields", fieldHtml.write(recipe.kind().id(), fields));
    values.put("row", values.containsKey("remember") || values.containsKey("forgot"));
    List<String> providers = request.details().providers();
    values.put(
        "social",
        providers.stream()
            .map(name -> "Continue with " + name)
            .map(label -> Map.of("label", label, "message", label + ": connect your own service."))
            .toList());
    if (providers.isEmpty()) {
      values.remove("divider");
    }
  }

  private void putSpecials(Map<String, Object> values, ComponentRequest request) {
    String until = request.details().until();
    values.put("target", until == null ? "+2592000" : until);
    if (request.kind() == ComponentKind.TABLE) {
      values.put("rows", SampleRows.forColumns(namesOf(values)));
    }
    if (request.kind() == ComponentKind.MODAL) {
      values.put("demoTitle", "A dialog");
      request.extras().stream()
          .filter(ComponentKind::isForm)
          .findFirst()
          .ifPresent(form -> putModalForm(values, request, form));
    }
  }

  /** A dialog that was asked for with a form shows that form. */
  private void putModalForm(
      Map<String, Object> values, ComponentRequest request, ComponentKind form) {
    ComponentRequest inner =
        new ComponentRequest(
            form,
            true,
            List.of(),
            request.theme(),
            request.wording(),
            List.of(),
            request.fields(),
            request.details());
    Map<String, Object> formValues = values(inner, true);
    values.put("title", formValues.get("title"));
    values.put("open", formValues.get("button"));
    values.put("demoTitle", formValues.get("title"));
    values.put(
        "body",
        Template.render(Resources.text("parts/modal-form.html"), formValues).stripTrailing());
  }

  @SuppressWarnings("unchecked") // The entries were put in above.
  private static List<String> namesOf(Map<String, Object> values) {
    List<Map<String, Object>> items =
        (List<Map<String, Object>>) values.getOrDefault("items", List.of());
    return items.stream().map(item -> String.valueOf(item.get("name"))).toList();
  }

  /** Lets links go to sections that exist. */
  @SuppressWarnings("unchecked") // The entries were put in above.
  private static void aim(Map<String, Object> values, ComponentKind kind, List<String> targets) {
    List<Map<String, Object>> items =
        (List<Map<String, Object>>) values.getOrDefault("items", List.of());
    for (Map<String, Object> item : items) {
      item.put("target", targets.contains(item.get("target")) ? item.get("target") : "main");
    }
    int own = targets.indexOf(kind.id());
    values.put("next", own >= 0 && own + 1 < targets.size() ? targets.get(own + 1) : "main");
  }

  private static String filled(Object template, Map<String, Object> words) {
    return Template.render(String.valueOf(template), words);
  }
}
