package io.ollio.examples.offline.prompt;

import io.ollio.examples.offline.component.Catalogue;
import io.ollio.examples.offline.component.ComponentKind;
import io.ollio.examples.offline.component.Field;
import io.ollio.examples.offline.component.FieldType;
import io.ollio.examples.offline.text.Grammar;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the fields of a form. */
public final class FieldReader {
  private static final Pattern EXPLICIT =
      Pattern.compile(
          "\\b(?:fields?|inputs?)\\b\\s*(?:(?:for|called|named|labell?ed|such as|like|of|are|:|-)\\s*)*:?\\s*(?=[\\p{L}‹])"
              + "|\\b(?:asks?|asking|collects?|collecting)\\s+(?:the user |users |visitors |people )?(?:for\\s+)?");
  private static final Pattern LOOSE =
      Pattern.compile("\\b(?:with|for|including|and|containing|has|plus)\\s+");
  private static final Pattern TAIL =
      Pattern.compile(
          "\\s+(?:fields?|inputs?|boxe?s?|areas?)$|\\s*\\(optional\\)$", Pattern.CASE_INSENSITIVE);

  /** "name, email and message for a law firm" */
  private static final Pattern PURPOSE =
      Pattern.compile("\\s+for\\s+(?:an?|the|my|our|your)\\s.*$", Pattern.CASE_INSENSITIVE);

  private static final Pattern NOT_A_FIELD =
      Pattern.compile("\\b(?:forgot(?:ten)?|reset|remember|show|hide|strength|validation)\\b");

  /** "a dropdown for the size (small, large)" */
  private static final Pattern OPTIONS = Pattern.compile("^(.*?)\\s*\\(([^()]*[,/|][^()]*)\\)$");

  private static final Pattern CHOICE =
      Pattern.compile(
          "^(?:an?\\s+|the\\s+)?(?:drop-?down|select(?:or)?|picker)(?:\\s+(?:box|menu|list|field))?\\s+(?:for|of|with|to choose)\\s+(?:an?\\s+|the\\s+)?",
          Pattern.CASE_INSENSITIVE);

  /** In "a form for a shop: name, email" the enumeration begins at the colon. */
  private static final Pattern COLON = Pattern.compile("[^,.;:!?\\n]*:\\s+");

  /** Words of other wishes; a field may have such a name only where fields were announced. */
  private static final Pattern WISH =
      Pattern.compile(
          "\\b(?:links?|buttons?|titles?|headings?|themes?|modes?|logo|images?|corners?|colou?rs?|background"
              + "|accent|toggle|style|google|github|apple|facebook|social|checkbox|dark|light|animation|design"
              + "|layout|shadow|icons?)\\b");

  private final Catalogue catalogue;

  /** A reader that knows these fields. */
  public FieldReader(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** The fields that the prompt names, in order; empty when the usual ones will do. */
  List<Field> read(Reading reading, ComponentKind kind, List<Field> usual) {
    List<Field> explicit = listed(reading, EXPLICIT, true);
    if (!explicit.isEmpty()) {
      return distinct(kind == ComponentKind.SIGNUP ? withPassword(explicit, usual) : explicit);
    }
    List<Field> named = listed(reading, LOOSE, false);
    if (named.isEmpty()) {
      return List.of();
    }
    return distinct(combined(kind, named, usual));
  }

  /** A field from its words, for example "optional phone number". */
  public Field field(Prompt prompt, String words) {
    Matcher listed = OPTIONS.matcher(prompt.restored(words).strip());
    List<String> options =
        listed.matches()
            ? Stream.of(listed.group(2).split("[,/|]|\\s+or\\s+", -1))
                .map(String::strip)
                .filter(option -> !option.isEmpty())
                .map(Grammar::capitalized)
                .toList()
            : List.of();
    String plain = withoutChoice(prompt.restored(words));
    boolean optional = plain.toLowerCase(Locale.ROOT).contains("optional");
    boolean required = plain.toLowerCase(Locale.ROOT).contains("required");
    String bare = bare(prompt.restored(words));
    Field field = find(bare).map(FieldType::field).orElseGet(() -> catalogue.field(bare));
    boolean quoted = words.contains("‹");
    boolean longer =
        bare.toLowerCase(Locale.ROOT)
            .matches("[\\p{L}-]+ " + Pattern.quote(field.label().toLowerCase(Locale.ROOT)));
    String label = quoted || longer ? Grammar.capitalized(bare) : field.label();
    return new Field(field.key(), label, required || (field.required() && !optional), options);
  }

  /** The words without options in brackets and without "a dropdown for the". */
  private static String withoutChoice(String words) {
    String bare = OPTIONS.matcher(words.strip()).replaceFirst("$1");
    return CHOICE.matcher(bare).replaceFirst("").strip();
  }

  /** The known field that these words name. */
  public Optional<FieldType> find(String words) {
    String lower = words.toLowerCase(Locale.ROOT).strip();
    return catalogue.fieldTypes().stream()
        .filter(
            type ->
                type.phrases().stream()
                    .anyMatch(phrase -> lower.matches(Phrase.anyOf(List.of(phrase)))))
        .findFirst();
  }

  /** Where most entries of an enumeration are known fields, the others are fields too. */
  private List<Field> listed(Reading reading, Pattern intro, boolean announced) {
    Matcher matcher = intro.matcher(reading.lower());
    while (matcher.find()) {
      String text = reading.rest().text();
      Matcher colon = COLON.matcher(text).region(matcher.end(), text.length());
      int start = colon.lookingAt() ? colon.end() : matcher.end();
      List<ListReader.Entry> entries = ListReader.read(text, start);
      long known = entries.stream().filter(entry -> find(bare(entry.words())).isPresent()).count();
      boolean anyName = announced || (known >= 2 && known * 2 >= entries.size());
      List<ListReader.Entry> used =
          entries.stream().filter(entry -> isField(entry.words(), anyName, announced)).toList();
      if (!used.isEmpty()) {
        List<Field> fields =
            used.stream().map(entry -> field(reading.rest(), entry.words())).toList();
        used.forEach(entry -> reading.claim(entry.start(), entry.end()));
        return fields;
      }
    }
    return List.of();
  }

  private boolean isField(String words, boolean anyName, boolean announced) {
    String lower = withoutChoice(words).toLowerCase(Locale.ROOT);
    boolean choice = !lower.equals(words.toLowerCase(Locale.ROOT));
    boolean fitting =
        !words.isBlank() && lower.length() <= 40 && !NOT_A_FIELD.matcher(lower).find();
    if (!announced && WISH.matcher(lower).find()) {
      return false;
    }
    boolean named = lower.matches(".*\\b(?:field|input)s?$");
    return fitting && (anyName || named || choice || find(bare(words)).isPresent());
  }

  /** The words without "optional" and the like. */
  public static String withoutDemand(String words) {
    return words.replaceAll("(?i)\\(?\\b(?:optional|required|mandatory)\\b\\)?\\s*", "");
  }

  private String bare(String words) {
    String name = TAIL.matcher(withoutDemand(withoutChoice(words))).replaceFirst("").strip();
    String withoutPurpose = PURPOSE.matcher(name).replaceFirst("");
    return find(withoutPurpose).isPresent() ? withoutPurpose : name;
  }

  /** One named field comes on top of the usual ones; several take their place. */
  private static List<Field> combined(ComponentKind kind, List<Field> named, List<Field> usual) {
    boolean hasPassword = named.stream().anyMatch(field -> field.key().equals("password"));
    if (kind == ComponentKind.LOGIN || kind == ComponentKind.SIGNUP) {
      boolean complete = hasPassword || (kind == ComponentKind.SIGNUP && named.size() > 2);
      if (complete) {
        return named;
      }
      boolean username = named.stream().anyMatch(field -> field.key().equals("username"));
      List<Field> all = new ArrayList<>(usual);
      all.removeIf(field -> username && kind == ComponentKind.LOGIN && field.key().equals("email"));
      boolean login = kind == ComponentKind.LOGIN;
      named.forEach(field -> all.add(login ? 0 : Math.max(0, all.size() - 2), field));
      return all;
    }
    if (kind == ComponentKind.NEWSLETTER || named.size() > 1) {
      boolean email = named.stream().anyMatch(field -> field.key().equals("email"));
      List<Field> all = new ArrayList<>(named);
      if (kind == ComponentKind.NEWSLETTER && !email) {
        all.addAll(usual);
      }
      return all;
    }
    List<Field> all = new ArrayList<>(usual);
    all.add(Math.max(0, all.size() - 1), named.get(0));
    return all;
  }

  private static List<Field> withPassword(List<Field> named, List<Field> usual) {
    List<Field> all = new ArrayList<>(named);
    boolean there = named.stream().anyMatch(field -> field.key().equals("password"));
    if (!there) {
      usual.stream().filter(field -> field.key().contains("password")).forEach(all::add);
    }
    return all;
  }

  private static List<Field> distinct(List<Field> fields) {
    List<Field> distinct = new ArrayList<>();
    for (Field field : fields) {
      if (distinct.stream().noneMatch(other -> other.key().equals(field.key()))) {
        distinct.add(field);
      }
    }
    return distinct.subList(0, Math.min(14, distinct.size()));
  }
}
