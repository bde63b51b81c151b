package io.ollio.llm.langchain4j;

import static org.assertj.core.api.Assertions.catchThrowable;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.FinishReason;
import io.ollio.Cancellation;
import io.ollio.llm.LlmClient;
import io.ollio.llm.LlmListener;
import io.ollio.llm.LlmMessage;
import io.ollio.llm.LlmReply;
import io.ollio.llm.LlmRequest;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Hand-written models and what most tests do with them. */
final class Models {
  static final LlmRequest HELLO = LlmRequest.of(new LlmMessage.User("Hello there"));

  private Models() {}

  /** A client of a streaming model that does this with its handler. */
  static LlmClient streaming(Consumer<StreamingChatResponseHandler> behaviour) {
    return streaming(behaviour, LangChain4jLimits.DEFAULT);
  }

  static LlmClient streaming(
      Consumer<StreamingChatResponseHandler> behaviour, LangChain4jLimits limits) {
    StreamingChatModel model =
        new StreamingChatModel() {
          @Override
          public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
            behaviour.accept(handler);
          }
        };
    return LangChain4jLlmClient.streaming(model, LangChain4jSettings.DEFAULT.withLimits(limits));
  }

  /** A client of a blocking model that does this. */
  static LlmClient blocking(Supplier<ChatResponse> behaviour, LangChain4jLimits limits) {
    ChatModel model =
        new ChatModel() {
          @Override
          public ChatResponse doChat(ChatRequest request) {
            return behaviour.get();
          }
        };
    return LangChain4jLlmClient.blocking(model, LangChain4jSettings.DEFAULT.withLimits(limits));
  }

  static LlmReply reply(LlmClient client, LlmListener listener) {
    return client.complete(HELLO, listener, Cancellation.none());
  }

  static Throwable failure(LlmClient client) {
    return catchThrowable(() -> reply(client, LlmListener.SILENT));
  }

  static ChatResponse response(String text, ToolExecutionRequest... calls) {
    return unended(text, calls).finishReason(FinishReason.STOP).build();
  }

  /** A response that does not say why it ended. */
  static ChatResponse.Builder unended(String text, ToolExecutionRequest... calls) {
    return ChatResponse.builder()
        .aiMessage(AiMessage.builder().text(text).toolExecutionRequests(List.of(calls)).build());
  }
}
