package io.ollio.examples.offline.prompt;

import io.ollio.examples.offline.component.Catalogue;
import io.ollio.examples.offline.component.ComponentKind;
import io.ollio.examples.offline.component.ComponentRequest;
import io.ollio.examples.offline.component.Details;
import io.ollio.examples.offline.component.Field;
import io.ollio.examples.offline.component.Item;
import io.ollio.examples.offline.component.Recipe;
import io.ollio.examples.offline.component.Wording;
import io.ollio.examples.offline.text.Grammar;
import io.ollio.examples.offline.theme.ColorNames;
import io.ollio.examples.offline.theme.NamedColor;
import io.ollio.examples.offline.theme.Theme;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Turns the words of a prompt into a {@link ComponentRequest}. The same words give the same
 * request.
 */
public final class PromptReader {
  /** Accents for prompts that name none, so that not everything looks alike. */
  private static final List<String> USUAL_ACCENTS =
      List.of("blue", "teal", "indigo", "emerald", "rust", "raspberry", "purple");

  private static final Map<String, String> CARD_BUTTONS =
      Map.of(
          "\\brecipes?\\b", "See the recipe",
          "\\b(?:blog|articles?|posts?|news)\\b", "Read more",
          "\\b(?:courses?|lessons?)\\b", "Join",
          "\\b(?:events?|concerts?)\\b", "Save my seat",
          "^(?!.*\\b(?:products?|shop|store|menu|cart|buy|price|for)\\b)", "Learn more");

  private static final Pattern SINGLE_CARD =
      Pattern.compile("\\bcard\\b(?!\\s+(?:grid|list|layout|section|row))(?!.*\\bcards\\b)");

  private final Catalogue catalogue;
  private final ColorNames colors;
  private final KindReader kinds;
  private final ThemeReader themes;
  private final FieldReader fields;
  private final ItemReader items;
  private final WordingReader wordings;
  private final DetailsReader details = new DetailsReader();

  /** A reader for the kinds and colours given. */
  public PromptReader(Catalogue catalogue, ColorNames colors) {
    this.catalogue = catalogue;
    this.colors = colors;
    this.kinds = new KindReader(catalogue);
    this.wordings = new WordingReader(colors.names());
    this.items = new ItemReader(kinds, colors);
    this.themes = new ThemeReader(colors);
    this.fields = new FieldReader(catalogue);
  }

  /** What the prompt asks for. Never fails: what is not understood gets its usual value. */
  public ComponentRequest read(String words) {
    Prompt prompt = Prompt.of(words);
    Optional<KindReader.Mention> main = kinds.main(prompt);
    ComponentKind kind = main.map(KindReader.Mention::kind).orElse(ComponentKind.LANDING);
    Recipe recipe = catalogue.recipe(kind);
    int count = items.count(prompt.lower(), recipeOfItems(recipe));
    Details read = details.read(prompt, kind, count);
    Reading reading = new Reading(prompt);
    List<ComponentKind> sections = claimSections(reading, kind, main);
    Wording texts = wordings.texts(reading);
    List<Field> own =
        formKind(kind, sections) ? fields.read(reading, kind, usualFields(recipe)) : List.of();
    List<Item> named = items.read(reading, recipeOfItems(recipe));
    List<Item> entries = samples(prompt, recipe, named);
    List<ComponentKind> extras = sections.isEmpty() ? further(reading, main) : sections;
    Wording wording = wording(reading, texts, kind, main, prompt);
    Theme theme = themes.read(reading.rest(), usualTheme(kind, wording));
    ComponentRequest request =
        new ComponentRequest(kind, main.isPresent(), extras, theme, wording, entries, own, read);
    return kind == ComponentKind.CARDS ? cards(request, prompt.lower(), named.size() > 1) : request;
  }

  /** Cards are for sale unless they are about recipes, articles and the like, or nothing at all. */
  private static ComponentRequest cards(ComponentRequest request, String lower, boolean several) {
    String label =
        CARD_BUTTONS.entrySet().stream()
            .filter(entry -> Pattern.compile(entry.getKey()).matcher(lower).find())
            .findFirst()
            .map(Map.Entry::getValue)
            .orElse("");
    boolean priced = request.items().stream().anyMatch(item -> item.price() != null);
    ComponentRequest fitting = label.isEmpty() || priced ? request : withoutCart(request, label);
    boolean single =
        !several && fitting.details().count() == 0 && SINGLE_CARD.matcher(lower).find();
    return single ? singleCard(fitting) : fitting;
  }

  private static ComponentRequest withoutCart(ComponentRequest request, String label) {
    Wording words = request.wording();
    String button = words.button() == null ? label : words.button();
    Details old = request.details();
    Set<String> without = new HashSet<>(old.without());
    without.addAll(Set.of("cart", "price"));
    return new ComponentRequest(
        request.kind(),
        request.recognised(),
        request.extras(),
        request.theme(),
        new Wording(
            words.title(),
            words.subtitle(),
            button,
            words.second(),
            words.name(),
            words.subject(),
            words.definite()),
        request.items(),
        request.fields(),
        new Details(old.count(), old.providers(), old.until(), old.place(), without));
  }

  /** Entries that fit the prompt better than the usual ones, where it names none. */
  private static List<Item> samples(Prompt prompt, Recipe recipe, List<Item> entries) {
    if (!entries.isEmpty()) {
      return entries;
    }
    return recipe.samples().entrySet().stream()
        .filter(sample -> Pattern.compile(sample.getKey()).matcher(prompt.lower()).find())
        .findFirst()
        .map(sample -> sample.getValue().stream().map(ItemReader::item).toList())
        .orElse(List.of());
  }

  /**
   * Further kinds that must be known first: of a page its words are no entries, and a dialog has
   * fields only if it has a form. Claims the words that name the kinds of a page or a form.
   */
  private List<ComponentKind> claimSections(
      Reading reading, ComponentKind kind, Optional<KindReader.Mention> main) {
    boolean page = kind == ComponentKind.LANDING;
    List<ComponentKind> sections =
        page || kind == ComponentKind.MODAL ? further(reading, main) : List.of();
    if (page) {
      kinds.mentions(reading.lower()).stream()
          .filter(KindReader.Mention::strong)
          .filter(mention -> mention.kind() != ComponentKind.FEATURES)
          .forEach(mention -> reading.claim(mention.start(), mention.end()));
    } else if (kind.isForm()) {
      main.ifPresent(mention -> reading.claim(mention.start(), mention.end()));
    }
    return sections;
  }

  private List<ComponentKind> further(Reading reading, Optional<KindReader.Mention> main) {
    return main.map(mention -> kinds.extras(reading.rest(), mention)).orElse(List.of());
  }

  private Wording wording(
      Reading reading,
      Wording texts,
      ComponentKind kind,
      Optional<KindReader.Mention> main,
      Prompt prompt) {
    int kindStart = main.map(KindReader.Mention::start).orElse(prompt.text().length());
    Wording wording = wordings.rest(reading, texts, kind, kindStart);
    Optional<String> feast =
        kind == ComponentKind.COUNTDOWN ? details.feast(prompt.lower()) : Optional.empty();
    String subject = feast.orElse(wording.subject());
    return new Wording(
        wording.title() == null ? titleOfForm(kind, main, prompt) : wording.title(),
        wording.subtitle(),
        wording.button(),
        wording.second(),
        wording.name(),
        subject,
        wording.definite() && feast.isEmpty());
  }

  /** The entries of a whole page are those of its feature section. */
  private Recipe recipeOfItems(Recipe recipe) {
    return recipe.kind() == ComponentKind.LANDING
        ? catalogue.recipe(ComponentKind.FEATURES)
        : recipe;
  }

  private List<Field> usualFields(Recipe recipe) {
    return recipe.fields().stream().map(catalogue::field).toList();
  }

  private static boolean formKind(ComponentKind kind, List<ComponentKind> extras) {
    return kind.isForm()
        || (kind == ComponentKind.MODAL && extras.stream().anyMatch(ComponentKind::isForm));
  }

  /** "booking form" has no heading of its own but "Booking". */
  private static @Nullable String titleOfForm(
      ComponentKind kind, Optional<KindReader.Mention> main, Prompt prompt) {
    if (kind != ComponentKind.FORM || main.isEmpty() || !main.get().strong()) {
      return null;
    }
    String words = prompt.lower().substring(main.get().start(), main.get().end());
    return Grammar.capitalized(words.replaceFirst("\\s*(?:form|page)s?$", ""));
  }

  /** "a product card for a lamp" is one card without a heading, and the lamp is its name. */
  private static ComponentRequest singleCard(ComponentRequest request) {
    Wording words = request.wording();
    String sample = request.items().isEmpty() ? "" : request.items().get(0).name();
    String about =
        Stream.of(words.title(), words.name(), words.subject(), sample)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse("");
    String price = request.items().isEmpty() ? null : request.items().get(0).price();
    String name = about.equals(words.subject()) ? Grammar.heading(about) : about;
    String title = name.isEmpty() ? null : name;
    Set<String> without = new HashSet<>(request.details().without());
    without.addAll(Set.of("head", "cart"));
    return new ComponentRequest(
        request.kind(),
        request.recognised(),
        request.extras(),
        request.theme(),
        new Wording(title, null, words.button(), null, null, null, false),
        List.of(new Item(name, price, words.subtitle())),
        List.of(),
        new Details(1, List.of(), null, null, without));
  }

  private Theme usualTheme(ComponentKind kind, Wording wording) {
    String subject = wording.name() != null ? wording.name() : wording.subject();
    int number = (kind.id() + (subject == null ? "" : subject)).hashCode();
    String name = USUAL_ACCENTS.get(Math.floorMod(number, USUAL_ACCENTS.size()));
    Optional<NamedColor> accent = colors.find(name);
    return accent.map(Theme.USUAL::withAccent).orElse(Theme.USUAL);
  }
}
