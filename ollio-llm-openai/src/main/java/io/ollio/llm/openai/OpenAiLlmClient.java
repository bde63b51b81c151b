package io.ollio.llm.openai;

import com.fasterxml.jackson.core.JsonFactory;
import io.ollio.Cancellation;
import io.ollio.OperationCancelled;
import io.ollio.llm.LlmClient;
import io.ollio.llm.LlmListener;
import io.ollio.llm.LlmReply;
import io.ollio.llm.LlmRequest;
import io.ollio.llm.openai.ChatCall.FieldRejected;
import io.ollio.llm.openai.ChatCall.Tools;
import io.ollio.rejection.Redactor;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Models behind OpenAI's Chat Completions protocol, at OpenAI or any compatible server (Azure,
 * OpenRouter, Groq, DeepSeek, Mistral, vLLM, llama.cpp, Ollama, LM Studio ...). Every call streams;
 * a server that answers in one piece is understood too. Calls are never repeated here, with one
 * exception: when the server rejects an optional field by name (say {@code temperature}), nothing
 * has been generated yet, so the same call is sent again without it, and later calls to that model
 * leave it out from the start. Redirects are not followed. While a host name is looked up neither a
 * cancellation nor a time limit can end the call; they take effect right after.
 *
 * <p>Source: OpenAI's API reference, "Chat Completions".
 */
public final class OpenAiLlmClient implements LlmClient {
  private static final Logger log = LoggerFactory.getLogger(OpenAiLlmClient.class);

  /** How many models' deviations are remembered; names may come from outside. */
  private static final int MAX_SHAPES = 256;

  private static final int SHORTEST_SECRET = 6;
  private static final int ID_LENGTH = 9;
  private static final String ID_ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  private final OpenAiSettings settings;
  private final OkHttpClient http;
  private final HttpUrl url;
  private final Tools tools;
  private final RequestWriter writer;
  private final Map<String, WireShape> shapes = new ConcurrentHashMap<>();

  /** A client with connections of its own; its threads are daemons and end when idle. */
  public OpenAiLlmClient(OpenAiSettings settings) {
    this(settings, Transport.ownClient(Transport.KEEP_ALIVE));
  }

  /**
   * A client on the host's connections, proxy, TLS and interceptors. The host's time limits and
   * redirect rules are replaced by those of the settings, for this client only.
   *
   * @param http stays the host's; it is not closed here
   */
  public OpenAiLlmClient(OpenAiSettings settings, OkHttpClient http) {
    this(settings, http, InstantSource.system());
  }

  OpenAiLlmClient(OpenAiSettings settings, OkHttpClient http, InstantSource clock) {
    this.settings = settings;
    this.http = Transport.derivedFrom(http);
    this.url = settings.address().newBuilder().addPathSegments("chat/completions").build();
    JsonFactory json = new JsonFactory();
    this.tools = new Tools(settings.limits(), json, OpenAiLlmClient::newCallId, clock);
    this.writer = new RequestWriter(json, settings);
  }

  @Override
  public LlmReply complete(LlmRequest request, LlmListener listener, Cancellation cancellation) {
    String model = request.model() != null ? request.model() : settings.defaultModel();
    String shapeKey = model == null ? "" : model;
    while (true) {
      stopIfAsked(cancellation);
      WireShape shape = shapes.getOrDefault(shapeKey, WireShape.first(settings));
      ChatCall call = callOf(request, model, shape);
      try {
        return call.run(listener, cancellation);
      } catch (FieldRejected e) {
        log.warn("Model {} does not take the field {}; going on without it", model, e.field());
        remember(shapeKey, shape.without(e.field()));
      }
    }
  }

  private static void stopIfAsked(Cancellation cancellation) {
    cancellation.throwIfCancelled();
    if (Thread.currentThread().isInterrupted()) {
      throw new OperationCancelled("The model call's thread is interrupted");
    }
  }

  private ChatCall callOf(LlmRequest request, @Nullable String model, WireShape shape) {
    CallWatch watch = new CallWatch(settings.limits());
    Request.Builder post =
        new Request.Builder()
            .url(url)
            .tag(CallWatch.class, watch)
            .header("Accept", "text/event-stream")
            // A compressed stream would arrive in blocks.
            .header("Accept-Encoding", "identity")
            .post(new Transport.OneShotBody(writer.write(request, model, shape)));
    if (settings.apiKey() != null) {
      post.header("Authorization", "Bearer " + settings.apiKey());
    }
    settings.extraHeaders().forEach(post::header);
    Failures failures =
        new Failures(
            url,
            model == null ? "" : model,
            !request.tools().isEmpty(),
            new Redactor(request, secrets()));
    return new ChatCall(
        http.newCall(post.build()), watch, failures, tools, writer.optionalFields(request, shape));
  }

  private List<String> secrets() {
    List<String> secrets = new ArrayList<>();
    if (settings.apiKey() != null) {
      secrets.add(settings.apiKey());
    }
    settings.extraHeaders().values().stream()
        .filter(value -> value.length() >= SHORTEST_SECRET)
        .forEach(secrets::add);
    return secrets;
  }

  private void remember(String model, WireShape shape) {
    if (shapes.size() >= MAX_SHAPES && !shapes.containsKey(model)) {
      shapes.clear();
    }
    shapes.put(model, shape);
  }

  /** Nine letters and digits, which is the one form that Mistral takes back. */
  private static String newCallId() {
    StringBuilder id = new StringBuilder(ID_LENGTH);
    for (int i = 0; i < ID_LENGTH; i++) {
      id.append(ID_ALPHABET.charAt(ThreadLocalRandom.current().nextInt(ID_ALPHABET.length())));
    }
    return id.toString();
  }
}
