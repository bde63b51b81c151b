package io.ollio.llm;

import java.util.List;

/** One message of a conversation with a model. */
public sealed interface LlmMessage {
  /** Instructions that stand above the conversation; comes first. */
  @SuppressWarnings("JavaLangClash") // the word of every chat protocol; written LlmMessage.System
  record System(String text) implements LlmMessage {}

  /**
   * What the user says.
   *
   * @param text the words
   * @param images pictures that go with them; usually empty
   */
  record User(String text, List<LlmImage> images) implements LlmMessage {
    /** Copies the images. */
    public User {
      images = List.copyOf(images);
    }

    /** Words without pictures. */
    public User(String text) {
      this(text, List.of());
    }
  }

  /**
   * What the model said earlier.
   *
   * @param text its words; may be empty when it called tools
   * @param toolCalls its calls, each answered by one {@link ToolResult} before the next message of
   *     another kind
   */
  record Assistant(String text, List<ToolCall> toolCalls) implements LlmMessage {
    /** Copies the calls. */
    public Assistant {
      toolCalls = List.copyOf(toolCalls);
    }
  }

  /**
   * The answer to one tool call.
   *
   * @param callId id of the call
   * @param toolName name of the tool
   * @param content what the model reads; never empty
   * @param isError whether the call failed
   */
  record ToolResult(String callId, String toolName, String content, boolean isError)
      implements LlmMessage {}
}
