package io.ollio.examples.offline.prompt;

import java.util.List;
import java.util.Locale;

/** Numbers in digits or words. */
final class Numbers {
  /** Finds a number from one to twelve in words, or up to three digits. */
  static final String PATTERN =
      "(\\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a dozen|a couple of)";

  private static final List<String> WORDS =
      List.of(
          "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
          "eleven", "twelve");

  private Numbers() {}

  /** The number that the pattern found. */
  static int value(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "a dozen" -> 12;
      case "a couple of" -> 2;
      default -> {
        int word = WORDS.indexOf(text.toLowerCase(Locale.ROOT));
        yield word >= 0 ? word : Integer.parseInt(text);
      }
    };
  }
}
