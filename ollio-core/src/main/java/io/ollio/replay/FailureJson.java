package io.ollio.replay;

import com.fasterxml.jackson.core.JsonGenerator;
import io.ollio.json.JsonValue;
import io.ollio.llm.LlmException;
import java.io.IOException;
import java.time.Duration;

/**
 * Writes and reads failures of model calls: their kind, their message and what a server asked for.
 */
final class FailureJson {
  private FailureJson() {}

  static void write(LlmException failure, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("code", failure.code());
    json.writeStringField("message", String.valueOf(failure.getMessage()));
    json.writeBooleanField("retryable", failure.isRetryable());
    if (failure.retryAfter().isPresent()) {
      json.writeNumberField("retryAfterMillis", failure.retryAfter().get().toMillis());
    }
    json.writeEndObject();
  }

  static LlmException read(JsonValue failure) {
    String message = failure.path("message").text();
    JsonValue wait = failure.path("retryAfterMillis");
    Duration pause = wait.isPresent() ? Duration.ofMillis(wait.number(0L)) : null;
    return switch (failure.path("code").text()) {
      case "AuthenticationFailed" -> new LlmException.AuthenticationFailed(message, null);
      case "RateLimited" ->
          new LlmException.RateLimited(message, pause, !failure.path("retryable").isTrue(), null);
      case "Overloaded" -> new LlmException.Overloaded(message, pause, null);
      case "Unreachable" -> new LlmException.Unreachable(message, null);
      case "ReplyBroken" -> new LlmException.ReplyBroken(message, null);
      case "TimedOut" -> new LlmException.TimedOut(message, null);
      case "ContextTooLong" -> new LlmException.ContextTooLong(message, null);
      case "ContentFiltered" -> new LlmException.ContentFiltered(message, null);
      case "ModelNotFound" -> new LlmException.ModelNotFound(message, null);
      case "InvalidRequest" -> new LlmException.InvalidRequest(message, null);
      default ->
          throw new IllegalArgumentException(
              "A recorded failure is of the kind " + failure.path("code").text());
    };
  }
}
