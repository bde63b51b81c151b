package io.ollio.examples.offline;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A file's text out of the answer of {@code readFile}, which may number lines or say more. */
final class ReadResult {
  private static final Pattern NUMBERED = Pattern.compile("^\\s*\\d+(?:\\t|\\s?[|:│→]\\s?)(.*)$");

  private ReadResult() {}

  static String content(String result, String path) {
    String text = withoutNumbers(result);
    int start = text.indexOf("<!doctype html>");
    boolean preface = path.endsWith(".html") && start > 0 && start < 300;
    return preface ? text.substring(start) : text;
  }

  private static String withoutNumbers(String result) {
    List<String> lines = result.lines().toList();
    boolean numbered =
        lines.size() > 2 && lines.stream().allMatch(line -> NUMBERED.matcher(line).matches());
    if (!numbered) {
      return result;
    }
    return lines.stream()
        .map(line -> NUMBERED.matcher(line).replaceFirst("$1"))
        .collect(Collectors.joining("\n", "", "\n"));
  }
}
