package io.ollio.agent;

import io.ollio.llm.LlmMessage;
import io.ollio.llm.ToolCall;
import io.ollio.tool.ToolResult;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
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

  private static final String HINT =
      "\nNote: this call has had the same outcome several times, so nothing has changed. Take a"
          + " different approach.";

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

  /**
   * A guard that has seen a stored conversation, so that a new attempt begins with no new patience.
   */
  static RepeatGuard after(List<LlmMessage> messages) {
    RepeatGuard guard = new RepeatGuard();
    Map<String, ToolCall> asked = new HashMap<>();
    for (LlmMessage message : messages) {
      if (message instanceof LlmMessage.Assistant reply) {
        guard.beginReply();
        asked.clear();
        reply.toolCalls().forEach(call -> asked.put(call.id(), call));
      } else if (message instanceof LlmMessage.ToolResult result) {
        ToolCall call = asked.get(result.callId());
        if (call != null) {
          guard.add(call, stored(result));
        }
      }
    }
    return guard;
  }

  private static ToolResult stored(LlmMessage.ToolResult result) {
    String text = result.content();
    String content = text.endsWith(HINT) ? text.substring(0, text.length() - HINT.length()) : text;
    return result.isError() ? ToolResult.error(content) : ToolResult.ok(content);
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
    return finding == Finding.WARN ? Optional.of(HINT) : Optional.empty();
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
