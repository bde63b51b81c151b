package io.ollio.examples.offline.edit;

import io.ollio.examples.offline.component.Catalogue;
import io.ollio.examples.offline.component.ComponentKind;
import io.ollio.examples.offline.prompt.ItemReader;
import io.ollio.examples.offline.prompt.Prompt;
import io.ollio.examples.offline.prompt.PromptReader;
import io.ollio.examples.offline.prompt.ThemeReader;
import io.ollio.examples.offline.theme.ColorNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the wishes of a follow-up prompt. */
final class EditReader {
  private static final Map<Edit.Place, String> PLACES =
      Map.of(
          Edit.Place.TITLE, "(?:page |main )?(?:title|heading|headline|header text|header)",
          Edit.Place.SUBTITLE,
              "(?:sub-?title|sub-?heading|sub-?headline|tag-?line|slogan|description|intro(?:duction)?|lead)",
          Edit.Place.BUTTON,
              "(?:submit |main |login |send |cta )?button(?: text| label)?|button's (?:text|label)|(?:label|text) (?:of|on) the button",
          Edit.Place.SECOND_BUTTON, "(?:second|other|secondary) button(?: text| label)?",
          Edit.Place.BRAND, "logo|brand(?: name)?|company name|site name|app name");
  private static final String VALUE_JOINT =
      "(?:'s)?(?:\\s+(?:text|label|of the \\w+))*\\s+(?:should\\s+|must\\s+)?(?:to|into|as|say|says|saying|read|reads|be|is|with|:|=)\\s+(?:say\\s+|read\\s+|be\\s+)?(.+)$";
  private static final Pattern REPLACE =
      Pattern.compile(
          "(?i)^(?:change|replace|rename|update|edit|swap|correct)\\s+(?:the\\s+)?(?:words?\\s+|text\\s+|label\\s+|button\\s+|link\\s+|field\\s+|heading\\s+|title\\s+)?(.+?)(?:\\s+(?:field|button|link|label|plan|tab|card|item|text))?\\s+(?:to|with|by|into|for)\\s+(?:say\\s+)?(.+)$");
  private static final String AMOUNT =
      "([$€£¥]\\s?\\d[\\d.,]*\\S*|\\d[\\d.,]*\\s?(?:eur|euros?|dollars?|usd|pounds|gbp)|free)$";
  private static final Pattern PRICE =
      Pattern.compile(
          "(?i)^(?:change|set|make|update|increase|lower|raise|reduce)\\s+(?:the\\s+)?(?:price (?:of|for)\\s+(?:the\\s+)?(.+?)|price|(.+?)(?:'s)? (?:price|cost))(?:\\s+(?:plan|card|product|item|tier))?\\s+(?:to|at|=|be)?\\s*"
              + AMOUNT);
  private static final Pattern COSTS =
      Pattern.compile(
          "(?i)^(?:the\\s+)?(?:price(?:\\s+(?:of|for)\\s+(?:the\\s+)?(.+?))?\\s+(?:is|should be|must be)(?:\\s+now)?|(.+?)\\s+(?:should|must)\\s+cost)\\s+"
              + AMOUNT);
  private static final Pattern RENAME_IT =
      Pattern.compile(
          "(?i)^(?:call|rename|title|name)\\s+(?:it|this|the (?:page|form|component|app|list|site))\\s+(?:to\\s+|as\\s+)?(.+)$");
  private static final Pattern USE_AS =
      Pattern.compile(
          "(?i)^(?:use|put|set|write)\\s+"
              + Prompt.QUOTE
              + "\\s+(?:as|for|in)\\s+(?:the\\s+)?(.+)$");
  private static final Pattern REMOVE =
      Pattern.compile(
          "(?i)^(?:remove|delete|drop|hide|get rid of|take (?:out|away|off)|without|no more)\\s+(?:the\\s+)?(.+)$");
  private static final Pattern ADD =
      Pattern.compile(
          "(?i)^(?:add|insert|include|append|put(?: in)?|create|give (?:it|me|the \\w+)|i (?:need|want)|show|build|make)\\s+(?!only\\b|just\\b|fewer\\b|less\\b)(.+)$");

  /** Moving what is there already, which this model cannot. */
  private static final Pattern MOVE =
      Pattern.compile(
          "(?i)^(?:put|place|move)\\s+(?:the|it|this|that)\\b[^‹]*\\b(?:left|right|middle|cent(?:er|re)|top|bottom)(?: side)?$");

  private final LookReader looks;
  private final AdditionReader additions;

  EditReader(Catalogue catalogue, ColorNames colors) {
    this.looks = new LookReader(new ThemeReader(colors));
    this.additions = new AdditionReader(catalogue, new PromptReader(catalogue, colors));
  }

  /** All wishes, in order; what is not understood comes as {@link Edit.Unknown}. */
  List<Edit> read(String words, Set<ComponentKind> present) {
    Prompt prompt = Prompt.of(words);
    List<Edit> edits = new ArrayList<>();
    for (Prompt clause : Clauses.of(prompt)) {
      edits.addAll(clause(clause, present));
    }
    return edits;
  }

  private List<Edit> clause(Prompt clause, Set<ComponentKind> present) {
    List<Edit> text = text(clause).map(List::of).orElse(List.of());
    if (!text.isEmpty()) {
      return text;
    }
    Matcher remove = REMOVE.matcher(clause.text());
    if (remove.matches()) {
      return List.of(removal(clause, remove.group(1)));
    }
    if (MOVE.matcher(clause.text()).matches()) {
      return List.of(new Edit.Unknown(clause.restored(clause.text())));
    }
    Matcher add = ADD.matcher(clause.text());
    boolean addition =
        add.matches()
            && !clause.lower().matches("(?s)^make (?:it|this|that|the|them|all|everything)\\b.*");
    List<Edit> look = looks.read(clause);
    if (addition && !isLookOnly(clause, look)) {
      List<Edit> added = additions.read(clause, add.group(1), present);
      if (!added.isEmpty()) {
        return added;
      }
    }
    if (!look.isEmpty()) {
      return look;
    }
    return replacement(clause)
        .map(List::of)
        .orElseGet(() -> List.of(new Edit.Unknown(clause.restored(clause.text()))));
  }

  /** "add a dark mode toggle", "add rounded corners" are looks, "add a blue footer" is not. */
  private static boolean isLookOnly(Prompt clause, List<Edit> look) {
    boolean toggle =
        look.stream()
            .anyMatch(
                edit ->
                    edit instanceof Edit.Look found && found.says().contains("button for light"));
    boolean shape =
        clause
            .lower()
            .matches(
                "(?s).*\\b(?:corners?|shadows?|gradients?|background|accent|theme|style|font|mode)\\b.*");
    return toggle || (shape && !look.isEmpty());
  }

  private Edit removal(Prompt clause, String what) {
    List<Edit> looks = this.looks.read(clause);
    boolean toggle =
        looks.size() == 1
            && looks.get(0) instanceof Edit.Look look
            && look.says().startsWith("removed");
    String lower = clause.lower();
    if (toggle) {
      return looks.get(0);
    }
    if (lower.matches("(?s).*\\bshadows?\\b.*")) {
      return new Edit.Look(
          "removed the shadows",
          theme -> theme.withStyle(io.ollio.examples.offline.theme.Style.MINIMAL));
    }
    if (lower.matches("(?s).*\\b(?:gradients?|glass)\\b.*")) {
      return new Edit.Look(
          "went back to the plain style",
          theme -> theme.withStyle(io.ollio.examples.offline.theme.Style.PLAIN));
    }
    if (lower.matches("(?s).*\\bround(?:ed)?\\b.*")) {
      return new Edit.Look("made the corners square", theme -> theme.withRadiusRem(0.2));
    }
    return new Edit.Remove(clause.restored(what).strip());
  }

  /** Texts with a place of their own. */
  private Optional<Edit> text(Prompt clause) {
    Matcher rename = RENAME_IT.matcher(clause.text());
    if (rename.matches()) {
      return Optional.of(new Edit.SetText(Edit.Place.TITLE, value(clause, rename.group(1))));
    }
    Optional<Edit> price = price(clause, PRICE).or(() -> price(clause, COSTS));
    if (price.isPresent()) {
      return price;
    }
    Matcher use = USE_AS.matcher(clause.text());
    if (use.matches()) {
      String place = use.group(2);
      return PLACES.entrySet().stream()
          .filter(entry -> place.matches("(?i)" + entry.getValue() + ".*"))
          .findFirst()
          .map(
              entry ->
                  new Edit.SetText(
                      entry.getKey(), clause.quotes().get(Integer.parseInt(use.group(1)))));
    }
    for (Edit.Place place :
        List.of(
            Edit.Place.SUBTITLE,
            Edit.Place.SECOND_BUTTON,
            Edit.Place.BUTTON,
            Edit.Place.BRAND,
            Edit.Place.TITLE)) {
      Matcher matcher =
          Pattern.compile("(?i)\\b(?:" + PLACES.get(place) + ")\\b" + VALUE_JOINT)
              .matcher(clause.text());
      if (matcher.find() && !isLook(clause, matcher.group(1)) && !isRemoval(clause)) {
        return Optional.of(new Edit.SetText(place, value(clause, matcher.group(1))));
      }
    }
    return Optional.empty();
  }

  private static Optional<Edit> price(Prompt clause, Pattern pattern) {
    Matcher price = pattern.matcher(clause.text());
    if (!price.matches()) {
      return Optional.empty();
    }
    String name =
        Objects.requireNonNullElse(price.group(1), Objects.requireNonNullElse(price.group(2), ""));
    return Optional.of(
        new Edit.SetPrice(value(clause, name), ItemReader.tidyPrice(price.group(3))));
  }

  private static boolean isRemoval(Prompt clause) {
    return REMOVE.matcher(clause.text()).matches() || clause.lower().startsWith("add ");
  }

  /** Whether the new value is a look ("green", "bigger") and not a text. */
  private boolean isLook(Prompt clause, String value) {
    boolean quoted = value.contains("‹");
    boolean capital = !value.isEmpty() && Character.isUpperCase(value.codePointAt(0));
    return !quoted
        && !looks.read(clause.part(value)).isEmpty()
        && (!capital || value.strip().split(" ", -1).length == 1);
  }

  private static Optional<Edit> replacement(Prompt clause) {
    Matcher matcher = REPLACE.matcher(clause.text());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new Edit.ReplaceText(value(clause, matcher.group(1)), value(clause, matcher.group(2))));
  }

  /** A quoted text if there is one, else the words themselves. */
  private static String value(Prompt clause, String words) {
    Matcher quote = Pattern.compile(Prompt.QUOTE).matcher(words);
    return quote.find()
        ? clause.quotes().get(Integer.parseInt(quote.group(1)))
        : clause.restored(words).strip();
  }
}
