package io.ollio.examples.faults;

import dev.langchain4j.http.client.jdk.JdkHttpClient;
import dev.langchain4j.http.client.jdk.JdkHttpClientBuilder;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import io.ollio.llm.LlmClient;
import io.ollio.llm.langchain4j.LangChain4jLimits;
import io.ollio.llm.langchain4j.LangChain4jLlmClient;
import io.ollio.llm.langchain4j.LangChain4jSettings;
import io.ollio.llm.openai.OpenAiLimits;
import io.ollio.llm.openai.OpenAiLlmClient;
import io.ollio.llm.openai.OpenAiSettings;
import java.net.http.HttpClient;
import java.time.Duration;

/** A way to reach a model: each has a table of its own. */
enum ModelKind {
  /** Over OkHttp, streaming. */
  OPENAI {
    @Override
    LlmClient client(String baseUrl, Duration patience) {
      OpenAiLimits limits =
          OpenAiLimits.DEFAULT
              .withFirstToken(patience)
              .withIdle(patience)
              .withTotal(patience.plusMillis(500));
      return new OpenAiLlmClient(
          OpenAiSettings.builder().baseUrl(baseUrl).defaultModel("m").limits(limits).build());
    }
  },
  /** Through LangChain4j's streaming model over the JDK's client. */
  LANGCHAIN4J_STREAMING {
    @Override
    LlmClient client(String baseUrl, Duration patience) {
      return LangChain4jLlmClient.streaming(
          OpenAiStreamingChatModel.builder()
              .baseUrl(baseUrl)
              .apiKey("key")
              .modelName("m")
              .timeout(ownTimeout(patience))
              .httpClientBuilder(http1())
              .build(),
          bridge(patience));
    }
  },
  /** Through LangChain4j's blocking model over the JDK's client. */
  LANGCHAIN4J_BLOCKING {
    @Override
    LlmClient client(String baseUrl, Duration patience) {
      return LangChain4jLlmClient.blocking(
          OpenAiChatModel.builder()
              .baseUrl(baseUrl)
              .apiKey("key")
              .modelName("m")
              .maxRetries(0)
              .timeout(ownTimeout(patience))
              .httpClientBuilder(http1())
              .build(),
          bridge(patience));
    }
  };

  private static LangChain4jSettings bridge(Duration patience) {
    return LangChain4jSettings.DEFAULT.withLimits(
        LangChain4jLimits.DEFAULT
            .withFirstToken(patience)
            .withIdle(patience)
            .withTotal(patience.plusMillis(500)));
  }

  /** LangChain4j gives no handle to stop a call that has not been answered at all. */
  private static Duration ownTimeout(Duration patience) {
    return patience.plusSeconds(2);
  }

  /** The JDK's client asks servers in clear for HTTP/2, which some do not stand. */
  private static JdkHttpClientBuilder http1() {
    return JdkHttpClient.builder()
        .httpClientBuilder(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1));
  }

  /** Whether replies come in pieces. */
  boolean streams() {
    return this != LANGCHAIN4J_BLOCKING;
  }

  /**
   * A client for a server.
   *
   * @param patience its limit for silence; a whole call may take 500 ms more
   */
  abstract LlmClient client(String baseUrl, Duration patience);
}
