package io.ollio.llm.langchain4j;

import dev.langchain4j.http.client.jdk.JdkHttpClient;
import dev.langchain4j.http.client.jdk.JdkHttpClientBuilder;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiTokenUsage;
import io.ollio.Ollio;
import io.ollio.llm.LlmClient;
import io.ollio.llm.TokenUsage;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;

/** LangChain4j's own OpenAI models, as the guide sets them up. */
final class OpenAiModels {
  private OpenAiModels() {}

  // region streaming
  static StreamingChatModel streaming(String baseUrl, String apiKey) {
    return OpenAiStreamingChatModel.builder()
        .baseUrl(baseUrl)
        .apiKey(apiKey)
        .modelName("default-model")
        .returnThinking(true)
        .httpClientBuilder(http1())
        .build();
  }

  // endregion

  // region http1
  static JdkHttpClientBuilder http1() {
    return JdkHttpClient.builder()
        .httpClientBuilder(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1));
  }

  // endregion

  // region openai-types
  static LangChain4jSettings openAi() {
    return LangChain4jSettings.DEFAULT
        .withParameters(OpenAiModels::parameters)
        .withUsage(OpenAiModels::usage);
  }

  static ChatRequestParameters parameters(
      ChatRequestParameters common, Map<String, Object> extras) {
    return OpenAiChatRequestParameters.builder()
        .overrideWith(common)
        .customParameters(extras)
        .build();
  }

  static TokenUsage usage(dev.langchain4j.model.output.TokenUsage counted) {
    OpenAiTokenUsage openAi = (OpenAiTokenUsage) counted;
    Integer cached =
        openAi.inputTokensDetails() == null ? null : openAi.inputTokensDetails().cachedTokens();
    Integer reasoning =
        openAi.outputTokensDetails() == null
            ? null
            : openAi.outputTokensDetails().reasoningTokens();
    return new TokenUsage(
        openAi.inputTokenCount(),
        cached == null ? 0 : cached,
        openAi.outputTokenCount(),
        reasoning == null ? 0 : reasoning);
  }

  // endregion

  // region blocking
  static ChatModel blocking(String baseUrl, String apiKey) {
    return OpenAiChatModel.builder()
        .baseUrl(baseUrl)
        .apiKey(apiKey)
        .modelName("default-model")
        .returnThinking(true)
        .maxRetries(0) // RetryingLlmClient repeats, and tells the listener
        .timeout(Duration.ofMinutes(10))
        .httpClientBuilder(http1())
        .build();
  }

  // endregion

  // region wiring
  static Ollio ollio(String baseUrl, String apiKey) {
    LlmClient model = LangChain4jLlmClient.streaming(streaming(baseUrl, apiKey), openAi());
    return Ollio.builder(model).build(); // repeats failed calls, so the model need not
  }

  // endregion

  // region limits
  static LangChain4jSettings patient() {
    return LangChain4jSettings.DEFAULT.withLimits(
        LangChain4jLimits.DEFAULT
            .withFirstToken(Duration.ofMinutes(8)) // a local model that is loaded first
            .withTotal(Duration.ofMinutes(20)));
  }
  // endregion
}
