package io.ollio.llm.langchain4j;

import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import io.ollio.Cancellation;
import io.ollio.OperationCancelled;
import io.ollio.llm.LlmClient;
import io.ollio.llm.LlmListener;
import io.ollio.llm.LlmReply;
import io.ollio.llm.LlmRequest;
import io.ollio.llm.ToolSpec;
import io.ollio.llm.langchain4j.LangChain4jSettings.ToolSchemas;
import io.ollio.local.Threads;
import io.ollio.rejection.Redactor;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.stream.Collectors;

/**
 * Any LangChain4j chat model. It adds what LangChain4j leaves to its caller: exactly one outcome of
 * each call, limits of time that count content only, an end at once when cancelled, and typed
 * errors. The model runs on a thread of its own and its words are handed over to the caller's, so a
 * call ends at once even when the model cannot be stopped; what such a model still says is dropped.
 * Its connection is closed where LangChain4j offers a handle, which it does from the first piece of
 * a reply on; a blocking model's thread is interrupted. Calls are never repeated here: set the
 * model's own retries to 0.
 *
 * <p>Lost in {@code langchain4j-core}: how long a server asks to wait, and its own word for why a
 * reply ended, of which LangChain4j's ({@code stop}, {@code tool_execution} ...) is told instead.
 * Reasons that LangChain4j does not know are told as none. Further fields of requests and cached or
 * reasoning tokens need {@link LangChain4jSettings}.
 */
public final class LangChain4jLlmClient implements LlmClient {
  private final Backend backend;
  private final RequestTranslator translator;
  private final LangChain4jSettings settings;
  private final ExecutorService threads = Threads.newTaskExecutor("ollio-langchain4j");

  private LangChain4jLlmClient(
      Backend backend, ModelProvider provider, LangChain4jSettings settings) {
    this.backend = backend;
    this.settings = settings;
    this.translator =
        new RequestTranslator(
            new SchemaTranslator(isExact(settings.toolSchemas(), provider)), settings.parameters());
  }

  /** How a call is given to the model. */
  record Backend(String name, boolean streams, Starter starter) {}

  /** Gives a request to the model; what it answers comes into the inbox, now or later. */
  @FunctionalInterface
  interface Starter {
    void start(dev.langchain4j.model.chat.request.ChatRequest request, ReplyInbox inbox);
  }

  /**
   * A client of a streaming model with the default settings: to be preferred where there is one.
   */
  public static LangChain4jLlmClient streaming(StreamingChatModel model) {
    return streaming(model, LangChain4jSettings.DEFAULT);
  }

  /** A client of a streaming model. */
  public static LangChain4jLlmClient streaming(
      StreamingChatModel model, LangChain4jSettings settings) {
    ModelProvider provider = model.provider();
    return new LangChain4jLlmClient(
        new Backend(nameOf(provider), true, model::chat), provider, settings);
  }

  /**
   * A client of a blocking model with the default settings. The listener hears a reply in one piece
   * each of reasoning, text and every call, when it is whole.
   */
  public static LangChain4jLlmClient blocking(ChatModel model) {
    return blocking(model, LangChain4jSettings.DEFAULT);
  }

  /** A client of a blocking model; see {@link #blocking(ChatModel)}. */
  public static LangChain4jLlmClient blocking(ChatModel model, LangChain4jSettings settings) {
    ModelProvider provider = model.provider();
    return new LangChain4jLlmClient(
        new Backend(
            nameOf(provider),
            false,
            (request, inbox) -> inbox.onCompleteResponse(model.chat(request))),
        provider,
        settings);
  }

  @Override
  public LlmReply complete(LlmRequest request, LlmListener listener, Cancellation cancellation) {
    cancellation.throwIfCancelled();
    if (Thread.currentThread().isInterrupted()) {
      throw new OperationCancelled("The model call's thread is interrupted");
    }
    Failures failures =
        new Failures(
            subject(request), !request.tools().isEmpty(), new Redactor(request, List.of()));
    ReplyAssembler reply =
        new ReplyAssembler(
            listener, offered(request), failures, settings.usage(), !backend.streams());
    ReplyInbox inbox = new ReplyInbox(settings.limits().maxReplyChars());
    var translated = translator.translate(request);
    return new BridgedCall(inbox, reply, failures, settings.limits(), backend.streams())
        .run(() -> backend.starter().start(translated, inbox), threads, cancellation);
  }

  private static Set<String> offered(LlmRequest request) {
    return request.tools().stream().map(ToolSpec::name).collect(Collectors.toUnmodifiableSet());
  }

  private String subject(LlmRequest request) {
    String model = request.model();
    String named =
        model == null ? "The model" : "Model " + model.substring(0, Math.min(model.length(), 100));
    return named + " through LangChain4j (" + backend.name() + ")";
  }

  private static boolean isExact(ToolSchemas schemas, ModelProvider provider) {
    return schemas == ToolSchemas.EXACT
        || (schemas == ToolSchemas.AUTO && !nameOf(provider).startsWith("google"));
  }

  private static String nameOf(ModelProvider provider) {
    return provider.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
