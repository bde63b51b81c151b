package io.ollio.llm;

import io.ollio.InvalidInput;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One model call.
 *
 * @param model name of the model; absent means the client's default
 * @param messages the conversation so far, oldest first; at least one
 * @param tools what the model may call; may be empty
 * @param toolChoice whether it may, must or must not call them
 * @param temperature 0 to 2; absent leaves it to the server
 * @param maxOutputTokens most tokens of the reply; absent leaves it to the server
 * @param extras further fields of the request body, passed on as they are (JSON values); for
 *     options of one vendor only
 */
public record LlmRequest(
    @Nullable String model,
    List<LlmMessage> messages,
    List<ToolSpec> tools,
    ToolChoice toolChoice,
    @Nullable Double temperature,
    @Nullable Integer maxOutputTokens,
    Map<String, Object> extras) {

  /** Whether the model may call tools. */
  public enum ToolChoice {
    /** The model decides. */
    AUTO,
    /**
     * The model must not call a tool, though it sees them (which keeps the prompt prefix equal).
     */
    NONE,
    /** The model must call one. */
    REQUIRED
  }

  /** Checks ranges and copies. */
  public LlmRequest {
    messages = List.copyOf(messages);
    tools = List.copyOf(tools);
    extras = Map.copyOf(extras);
    InvalidInput.check(!messages.isEmpty(), "messages", "must not be empty");
    InvalidInput.check(
        temperature == null || (temperature >= 0 && temperature <= 2),
        "temperature",
        "is " + temperature + ", must be 0 to 2");
    InvalidInput.check(
        maxOutputTokens == null || maxOutputTokens > 0,
        "maxOutputTokens",
        "is " + maxOutputTokens + ", must be positive");
  }

  /** A call with these messages and the server's own settings, without tools. */
  public static LlmRequest of(LlmMessage... messages) {
    return new LlmRequest(
        null, List.of(messages), List.of(), ToolChoice.AUTO, null, null, Map.of());
  }

  /** This request to another model. */
  public LlmRequest withModel(@Nullable String name) {
    return new LlmRequest(name, messages, tools, toolChoice, temperature, maxOutputTokens, extras);
  }

  /** This request with another length of its reply. */
  public LlmRequest withMaxOutputTokens(@Nullable Integer tokens) {
    return new LlmRequest(model, messages, tools, toolChoice, temperature, tokens, extras);
  }

  /** This request with other messages. */
  public LlmRequest withMessages(List<LlmMessage> others) {
    return new LlmRequest(model, others, tools, toolChoice, temperature, maxOutputTokens, extras);
  }

  /** This request with these tools on offer. */
  public LlmRequest withTools(List<ToolSpec> others, ToolChoice choice) {
    return new LlmRequest(model, messages, others, choice, temperature, maxOutputTokens, extras);
  }
}
