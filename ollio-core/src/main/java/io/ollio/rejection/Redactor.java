package io.ollio.rejection;

import io.ollio.llm.LlmMessage;
import io.ollio.llm.LlmRequest;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Makes a server's words fit for exceptions and logs: short, on one line, without keys, and without
 * what the server repeats from the request.
 */
public final class Redactor {
  private static final int MAX_LENGTH = 300;

  /** Keys and tokens, whole or masked: known prefixes, bearer tokens, long runs with digits. */
  private static final Pattern KEY =
      Pattern.compile(
          "(?i)\\b(?:sk|pk|rk|gsk|xai|key|token)[-_](?=\\S*[0-9*])\\S{6,}"
              + "|\\bbearer \\S{6,}"
              + "|(?=[^\\s,;:\"'()]*[0-9*])[^\\s,;:\"'()]{32,}");

  /** How many letters and digits in a row must be equal to count as a repetition. */
  private static final int ECHO = 20;

  private static final int SHORTEST_ECHO = 6;

  private final LlmRequest request;
  private final List<String> secrets;

  /**
   * For the failures of one call.
   *
   * @param secrets keys and the like, masked wherever they appear
   */
  public Redactor(LlmRequest request, List<String> secrets) {
    this.request = request;
    this.secrets = List.copyOf(secrets);
  }

  /** The words in a form that can be shown, with a leading colon; empty when nothing is left. */
  public String quote(String words) {
    String head = words.substring(0, Math.min(words.length(), 4 * MAX_LENGTH));
    String clean = head.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    for (String secret : secrets) {
      clean = clean.replace(secret, "***");
    }
    clean = KEY.matcher(clean).replaceAll("***");
    if (clean.isEmpty()) {
      return "";
    }
    if (repeatsRequest(clean)) {
      return ": (the server's words are left out because they repeat the request)";
    }
    return ": " + (clean.length() <= MAX_LENGTH ? clean : clean.substring(0, MAX_LENGTH - 1) + "…");
  }

  /** A code or type as the server sends it, or nothing when it is no plain word. */
  public static String word(String code) {
    return code.matches("[A-Za-z0-9_.-]{1,60}") && !KEY.matcher(code).find() ? code : "";
  }

  /** Whether these words can be shown as they are: no key in them, and nothing of the request. */
  public boolean isClean(String words) {
    return secrets.stream().noneMatch(words::contains)
        && !KEY.matcher(words).find()
        && !repeatsRequest(words);
  }

  private boolean repeatsRequest(String words) {
    String said = lettersOf(words);
    return request.messages().stream()
        .anyMatch(message -> repeats(said, lettersOf(textOf(message))));
  }

  private static boolean repeats(String said, String sent) {
    if (sent.length() < ECHO) {
      return sent.length() >= SHORTEST_ECHO && said.contains(sent);
    }
    for (int i = 0; i + ECHO <= said.length(); i++) {
      if (sent.contains(said.substring(i, i + ECHO))) {
        return true;
      }
    }
    return false;
  }

  private static String textOf(LlmMessage message) {
    if (message instanceof LlmMessage.System system) {
      return system.text();
    }
    if (message instanceof LlmMessage.User user) {
      return user.text();
    }
    if (message instanceof LlmMessage.ToolResult result) {
      return result.content();
    }
    StringBuilder text = new StringBuilder();
    if (message instanceof LlmMessage.Assistant assistant) {
      text.append(assistant.text());
      assistant.toolCalls().forEach(call -> text.append(' ').append(call.arguments()));
    }
    return text.toString();
  }

  /** So that escapes, quotes and line ends do not hide a repetition. */
  private static String lettersOf(String text) {
    StringBuilder letters = new StringBuilder(text.length());
    text.codePoints()
        .filter(Character::isLetterOrDigit)
        .map(Character::toLowerCase)
        .forEach(letters::appendCodePoint);
    return letters.toString();
  }
}
