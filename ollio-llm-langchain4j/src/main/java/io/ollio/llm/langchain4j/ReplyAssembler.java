package io.ollio.llm.langchain4j;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import io.ollio.llm.LlmListener;
import io.ollio.llm.LlmReply;
import io.ollio.llm.StopReason;
import io.ollio.llm.TokenUsage;
import io.ollio.llm.ToolCall;
import io.ollio.llm.langchain4j.LangChain4jSettings.UsageReader;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tells the listener what each event brings, and puts the reply together. */
final class ReplyAssembler {
  private final LlmListener listener;
  private final Failures failures;
  private final UsageReader usageReader;
  private final boolean wholeIsEnd;
  private final ToolCallAssembler calls;
  private final StringBuilder text = new StringBuilder();
  private final StringBuilder thinking = new StringBuilder();

  /**
   * An empty reply.
   *
   * @param offered names of the tools that the model may call
   * @param wholeIsEnd whether a response needs no further sign that the model was done
   */
  ReplyAssembler(
      LlmListener listener,
      Set<String> offered,
      Failures failures,
      UsageReader usageReader,
      boolean wholeIsEnd) {
    this.listener = listener;
    this.failures = failures;
    this.usageReader = usageReader;
    this.wholeIsEnd = wholeIsEnd;
    this.calls = new ToolCallAssembler(listener, offered);
  }

  void accept(ReplyEvent event) {
    if (event instanceof ReplyEvent.Text more) {
      say(text, more.piece(), listener::onText);
    } else if (event instanceof ReplyEvent.Thinking more) {
      say(thinking, more.piece(), listener::onThinking);
    } else if (event instanceof ReplyEvent.CallPiece piece) {
      calls.accept(piece);
    } else if (event instanceof ReplyEvent.WholeCall whole) {
      calls.accept(whole);
    }
  }

  /** The reply; whatever of it was not heard in pieces is heard now. */
  LlmReply finish(@Nullable ChatResponse response) {
    if (response == null || response.aiMessage() == null) {
      throw failures.broken("completed without a response");
    }
    FinishReason finish = response.finishReason();
    if (!wholeIsEnd && finish == null && !hasOutputCount(response)) {
      throw failures.broken("ended its reply without a finish reason and without token counts");
    }
    AiMessage message = response.aiMessage();
    sayRest(thinking, message.thinking(), listener::onThinking);
    sayRest(text, message.text(), listener::onText);
    List<ToolCall> whole = calls.finish(message.toolExecutionRequests());
    if (finish == FinishReason.TOOL_EXECUTION && whole.isEmpty()) {
      throw failures.broken("ended its reply to have tools run, but LangChain4j handed on no call");
    }
    return new LlmReply(
        text.toString(),
        thinking.toString(),
        whole,
        stopReason(finish, !whole.isEmpty()),
        finish == null ? "" : finish.name().toLowerCase(Locale.ROOT),
        usage(response),
        response.modelName() == null ? "" : response.modelName());
  }

  /** OpenAI's protocol sends the counts after everything else. */
  private static boolean hasOutputCount(ChatResponse response) {
    dev.langchain4j.model.output.TokenUsage counted = response.tokenUsage();
    return counted != null && counted.outputTokenCount() != null && counted.outputTokenCount() > 0;
  }

  private @Nullable TokenUsage usage(ChatResponse response) {
    dev.langchain4j.model.output.TokenUsage counted = response.tokenUsage();
    return counted == null ? null : usageReader.read(counted);
  }

  private static void say(StringBuilder heard, String piece, Consumer<String> listener) {
    heard.append(piece);
    listener.accept(piece);
  }

  /** What was heard stands, should the whole differ from it. */
  private static void sayRest(
      StringBuilder heard, @Nullable String whole, Consumer<String> listener) {
    if (whole != null && whole.length() > heard.length() && whole.startsWith(heard.toString())) {
      say(heard, whole.substring(heard.length()), listener);
    }
  }

  /** Models say "stop", or nothing, after tool calls too. */
  private static StopReason stopReason(@Nullable FinishReason finish, boolean hasCalls) {
    if (finish == FinishReason.LENGTH) {
      return StopReason.LENGTH;
    }
    if (finish == FinishReason.CONTENT_FILTER) {
      return StopReason.CONTENT_FILTER;
    }
    if (finish == FinishReason.OTHER) {
      return StopReason.OTHER;
    }
    return hasCalls ? StopReason.TOOL_CALLS : StopReason.STOP;
  }
}
