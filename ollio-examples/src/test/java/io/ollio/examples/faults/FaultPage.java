package io.ollio.examples.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The table of one kind of model in {@code docs/faults.md}. */
final class FaultPage {
  private static final Pattern TEST = Pattern.compile("\\w+(Test|Contract)\\.[a-z]\\w+_\\w+");
  private static final Path PAGE = Path.of("..", "docs", "faults.md");

  private final String start;
  private final String end;
  private final String table;

  /** The table of what was seen. */
  FaultPage(ModelKind kind, Map<FaultCase, List<String>> seen) {
    String name = kind.name().toLowerCase(Locale.ROOT);
    this.start = "<!-- matrix: " + name + " -->\n";
    this.end = "<!-- end of matrix: " + name + " -->\n";
    this.table =
        "| fault | Ollio must | at turn 1 | at turn 3 | at turn 7 |\n|---|---|---|---|---|\n"
            + seen.entrySet().stream()
                .map(row -> line(row.getKey(), row.getValue()))
                .collect(Collectors.joining());
  }

  private static String line(FaultCase row, List<String> cells) {
    return "| " + row.name() + " | " + row.must() + " | " + String.join(" | ", cells) + " |\n";
  }

  /** The table that was seen. */
  String asSeen() {
    return table;
  }

  /** The table on the page. */
  String asStored() throws IOException {
    String page = Files.readString(PAGE);
    return page.substring(page.indexOf(start) + start.length(), page.indexOf(end));
  }

  /** The tests that the page's text names, as {@code Type.method}. */
  static List<String> namedTests() throws IOException {
    return TEST.matcher(Files.readString(PAGE)).results().map(MatchResult::group).toList();
  }

  /** Whether a source file of that name has that method. */
  static boolean isThere(String test) throws IOException {
    String[] parts = test.split("\\.", 2);
    try (Stream<Path> files = Files.find(Path.of(".."), 20, (path, any) -> isOf(path, parts[0]))) {
      for (Path file : files.toList()) {
        if (Files.readString(file).contains("void " + parts[1] + "(")) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isOf(Path path, String type) {
    return path.endsWith(type + ".java");
  }

  /** Puts the table that was seen on the page. */
  void write() throws IOException {
    String page = Files.readString(PAGE);
    Files.writeString(
        PAGE,
        page.substring(0, page.indexOf(start) + start.length())
            + table
            + page.substring(page.indexOf(end)));
  }
}
