package io.ollio.agent;

import io.ollio.llm.ToolCall;
import io.ollio.tool.ToolResult;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Notices that the model goes round in circles: the same call with the same result for the third
 * time, or five failures in a row that look alike once numbers, times and ids are taken out. It
 * warns first; the next repeat is the end. Within one reply the same thing counts once, since the
 * model could not know better yet.
 */
final class RepeatGuard {
  private static final int SAME_CALLS = 3;
  private static final int SAME_FAILURES = 5;
  private static final int SIGNATURE = 600;
  private static final Pattern CHANGING =
      Pattern.compile("\\b[0-9a-fA-F]{8,}+(-[0-9a-fA-F]+)*+\\b|[0-9]++([.:,][0-9]+)*+");

  private final Map<String, Integer> calls = new HashMap<>();
  private final Set<String> inThisReply = new HashSet<>();
  private String lastFailure = "";
  private int failures;

  /** What the guard thinks after one call. */
  enum Finding {
    FINE,
    WARN,
    STOP
  }

  /** The calls that follow belong to a new reply. */
  void beginReply() {
    inThisReply.clear();
  }

  Finding add(ToolCall call, ToolResult result) {
    Finding bySame = bySameCall(call, result);
    Finding byFailure = byFailure(result);
    return bySame.compareTo(byFailure) >= 0 ? bySame : byFailure;
  }

  /** A failure text without what differs from try to try. */
  static String signature(String failure) {
    String beginning = failure.length() <= SIGNATURE ? failure : failure.substring(0, SIGNATURE);
    return CHANGING.matcher(beginning).replaceAll("#");
  }

  /** What the model is told after a warning. */
  static Optional<String> hint(Finding finding) {
    return finding == Finding.WARN
        ? Optional.of(
            "\nNote: this call has had the same outcome several times, so nothing has changed. Take a"
                + " different approach.")
        : Optional.empty();
  }

  private Finding bySameCall(ToolCall call, ToolResult result) {
    String key = call.name() + '\0' + call.arguments() + '\0' + result.content();
    return inThisReply.add(key)
        ? judge(calls.merge(key, 1, Integer::sum), SAME_CALLS)
        : Finding.FINE;
  }

  private Finding byFailure(ToolResult result) {
    if (!result.isError()) {
      failures = 0;
      lastFailure = "";
      return Finding.FINE;
    }
    String signature = signature(result.content());
    boolean isNew = inThisReply.add(signature);
    failures = signature.equals(lastFailure) ? failures + (isNew ? 1 : 0) : 1;
    lastFailure = signature;
    return isNew ? judge(failures, SAME_FAILURES) : Finding.FINE;
  }

  private static Finding judge(int count, int limit) {
    if (count < limit) {
      return Finding.FINE;
    }
    return count == limit ? Finding.WARN : Finding.STOP;
  }
}
