package io.ollio.llm.langchain4j;

import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import io.ollio.llm.TokenUsage;
import io.ollio.testkit.llm.LlmFault;
import io.ollio.testkit.llm.LlmScript;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A streaming model as LangChain4j wants it: pieces with a handle, whole calls, then exactly one
 * end; it streams on the thread that called it, as models inside the process do.
 */
final class ScriptedModel implements StreamingChatModel {
  private final BlockingQueue<LlmScript> scripts = new LinkedBlockingQueue<>();
  private final List<ChatRequest> requests = new CopyOnWriteArrayList<>();
  private final List<ScriptedTurn> turns = new CopyOnWriteArrayList<>();

  /** Token counts of a vendor. */
  static final class DetailedUsage extends dev.langchain4j.model.output.TokenUsage {
    private final TokenUsage tokens;

    DetailedUsage(TokenUsage tokens) {
      super((int) tokens.inputTokens(), (int) tokens.outputTokens());
      this.tokens = tokens;
    }

    TokenUsage tokens() {
      return tokens;
    }
  }

  void script(LlmScript script) {
    scripts.add(script);
  }

  @Override
  public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
    requests.add(request);
    ScriptedTurn turn = new ScriptedTurn(handler);
    turns.add(turn);
    turn.play(scripts.remove());
  }

  ChatRequest lastRequest() {
    return requests.get(requests.size() - 1);
  }

  int callCount() {
    return requests.size();
  }

  void awaitStopped(Duration patience) {
    turns.get(turns.size() - 1).awaitStopped(patience);
  }

  void stopAll() {
    turns.forEach(ScriptedTurn::cancel);
  }

  static Exception toException(LlmFault fault) {
    String message = "Scripted failure " + fault.kind();
    return switch (fault.kind()) {
      case AUTHENTICATION -> new AuthenticationException(message);
      case RATE_LIMIT -> new RateLimitException(message);
      case QUOTA -> new RateLimitException("insufficient_quota");
      case OVERLOAD -> new InternalServerException(message);
      case CONTEXT -> new InvalidRequestException("context_length_exceeded");
      case FILTER -> new ContentFilteredException(message);
      case MODEL -> new ModelNotFoundException(message);
      case REQUEST -> new InvalidRequestException(message);
      case BROKEN -> new IOException(message);
    };
  }
}
