package io.ollio.llm.langchain4j;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import org.jspecify.annotations.Nullable;

/** What comes from the model's threads to the caller's. Texts are never null. */
sealed interface ReplyEvent {
  /** A piece of text; not empty. */
  record Text(String piece) implements ReplyEvent {}

  /** A piece of reasoning; not empty. */
  record Thinking(String piece) implements ReplyEvent {}

  /**
   * A piece of a tool call.
   *
   * @param index the model's number of the call; models are known to send the same for several
   * @param id empty when the model has none
   */
  record CallPiece(int index, String id, String name, String arguments) implements ReplyEvent {}

  /** The model says that a tool call is whole. */
  record WholeCall(int index, ToolExecutionRequest call) implements ReplyEvent {}

  /**
   * The model is done.
   *
   * @param response null when a model broke LangChain4j's rules
   */
  record Completed(@Nullable ChatResponse response) implements ReplyEvent {}

  /** The model failed. */
  record Failed(Throwable cause) implements ReplyEvent {}

  /** Nothing came; somebody wants the caller to look up. */
  record Wake() implements ReplyEvent {}
}
