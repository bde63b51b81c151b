package io.ollio.edit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One case of the corpus in {@code src/test/resources/edit}.
 *
 * <p>A file holds cases headed by {@code === title}, each with the sections {@code --- file},
 * {@code --- search}, {@code --- replace} and one more that names the outcome. A section's text is
 * its lines joined by line feeds, so it ends with one only if its last line is empty. Invisible
 * chars are written {@code «CR»}, {@code «TAB»}, {@code «SP»}, {@code «NBSP»}, {@code «U+200B»}.
 */
record EditCase(
    String title, String file, String search, String replace, String outcome, String body) {
  private static final Pattern TOKEN = Pattern.compile("«(CR|TAB|SP|NBSP|U\\+[0-9A-F]{4,5})»");

  static List<EditCase> read(String resource) throws IOException {
    try (InputStream in = EditCase.class.getResourceAsStream("/edit/" + resource)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      List<EditCase> cases = new ArrayList<>();
      String blocks = text.substring("=== ".length(), text.length() - 1);
      for (String block : blocks.split("\n=== ", -1)) {
        cases.add(parse(block));
      }
      return cases;
    }
  }

  private static EditCase parse(String block) {
    String[] sections = block.split("\n--- ", -1);
    return new EditCase(
        sections[0],
        body(sections[1]),
        body(sections[2]),
        body(sections[3]),
        sections[4].lines().findFirst().orElseThrow(),
        body(sections[4]));
  }

  private static String body(String section) {
    int header = section.indexOf('\n');
    return header < 0
        ? ""
        : TOKEN.matcher(section.substring(header + 1)).replaceAll(EditCase::plain);
  }

  private static String plain(MatchResult token) {
    String name = token.group(1);
    String plain =
        switch (name) {
          case "CR" -> "\r";
          case "TAB" -> "\t";
          case "SP" -> " ";
          case "NBSP" -> "\u00A0";
          default -> Character.toString(Integer.parseInt(name.substring(2), 16));
        };
    return Matcher.quoteReplacement(plain);
  }

  @Override
  public String toString() {
    return title;
  }
}
