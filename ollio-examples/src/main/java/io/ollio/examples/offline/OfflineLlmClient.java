package io.ollio.examples.offline;

import io.ollio.Cancellation;
import io.ollio.InvalidInput;
import io.ollio.Sleeper;
import io.ollio.llm.LlmClient;
import io.ollio.llm.LlmListener;
import io.ollio.llm.LlmMessage;
import io.ollio.llm.LlmReply;
import io.ollio.llm.LlmRequest;
import io.ollio.llm.ToolCall;
import io.ollio.llm.ToolSpec;
import java.time.Duration;

/**
 * A stand-in for a language model, for trying Ollio without a key and without a network.
 *
 * <p><b>It is not a neural network.</b> It is a composer that works by rules: it reads the English
 * words of a prompt (the kind of component, light or dark, colours, texts, entries, fields), fills
 * bundled templates, and speaks through the same tool calls as a real model: {@code listFiles},
 * {@code readFile}, {@code writeFile}, {@code editFile}, of which it calls only those on offer. A
 * follow-up prompt such as "make it dark" or "add a phone field" edits the files; a wish that it
 * does not understand gets an honest answer and changes nothing. It cannot see pictures.
 *
 * <p>Thread-safety: one client serves any number of threads. Blocking: as long as its pauses last.
 * Lifetime: as long as the host likes; it holds nothing. Limits: the same request always gets the
 * same reply, since everything follows from the messages; {@code maxOutputTokens} cuts the reply
 * off; temperature and extras are ignored; the token usage is an estimate of four characters a
 * token.
 */
public final class OfflineLlmClient implements LlmClient {
  /** The model name in its replies. */
  public static final String MODEL = "ollio-offline";

  private final OfflineConversation conversation = new OfflineConversation();
  private final Duration pause;
  private final Sleeper sleeper;

  /** A model that answers as fast as it can. */
  public OfflineLlmClient() {
    this(Duration.ZERO, Sleeper.system());
  }

  /**
   * A model that takes its time, so that a person can watch it write.
   *
   * @param pause before each piece of about 40 characters; zero for none
   * @param sleeper waits
   */
  public OfflineLlmClient(Duration pause, Sleeper sleeper) {
    InvalidInput.check(!pause.isNegative(), "pause", "is " + pause + ", must not be negative");
    this.pause = pause;
    this.sleeper = sleeper;
  }

  @Override
  public LlmReply complete(LlmRequest request, LlmListener listener, Cancellation cancellation) {
    cancellation.throwIfCancelled();
    Turn turn = conversation.next(request);
    int firstId = new Transcript(request).callCount() + 1;
    Integer limit = request.maxOutputTokens();
    long mostChars = limit == null ? Long.MAX_VALUE : limit * 4L;
    return new ReplyStream(listener, cancellation, sleeper, pause)
        .speak(turn, MODEL, firstId, inputChars(request), mostChars);
  }

  private static long inputChars(LlmRequest request) {
    long chars = request.messages().stream().mapToLong(OfflineLlmClient::chars).sum();
    for (ToolSpec tool : request.tools()) {
      chars +=
          tool.name().length() + tool.description().length() + tool.parametersSchema().length();
    }
    return chars;
  }

  private static long chars(LlmMessage message) {
    if (message instanceof LlmMessage.System system) {
      return system.text().length();
    } else if (message instanceof LlmMessage.User user) {
      return user.text().length();
    } else if (message instanceof LlmMessage.ToolResult result) {
      return result.content().length();
    } else if (message instanceof LlmMessage.Assistant said) {
      return said.text().length()
          + said.toolCalls().stream().map(ToolCall::arguments).mapToLong(String::length).sum();
    }
    return 0;
  }
}
