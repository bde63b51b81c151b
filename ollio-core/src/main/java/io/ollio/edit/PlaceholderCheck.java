package io.ollio.edit;

import io.ollio.edit.PlaceholderPhrases.Ellipsis;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds comments such as {@code // ... rest unchanged} that stand in for code the author left out.
 *
 * <p>It reads English, in the comments of the usual languages and in bare lines. Wording that an
 * honest comment might use counts only when an ellipsis marks an omission or when the new content
 * lost more lines than it gained. Nothing counts that stood in the old content, nor anything at all
 * when no line of the old content was lost.
 */
public final class PlaceholderCheck {
  private static final int LONGEST = 160;
  private static final int FEWEST_LOST = 2;
  private static final Set<String> PROSE = Set.of("md", "mdx", "markdown", "txt", "rst", "adoc");

  private static final Pattern COMMENT =
      Pattern.compile(
          "(?s)(?<![\\w\"'*])/\\*+(?<block>.*?)(?:\\*/|(?<openBlock>\\z))"
              + "|<!--(?<markup>.*?)(?:-->|(?<openMarkup>\\z))"
              + "|(?<![:\\w])//+(?<line>.*)"
              + "|(?<!\\S)#+(?=[\\s.…])(?<hash>.*)"
              + "|^\\s*(?:--|;+|%+)(?=[\\s.…])(?<other>.*)");

  private static final Pattern DOTS = Pattern.compile("\\.{3}|…");
  private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final Pattern WORDS = Pattern.compile("(?s)[\\p{L}\\p{N}](?:.*[\\p{L}\\p{N}])?");
  private static final Pattern PLAIN_WORDS = Pattern.compile("[\\p{L}\\p{N}',’ –—-]*");
  private static final Pattern CODE_WORD =
      Pattern.compile(".*\\b(?:code|file|styles|imports|functions|methods|markup)\\b.*");

  private final boolean isNew;
  private final Set<String> before;
  private final String after;
  private final boolean prose;
  private final int lost;
  private final int gained;
  private String closer = "";

  private PlaceholderCheck(String path, @Nullable String before, String after) {
    List<String> oldLines = lines(before == null ? "" : before);
    this.isNew = before == null;
    this.before = Set.copyOf(oldLines);
    this.after = after;
    this.prose = PROSE.contains(path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    Map<String, Integer> balance = new HashMap<>();
    lines(after).forEach(line -> balance.merge(line, 1, Integer::sum));
    oldLines.forEach(line -> balance.merge(line, -1, Integer::sum));
    this.lost = -balance.values().stream().mapToInt(count -> Math.min(count, 0)).sum();
    this.gained = balance.values().stream().mapToInt(count -> Math.max(count, 0)).sum();
  }

  /**
   * A placeholder that was found.
   *
   * @param line its number in the new content, from 1
   * @param text the line without blanks at its edges, at most 160 chars
   */
  public record Placeholder(int line, String text) {}

  /** Some text of a line that could be a placeholder; {@code bare} when it is no comment. */
  private record Remark(String text, boolean bare) {}

  /**
   * Finds the first placeholder.
   *
   * @param path only its ending is looked at: prose such as Markdown is judged by lost lines alone
   * @param before the old content of the file; null when the file is new
   * @param after the content to be written
   */
  public static Optional<Placeholder> find(String path, @Nullable String before, String after) {
    return new PlaceholderCheck(path, before, after).find();
  }

  private Optional<Placeholder> find() {
    if ((!isNew && lost == 0) || (!hasShrunk() && !PlaceholderPhrases.mayHoldSure(after))) {
      return Optional.empty();
    }
    Pieces pieces = new Pieces(after);
    for (int i = 0; i < pieces.count(); i++) {
      String line = pieces.content(i);
      String text = line.strip();
      if (remarks(line).stream().anyMatch(this::isPlaceholder) && !before.contains(text)) {
        return Optional.of(
            new Placeholder(i + 1, text.substring(0, Math.min(LONGEST, text.length()))));
      }
    }
    return Optional.empty();
  }

  private boolean isPlaceholder(Remark remark) {
    if (remark.text.length() > LONGEST) {
      return false;
    }
    String words = NO_WORD.matcher(remark.text.toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
    Ellipsis ellipsis = ellipsis(remark.text, words);
    if (remark.bare && !isSpeech(remark.text, words, ellipsis)) {
      return false;
    }
    return hasShrunk()
        ? PlaceholderPhrases.isSure(words, ellipsis)
            || PlaceholderPhrases.isPossible(words, ellipsis)
        : !prose && PlaceholderPhrases.isSure(words, ellipsis);
  }

  private boolean hasShrunk() {
    return !isNew && lost >= FEWEST_LOST && lost > gained;
  }

  /** Whether a line outside of comments is neither code nor text of the page. */
  private static boolean isSpeech(String text, String words, Ellipsis ellipsis) {
    Matcher core = WORDS.matcher(text);
    if (!core.find()) {
      return ellipsis != Ellipsis.NONE;
    }
    boolean wrapped = text.startsWith("[") || text.startsWith("(") || text.startsWith("{{");
    boolean marked = ellipsis != Ellipsis.NONE || wrapped;
    return words.contains(" ")
        && PLAIN_WORDS.matcher(core.group()).matches()
        && (marked || CODE_WORD.matcher(words).matches());
  }

  private static Ellipsis ellipsis(String text, String words) {
    Matcher core = WORDS.matcher(text);
    if (!core.find()) {
      return DOTS.matcher(text).find() ? Ellipsis.BEFORE : Ellipsis.NONE;
    }
    String head = text.substring(0, core.start());
    boolean spread = !words.contains(" ") && head.endsWith("...");
    if (DOTS.matcher(head).find() && !spread) {
      return Ellipsis.BEFORE;
    }
    return DOTS.matcher(text.substring(core.end())).find() ? Ellipsis.AFTER : Ellipsis.NONE;
  }

  /** The comments of a line, or the line itself when it has none. */
  private List<Remark> remarks(String line) {
    int from = 0;
    List<Remark> remarks = new ArrayList<>();
    if (!closer.isEmpty()) {
      int close = line.indexOf(closer);
      remarks.add(new Remark(close < 0 ? line : line.substring(0, close), false));
      if (close < 0) {
        return remarks;
      }
      from = close + closer.length();
      closer = "";
    }
    Matcher comment = COMMENT.matcher(line);
    while (from <= line.length() && comment.find(from)) {
      if (!line.substring(from, comment.start()).contains("...")) { // no remark on a spread
        remarks.add(new Remark(text(comment), false));
      }
      closer = comment.group("openBlock") != null ? "*/" : closer;
      closer = comment.group("openMarkup") != null ? "-->" : closer;
      from = comment.end();
    }
    return remarks.isEmpty() ? List.of(new Remark(line.strip(), true)) : remarks;
  }

  private static String text(Matcher comment) {
    for (String group : List.of("block", "markup", "line", "hash")) {
      String text = comment.group(group);
      if (text != null) {
        return text;
      }
    }
    return comment.group("other");
  }

  private static List<String> lines(String text) {
    return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }
}
