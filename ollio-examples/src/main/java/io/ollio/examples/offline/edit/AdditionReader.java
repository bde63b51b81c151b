package io.ollio.examples.offline.edit;

import io.ollio.examples.offline.component.Catalogue;
import io.ollio.examples.offline.component.ComponentKind;
import io.ollio.examples.offline.component.ComponentRequest;
import io.ollio.examples.offline.component.Field;
import io.ollio.examples.offline.component.Item;
import io.ollio.examples.offline.prompt.FieldReader;
import io.ollio.examples.offline.prompt.ItemReader;
import io.ollio.examples.offline.prompt.KindReader;
import io.ollio.examples.offline.prompt.Phrase;
import io.ollio.examples.offline.prompt.Prompt;
import io.ollio.examples.offline.prompt.PromptReader;
import io.ollio.examples.offline.text.Grammar;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what should be added: fields, entries, sections, lines of text. */
final class AdditionReader {
  private static final Pattern FIELDS =
      Pattern.compile(
          "(?i)^(.*?)\\s*\\b(?:fields?|inputs?|text box(?:es)?)\\b\\s*(?:(?:for|called|named|labell?ed|asking for|:)\\s*)*(?:the )?(.*)$");
  private static final Pattern TEXT =
      Pattern.compile(
          "(?i)^(?:an?\\s+|the\\s+|some\\s+)?(?:\\w+\\s+)?(?:text|paragraph|sentence|note|line|disclaimer|notice|hint)\\b\\s*(?:of text\\s*)?(?:saying|that says|which says|reading|with|:)?\\s*"
              + Prompt.QUOTE);
  private static final String LEADING =
      "(?i)^(?:an?|the|another|one more|one|some|more|new|extra|additional|further|\\d+|two|three|four|five|six)\\b\\s*";
  private static final String CONNECTOR =
      "(?i)^\\s*(?:(?:called|named|titled|labell?ed|saying|that says|with the (?:name|title|text|label)|for|of|to|:|-)\\s+|:\\s*)+";

  /** "Is it safe? with the answer Yes, it is" */
  private static final Pattern ANSWERED =
      Pattern.compile(
          "(?is)^(.+?\\??)\\s*,?\\s*(?:with|and)\\s+(?:the\\s+|an?\\s+)?answer\\b\\s*(?:is\\b|being\\b|:)?\\s*(.+)$");

  private static final Pattern DESTINATION =
      Pattern.compile(
          "(?i)\\s+(?:to|into|in|on|at|below|under|above)\\s+(?:the|my|our|this)\\s+[\\p{L} ]+$|\\s+(?:to|on) it$|\\s+at the (?:end|bottom|top)$");

  /** A quoted name is the name: "a card 'Fix the bug' to Doing". */
  private static final Pattern QUOTED_NAME =
      Pattern.compile(
          "(?is)^(" + Prompt.QUOTE + ")\\s+(?:to|into|in|under|after|before|below|above)\\s.*");

  /** "a phone number which is optional" */
  private static final Pattern DEMAND =
      Pattern.compile(
          "(?i),?\\s+(?:which|that)\\s+(?:is|should be|must be)\\s+(optional|required|mandatory)\\b");

  /** Parts of a look, which are no entries: "put a sale badge on it". */
  private static final Pattern ORNAMENT =
      Pattern.compile(
          "(?i)\\b(?:badge|ribbon|sticker|border|icon|picture|image|animation|video)s?$");

  private final Catalogue catalogue;
  private final KindReader kinds;
  private final FieldReader fields;
  private final PromptReader prompts;

  AdditionReader(Catalogue catalogue, PromptReader prompts) {
    this.catalogue = catalogue;
    this.kinds = new KindReader(catalogue);
    this.fields = new FieldReader(catalogue);
    this.prompts = prompts;
  }

  /** The additions that the words behind "add" ask for; empty when they are not understood. */
  List<Edit> read(Prompt clause, String what, Set<ComponentKind> present) {
    List<String> parts = parts(DEMAND.matcher(what).replaceAll(" ($1)"));
    List<Edit> edits = new ArrayList<>();
    for (String part : parts) {
      one(clause, part, present).ifPresent(edits::add);
    }
    return edits.size() == parts.size() ? edits : List.of();
  }

  /** "a footer and a phone field" are two additions, "phone and company fields" is one. */
  private static List<String> parts(String what) {
    String[] parts =
        what.split("(?i),?\\s+and\\s+(?=an?\\s|another\\s)|,\\s+(?=an?\\s|another\\s)", -1);
    return List.of(parts);
  }

  private Optional<Edit> one(Prompt clause, String part, Set<ComponentKind> present) {
    Matcher text = TEXT.matcher(part);
    if (text.find()) {
      return Optional.of(new Edit.AddText(clause.quotes().get(Integer.parseInt(text.group(1)))));
    }
    return fields(clause, part, present)
        .or(() -> section(clause, part, present))
        .or(() -> items(clause, part, present));
  }

  private Optional<Edit> fields(Prompt clause, String part, Set<ComponentKind> present) {
    boolean form =
        present.stream().anyMatch(ComponentKind::isForm) || present.contains(ComponentKind.MODAL);
    String bare = DESTINATION.matcher(part).replaceFirst("");
    Matcher matcher = FIELDS.matcher(bare);
    if (matcher.matches()) {
      String names = matcher.group(2).isBlank() ? stripped(matcher.group(1)) : matcher.group(2);
      List<Field> found =
          Stream.of(names.split("(?i)\\s*,\\s*(?:and\\s+)?|\\s+and\\s+", -1))
              .map(AdditionReader::stripped)
              .filter(name -> !name.isBlank())
              .map(name -> fields.field(clause, name))
              .toList();
      return found.isEmpty()
          ? Optional.empty()
          : Optional.of(new Edit.AddFields(found, isAtTop(part)));
    }
    String name = stripped(bare);
    return form && fields.find(FieldReader.withoutDemand(name)).isPresent()
        ? Optional.of(new Edit.AddFields(List.of(fields.field(clause, name)), isAtTop(part)))
        : Optional.empty();
  }

  private static boolean isAtTop(String part) {
    return Pattern.compile("(?i)\\bat the (?:very )?(?:top|beginning|start)\\b")
        .matcher(part)
        .find();
  }

  private Optional<Edit> section(Prompt clause, String part, Set<ComponentKind> present) {
    String entry = nouns(present);
    String lower = clause.part(DESTINATION.matcher(part).replaceFirst("")).lower();
    return kinds.mentions(lower).stream()
        .filter(mention -> mention.strong() || mention.kind() == ComponentKind.TEAM)
        .filter(mention -> mention.kind() != ComponentKind.LANDING)
        .filter(mention -> !lower.substring(mention.start(), mention.end()).matches(entry))
        .filter(mention -> !isNameOfEntry(lower.substring(mention.end()), entry))
        .findFirst()
        .map(mention -> new Edit.AddSection(request(clause, part, mention.kind())));
  }

  /** "a pricing link" is a link. */
  private static boolean isNameOfEntry(String after, String entry) {
    return after.matches("(?s)\\s*(?:links?|buttons?|icons?|" + entry + ")\\b.*");
  }

  private ComponentRequest request(Prompt clause, String part, ComponentKind kind) {
    ComponentRequest read = prompts.read("create " + quoted(clause, part));
    return read.kind() == kind ? read : ComponentRequest.usual(kind);
  }

  /** The part with its quoted texts in quotes again. */
  private static String quoted(Prompt clause, String part) {
    String marked = Pattern.compile(Prompt.QUOTE).matcher(part).replaceAll("\"$0\"");
    return clause.restored(marked);
  }

  private Optional<Edit> items(Prompt clause, String part, Set<ComponentKind> present) {
    if (present.isEmpty()) {
      return Optional.empty();
    }
    ComponentKind place = place(part, present);
    Matcher noun = Pattern.compile("(?i)\\b(" + nouns(present) + ")\\b").matcher(part);
    if (noun.find()) {
      String before = stripped(part.substring(0, noun.start()));
      String after = DESTINATION.matcher(part.substring(noun.end())).replaceFirst("");
      String word = singular(noun.group(1), present);
      return Optional.of(new Edit.AddItems(word, named(clause, part, before, after), place));
    }
    Matcher destination = DESTINATION.matcher(part);
    boolean hasDestination = destination.find();
    String name = stripped(hasDestination ? part.substring(0, destination.start()) : part);
    boolean entry = (hasDestination || part.contains("‹")) && !ORNAMENT.matcher(name).find();
    return entry
        ? Optional.of(new Edit.AddItems("", List.of(ItemReader.item(clause, name)), place))
        : Optional.empty();
  }

  /** "a footer link", "… to the navigation": the section that the entry goes to. */
  private @Nullable ComponentKind place(String part, Set<ComponentKind> present) {
    return kinds.mentions(part.toLowerCase(Locale.ROOT)).stream()
        .map(KindReader.Mention::kind)
        .filter(kind -> kind == ComponentKind.NAVBAR || kind == ComponentKind.FOOTER)
        .filter(present::contains)
        .findFirst()
        .orElse(null);
  }

  /**
   * The entries' names: before the noun ("a Careers link"), after it, or none ("two more plans").
   */
  private static List<Item> named(Prompt clause, String part, String before, String after) {
    String words = after.replaceFirst(CONNECTOR, "").strip();
    String behind = QUOTED_NAME.matcher(words).replaceFirst("$1");
    Matcher answered = ANSWERED.matcher(behind);
    if (answered.matches()) {
      String answer = Grammar.capitalized(clause.restored(answered.group(2)).strip());
      return List.of(new Item(clause.restored(answered.group(1)).strip(), null, answer));
    }
    boolean called =
        after.matches("(?is)\\s*(?:called|named|titled|labell?ed|saying|that says|:).*");
    if (!before.isBlank() && !called) {
      return List.of(ItemReader.item(clause, before + after));
    }
    if (!behind.isBlank()) {
      return Stream.of(behind.split("(?i)\\s*,\\s*(?:and\\s+)?|\\s+and\\s+", -1))
          .filter(name -> !name.isBlank())
          .map(name -> ItemReader.item(clause, name))
          .toList();
    }
    Matcher number = Pattern.compile("(?i)\\b(\\d+|two|three|four|five|six)\\b").matcher(part);
    int count = number.find() ? Math.min(6, number(number.group(1))) : 1;
    return Collections.nCopies(count, Item.named(""));
  }

  private static int number(String word) {
    int index =
        List.of("two", "three", "four", "five", "six").indexOf(word.toLowerCase(Locale.ROOT));
    return index >= 0 ? index + 2 : Integer.parseInt(word);
  }

  private String nouns(Set<ComponentKind> present) {
    List<String> words =
        present.stream()
            .flatMap(kind -> catalogue.recipe(kind).itemWords().stream())
            .distinct()
            .toList();
    return words.isEmpty() ? "(?!)" : Phrase.anyOf(words);
  }

  private String singular(String noun, Set<ComponentKind> present) {
    return present.stream()
        .flatMap(kind -> catalogue.recipe(kind).itemWords().stream())
        .filter(word -> noun.toLowerCase(Locale.ROOT).matches(Phrase.anyOf(List.of(word))))
        .findFirst()
        .orElse(noun);
  }

  private static String stripped(String words) {
    String bare = words.strip();
    String shorter = bare.replaceFirst(LEADING, "");
    while (!shorter.equals(bare)) {
      bare = shorter;
      shorter = bare.replaceFirst(LEADING, "");
    }
    return bare.strip();
  }
}
