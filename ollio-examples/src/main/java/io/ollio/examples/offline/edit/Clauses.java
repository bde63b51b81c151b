package io.ollio.examples.offline.edit;

import io.ollio.examples.offline.prompt.Prompt;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a prompt into its wishes. */
final class Clauses {
  private static final String VERB =
      "(?:please )?(?:make|change|set|turn|use|add|remove|delete|rename|replace|switch|put|insert|include|give|update|increase|decrease"
          + "|reduce|drop|hide|call|recolou?r|colou?r|paint|style|round|append|get rid|enlarge|shrink|create|swap|edit|write)\\b";
  private static final String PLACE =
      "(?:the\\s+)?(?:(?:first|second|other|main|primary|secondary|submit|login)\\s+)?(?:title|heading|headline|button|subtitle|background|corners|accent|logo|text)\\b[^,;]*\\s(?:to|in|say|as)\\b";
  private static final String LOOK =
      "(?:(?:more|a bit|a little|slightly|much|with|in)\\s+)*(?:dark|light(?!\\w)|round|larger|bigger|smaller|wider|narrower|minimal|elegant|glass|playful|sharp)\\w*\\b";
  private static final Pattern CUT =
      Pattern.compile(
          "[.;!](?=\\s|$)|\\n|,?\\s+(?:and\\s+)?(?:then|also)\\s+(?="
              + VERB
              + ")|,?\\s+and\\s+(?=(?:also\\s+)?(?:"
              + VERB
              + "|"
              + PLACE
              + "|"
              + LOOK
              + "|(?:make it |let it )?(?:say|read)\\s+‹))|,\\s+(?=(?:"
              + VERB
              + "|"
              + LOOK
              + "))",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern POLITE =
      Pattern.compile(
          "^(?:(?:please|now|ok(?:ay)?|and|also|then|next|well|just|could you|can you|would you|i(?:'d| would) like(?: you)? to|i want(?: you)? to"
              + "|let's|kindly|hey|hi)\\b[,\\s]*)+",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern SAYS =
      Pattern.compile("(?i)(?:make it |let it )?(?:say|read)\\s+(" + Prompt.QUOTE + ")");
  private static final Pattern PART =
      Pattern.compile(
          "(?i)\\b(?:(?:second|other|secondary) )?(?:button|title|heading|headline|subtitle|logo)\\b");

  private Clauses() {}

  /** The wishes in order, each without polite words around it. */
  static List<Prompt> of(Prompt prompt) {
    List<Prompt> clauses = new ArrayList<>();
    for (String part : CUT.split(prompt.text(), -1)) {
      String words = POLITE.matcher(part.strip()).replaceFirst("");
      String bare =
          words.replaceFirst("(?i)[,\\s]*\\b(?:please|thanks|thank you)\\b[.!?\\s]*$", "");
      if (!bare.isBlank()) {
        clauses.add(prompt.part(verbed(bare.replaceFirst("[.?!]+$", ""), clauses)));
      }
    }
    return clauses;
  }

  /** "… and the button to Go", "… the button … and say 'Go'" go on with the words before. */
  private static String verbed(String clause, List<Prompt> before) {
    String lower = clause.toLowerCase(Locale.ROOT);
    Matcher says = SAYS.matcher(clause);
    if (says.matches() && !before.isEmpty()) {
      Matcher part = PART.matcher(before.get(before.size() - 1).text());
      return part.find() ? "change the " + part.group() + " to " + says.group(1) : clause;
    }
    boolean goesOn = !before.isEmpty() && Pattern.compile("^" + PLACE).matcher(lower).find();
    return goesOn ? "change " + clause : clause;
  }
}
