package io.ollio.replay;

import io.ollio.json.JsonValue;
import io.ollio.llm.LlmListener;
import io.ollio.llm.LlmReply;
import java.util.List;

/**
 * A model call of a recording.
 *
 * @param line the request without what it shares with the one before, and the outcome
 * @param tools the tools on offer
 * @param messages the whole conversation
 */
record RecordedCall(JsonValue line, JsonValue tools, List<JsonValue> messages) {
  /** Tells the listener what was heard, and gives what was given or throws what was thrown. */
  LlmReply play(LlmListener listener) {
    for (JsonValue piece : line.path("pieces")) {
      ReplyJson.play(piece, listener);
    }
    if (line.path("failure").isPresent()) {
      throw FailureJson.read(line.path("failure"));
    }
    return ReplyJson.read(line.path("reply"));
  }
}
