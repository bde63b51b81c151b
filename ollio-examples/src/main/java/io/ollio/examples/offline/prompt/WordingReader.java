package io.ollio.examples.offline.prompt;

import io.ollio.examples.offline.component.ComponentKind;
import io.ollio.examples.offline.component.Wording;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds headings, button labels, names and the subject of a component. */
public final class WordingReader {
  private static final String TITLE = "\\b(?:page )?(?:title|heading|headline|header|caption)\\b";
  private static final String SUBTITLE =
      "\\b(?:sub-?title|sub-?heading|sub-?headline|tag-?line|slogan|description|intro(?:duction)?|sub ?text)\\b";
  private static final String TEXT = "\\b(?:body text|text|content|paragraph|message)\\b";
  private static final String BUTTON =
      "\\b(?:submit |login |main |primary |cta |send )?(?:button|cta|call to action)\\b";
  private static final Pattern BUTTONS =
      Pattern.compile(
          "\\b(?:two |2 )?buttons\\b\\s*(?::|(?:labell?ed|saying|called|named|that say|that read|with the labels|with the texts?)\\b:?|(?=\\s*‹))\\s*");
  private static final String BRAND =
      "\\b(?:logo|brand|brand name|company name|site name|app name)\\b";
  private static final String SAYS =
      "(?:\\s+(?:text|label|name))?\\s*(?:of|is|are|to|saying|says?|that says?|that reads?|which says?|reading|reads|should say"
          + "|should be|should read|labell?ed|called|named|titled|with the text|with text|text|being|:|=)?";
  private static final String CLEARLY_SAYS =
      "(?:\\s+(?:text|label|name))?\\s+(?:saying|that says|that reads|which says|reading|labell?ed|titled|should say|should be|with the text|is)";

  private static final Pattern SUBJECT =
      Pattern.compile(
          "(?:\\b(?:for|about|of)|(?<=countdown) to)\\s+(?:(an?|the|my|our|your|their|his|her|this)\\s+)?(?=[\\p{L}‹])");
  private static final Pattern SUBJECT_END =
      Pattern.compile(
          "[,.;:!?\\n(]|\\s(?:with|that|which|using|called|named|titled|where|has|have|having|including|plus|who|priced|costing|in|on|at|from|so|should|and(?= \\p{Ll}+ing\\b)|and an?)\\b"
              + "|\\sand\\s(?=(?:dark|light|rounded|modern)\\b)");
  private static final Pattern NO_SUBJECT =
      Pattern.compile(
          "(?i)^(?:(?:\\w+ )?(?:users?|visitors?|customers?|devices?|screens?)|me|us|it|them|him|her|each|every|users?|visitors?|people|mobile|desktop|phones?|both|all|any|every(?:one|body)|free|example|now|later"
              + "|\\d.*|email|password|login|sign.*|search.*|some(?:thing|one)|any(?:thing|one)|stuff|the|be|do|make|show|use|add|name|course|each .*|website|web ?site|page|component|app|web ?app|home ?page)$");

  /** "band The Rolling Tones": what it is, and then its name. */
  private static final Pattern NAMED =
      Pattern.compile(
          "(\\p{Ll}[\\p{Ll} -]*)(?<! to| of| in| at| by|from|and| on) (\\p{Lu}[\\p{L}'&.-]*(?: (?:\\p{Lu}[\\p{L}'.-]*|&|of|the|and))*)");

  private static final Pattern JOINT =
      Pattern.compile(
          "[.,;:!?]|\\b(?i:an?|the|my|our|your|their|with|for|and|of|in|to|me|this)\\s");
  private static final Set<String> EMPTY_WORDS =
      Stream.of(
              "a an the my our your me please can could you i we want need would like to build create make generate design write give show"
                  + " develop code implement add new simple nice beautiful modern clean responsive good looking great awesome amazing pretty cool"
                  + " stylish sleek basic small big large tiny huge full complete working functional interactive professional fancy lovely minimal"
                  + " minimalist minimalistic dark light bright rounded round elegant playful glass glassmorphism gradient colorful colourful flat"
                  + " compact accessible mobile friendly first html css javascript js react vue component ui web website page app section widget"
                  + " element quick fast custom sample example demo one two three four five six seven eight nine ten with and for of in style styled"
                  + " single multi multiple different some auto themed theme mode animated user customer client sticky centered centred fixed"
                  + " bold vibrant fresh premium luxury classic retro vintage neon soft warm cool serif let's lets just very really super vertical"
                  + " horizontal toggle switch something anything stuff thing things plain standard default typical common usual photo image")
          .flatMap(line -> Stream.of(line.split(" ", -1)))
          .collect(Collectors.toUnmodifiableSet());

  private final Set<String> colorNames;

  WordingReader(Set<String> colorNames) {
    this.colorNames = Set.copyOf(colorNames);
  }

  /** Headings and labels that the prompt names outright; claims their words. */
  Wording texts(Reading reading) {
    String subtitle = any(reading, SUBTITLE).orElse(null);
    String title =
        reading
            .quotedAfter("\\b(?:titled|entitled|headed|headlined)\\b")
            .or(() -> any(reading, TITLE))
            .orElse(null);
    List<String> pair = buttons(reading);
    String button = pair.isEmpty() ? any(reading, BUTTON).orElse(null) : pair.get(0);
    String name = any(reading, BRAND).orElse(null);
    if (subtitle == null) {
      subtitle = reading.quotedAfter(TEXT + SAYS).orElse(null);
    }
    return new Wording(
        title, subtitle, button, pair.isEmpty() ? null : pair.get(1), name, null, false);
  }

  /** What is left after the entries were read: names, loose titles, the subject. */
  Wording rest(Reading reading, Wording texts, ComponentKind kind, int kindStart) {
    String title = texts.title();
    if (title == null) {
      title = reading.wordsAfter("\\b(?:titled|entitled|headed|headlined)\\b", false).orElse(null);
    }
    String name = texts.name();
    if (name == null) {
      String called = "\\b(?:called|named|by the name of)\\b";
      name = reading.quotedAfter(called).or(() -> reading.wordsAfter(called, false)).orElse(null);
    }
    Subject subject =
        subject(reading).or(() -> modifiers(reading.rest(), kindStart)).orElse(Subject.NONE);
    Matcher named = NAMED.matcher(Objects.requireNonNullElse(subject.words(), ""));
    if (name == null && named.matches()) {
      name = named.group(2);
      subject = new Subject(named.group(1), subject.definite());
    }
    if (title == null) {
      title = reading.anyQuote().orElse(null);
    }
    return new Wording(
        title,
        texts.subtitle(),
        texts.button(),
        texts.second(),
        name,
        subjectFor(kind, subject.words()),
        subject.definite());
  }

  private static @Nullable String subjectFor(ComponentKind kind, @Nullable String subject) {
    boolean date =
        kind == ComponentKind.COUNTDOWN
            && subject != null
            && subject.matches("(?i)(?:\\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec).*");
    return date || kind == ComponentKind.CALCULATOR ? null : subject;
  }

  /** The labels in "two buttons: Order now and See menu"; empty when there are not two. */
  private static List<String> buttons(Reading reading) {
    Matcher announced = BUTTONS.matcher(reading.lower());
    if (!announced.find()) {
      return List.of();
    }
    List<ListReader.Entry> entries = ListReader.read(reading.rest().text(), announced.end());
    boolean quoted = entries.stream().limit(2).allMatch(entry -> entry.raw().matches(Prompt.QUOTE));
    if (quoted && entries.size() > 2) {
      entries = entries.subList(0, 2); // "two buttons 'A' and 'B', brown"
    }
    boolean usable = entries.size() == 2 && entries.stream().allMatch(e -> e.raw().length() <= 40);
    if (!usable) {
      return List.of();
    }
    reading.claim(announced.start(), entries.get(1).end());
    return entries.stream().map(e -> reading.rest().restored(e.words())).toList();
  }

  private static Optional<String> any(Reading reading, String nouns) {
    return reading
        .quotedAfter(nouns + SAYS)
        .or(() -> reading.quotedBefore(nouns))
        .or(() -> reading.wordsAfter(nouns + CLEARLY_SAYS, false))
        .or(() -> reading.wordsAfter(nouns + SAYS, true));
  }

  /** "for a dog walking service" is about a dog walking service. */
  private static Optional<Subject> subject(Reading reading) {
    Matcher matcher = SUBJECT.matcher(reading.lower());
    while (matcher.find()) {
      String text = reading.rest().text();
      Matcher end = SUBJECT_END.matcher(text).region(matcher.end(), text.length());
      int last = end.find() ? end.start() : text.length();
      String words = text.substring(matcher.end(), last).strip();
      boolean sensible =
          words.length() >= 2 && words.length() <= 60 && words.split("\\s+", -1).length <= 6;
      if (sensible && !NO_SUBJECT.matcher(words).matches()) {
        String restored = reading.rest().restored(words);
        reading.claim(matcher.start(), last);
        boolean articled = matcher.group(1) != null;
        return Optional.of(new Subject(restored, articled && isCommon(restored)));
      }
    }
    return Optional.empty();
  }

  /** "a coffee shop landing page" is about a coffee shop. */
  private Optional<Subject> modifiers(Prompt rest, int kindStart) {
    String before = rest.text().substring(0, Math.min(kindStart, rest.text().length()));
    Matcher joint = JOINT.matcher(before);
    int start = 0;
    while (joint.find()) {
      start = joint.end();
    }
    String sentence = before.substring(start);
    String words =
        Stream.of(sentence.strip().split("[\\s]+", -1))
            .filter(word -> word.matches("[\\p{L}'&-]{2,}"))
            .filter(word -> !isEmptyWord(word))
            .collect(Collectors.joining(" "));
    boolean color = colorNames.contains(words.toLowerCase(Locale.ROOT).replace(" ", ""));
    boolean sensible = !words.isEmpty() && !color && words.split(" ", -1).length <= 3;
    return sensible ? Optional.of(new Subject(words, isCommon(words))) : Optional.empty();
  }

  private static boolean isEmptyWord(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    return Stream.of(lower.split("-", -1)).anyMatch(EMPTY_WORDS::contains);
  }

  /** Names of people, places and firms begin with a large letter and take no article. */
  private static boolean isCommon(String words) {
    return Character.isLowerCase(words.codePointAt(0));
  }

  /** What a component is about, and whether it needs an article in a sentence. */
  private record Subject(@Nullable String words, boolean definite) {
    static final Subject NONE = new Subject(null, false);
  }
}
