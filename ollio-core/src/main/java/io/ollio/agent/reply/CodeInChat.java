package io.ollio.agent.reply;

import io.ollio.InvalidInput;
import io.ollio.file.FilePath;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the files that a model has put into the chat instead of calling a tool: fenced code blocks
 * (CommonMark 0.31, section 4.5) with a path in the fence's first line, on the line before it, or
 * in a comment on the block's first line. A block that is not closed was cut off and does not
 * count.
 */
public final class CodeInChat {
  private static final Pattern FENCE = Pattern.compile(" {0,3}(`{3,}|~{3,})([^`]*)");
  private static final String PATH = "([\\w@][\\w@./-]*\\.[A-Za-z][A-Za-z0-9]{0,9})";
  private static final Pattern IN_FENCE =
      Pattern.compile("(?:^|[\\s:=\"'({])" + PATH + "(?:$|[\\s\"')}])");
  private static final Pattern LINE_BEFORE =
      Pattern.compile(
          "[\\s#*_`>-]*(?:[0-9]+[.)]\\s*)?[*_`]*(?:(?:file(?:name)?|path):?\\s+)?[*_`]*"
              + PATH
              + "[\\s*_`:]*",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern COMMENT =
      Pattern.compile(
          "\\s*(?:<!--|//|/\\*|#)\\s*(?:file(?:name)?:\\s*)?" + PATH + "\\s*(?:-->|\\*/)?\\s*",
          Pattern.CASE_INSENSITIVE);

  private final Map<FilePath, String> files = new LinkedHashMap<>();
  private final StringBuilder prose = new StringBuilder();
  private final StringBuilder block = new StringBuilder();
  private String lineBefore = "";
  private @Nullable String fence;
  private Optional<FilePath> path = Optional.empty();

  private CodeInChat() {}

  /**
   * What was found.
   *
   * @param files path to content, in the order of the text; the last block of a path counts
   * @param prose the text without these blocks
   */
  public record Found(Map<FilePath, String> files, String prose) {}

  /** The files in a text. */
  public static Found in(String text) {
    CodeInChat reader = new CodeInChat();
    text.lines().forEach(reader::read);
    return new Found(reader.files, reader.prose.toString().strip());
  }

  private void read(String line) {
    if (fence != null) {
      readInside(line, fence);
      return;
    }
    Matcher opening = FENCE.matcher(line);
    if (opening.matches()) {
      fence = opening.group(1);
      path = find(IN_FENCE, opening.group(2)).or(() -> match(LINE_BEFORE, lineBefore));
      block.setLength(0);
    } else {
      prose.append(line).append('\n');
      lineBefore = line.isBlank() ? lineBefore : line;
    }
  }

  private void readInside(String line, String opened) {
    Matcher closing = FENCE.matcher(line);
    if (closing.matches() && closing.group(1).startsWith(opened) && closing.group(2).isBlank()) {
      path.ifPresent(known -> files.put(known, block.toString()));
      fence = null;
      lineBefore = "";
      return;
    }
    if (block.length() == 0 && path.isEmpty()) {
      path = match(COMMENT, line);
    }
    block.append(line).append('\n');
  }

  private static Optional<FilePath> find(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? parse(matcher.group(1)) : Optional.empty();
  }

  private static Optional<FilePath> match(Pattern pattern, String line) {
    Matcher matcher = pattern.matcher(line);
    return matcher.matches() ? parse(matcher.group(1)) : Optional.empty();
  }

  private static Optional<FilePath> parse(String text) {
    try {
      return Optional.of(FilePath.of(text)).filter(path -> !path.isHidden());
    } catch (InvalidInput e) {
      return Optional.empty(); // no path of a project, so the block is no file
    }
  }
}
