package io.ollio.llm.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.exception.UnresolvedModelServerException;
import dev.langchain4j.exception.UnsupportedFeatureException;
import io.ollio.OllioException;
import io.ollio.OperationCancelled;
import io.ollio.llm.LlmMessage;
import io.ollio.llm.LlmRequest;
import io.ollio.rejection.Redactor;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class FailuresTest {
  private static final String PROMPT = "Violet teapots at dawn, please, by the river";

  private final Failures failures =
      new Failures(
          "Model m through LangChain4j (other)",
          true,
          new Redactor(LlmRequest.of(new LlmMessage.User(PROMPT)), List.of()));

  static Stream<Arguments> table() {
    return Stream.of(
        arguments(new RateLimitException("slow down"), "RateLimited, retryable"),
        arguments(new RateLimitException("insufficient_quota"), "RateLimited"),
        arguments(new AuthenticationException("no"), "AuthenticationFailed"),
        arguments(new ModelNotFoundException("no"), "ModelNotFound"),
        arguments(new ContentFilteredException("no"), "ContentFiltered"),
        arguments(new InvalidRequestException("no"), "InvalidRequest"),
        arguments(new InvalidRequestException("prompt is too long: 9 > 8"), "ContextTooLong"),
        arguments(new InvalidRequestException("does not support tools"), "InvalidRequest"),
        arguments(new UnsupportedFeatureException("no images"), "InvalidRequest"),
        arguments(new InternalServerException("oops"), "Overloaded, retryable"),
        arguments(new TimeoutException("60 s"), "TimedOut, retryable"),
        arguments(
            new TimeoutException(new HttpConnectTimeoutException("connect")),
            "Unreachable, retryable"),
        arguments(new UnresolvedModelServerException("no"), "Unreachable, retryable"),
        arguments(http(403, "{}"), "AuthenticationFailed"),
        arguments(http(404, "404 page not found"), "InvalidRequest"),
        arguments(http(429, "{\"error\":{\"code\":\"x\"}}"), "RateLimited, retryable"),
        arguments(http(402, "pay"), "RateLimited"),
        arguments(http(413, "big"), "ContextTooLong"),
        arguments(http(529, "overloaded"), "Overloaded, retryable"),
        arguments(http(407, "login"), "AuthenticationFailed"),
        arguments(new RuntimeException(new ConnectException("refused")), "Unreachable, retryable"),
        arguments(new RuntimeException(new UnknownHostException("x")), "Unreachable, retryable"),
        arguments(
            new RuntimeException(new SSLHandshakeException("cert")), "Unreachable, retryable"),
        arguments(new RuntimeException(new HttpTimeoutException("x")), "TimedOut, retryable"),
        arguments(new RuntimeException(new IOException("closed")), "ReplyBroken, retryable"),
        arguments(
            new RuntimeException("{\"error\":{\"message\":\"oops\"}}"), "ReplyBroken, retryable"),
        arguments(
            new RuntimeException("{\"error\":{\"code\":\"insufficient_quota\"}}"), "RateLimited"),
        arguments(new IllegalArgumentException("messages cannot be empty"), "InvalidRequest"),
        arguments(new LangChain4jException("odd"), "ReplyBroken, retryable"),
        arguments(new NullPointerException(), "ReplyBroken, retryable"));
  }

  @ParameterizedTest
  @MethodSource("table")
  void failure_ofAnyKind_isTyped(Exception thrown, String outcome) {
    OllioException failure = (OllioException) failures.of(thrown, false);

    assertThat(failure.code() + (failure.isRetryable() ? ", retryable" : "")).isEqualTo(outcome);
    assertThat(failure).hasMessageStartingWith("Model m through LangChain4j (other) ");
    assertThat(failure.getCause()).isSameAs(thrown);
  }

  @Test
  void connection_lostInTheMiddle_isABrokenReply() {
    OllioException failure =
        (OllioException) failures.of(new RuntimeException(new ConnectException("reset")), true);

    assertThat(failure.code()).isEqualTo("ReplyBroken");
  }

  @Test
  void rejection_withCodeAndWords_isQuoted() {
    Throwable failure =
        failures.of(
            http(
                404,
                "{\"error\":{\"message\":\"The model `m` does not exist\",\"code\":\"nope\"}}"),
            false);

    assertThat(failure)
        .hasMessage(
            "Model m through LangChain4j (other) does not exist: check its name, and whether the"
                + " key may use it, HTTP 404 nope: The model `m` does not exist");
  }

  @Test
  void rejection_thatRepeatsThePrompt_showsItNeitherHereNorInTheCause() {
    Throwable failure = failures.of(new InvalidRequestException("Bad: " + PROMPT), false);

    assertThat(failure)
        .hasMessageNotContaining("teapots")
        .hasMessageContaining("InvalidRequestException")
        .hasNoCause();
  }

  @Test
  void rejection_withAKey_showsItNeitherHereNorInTheCause() {
    Throwable failure =
        failures.of(new AuthenticationException("Bad key sk-proj-Abc123Def456Ghi789"), false);

    assertThat(failure).hasMessageNotContaining("Abc123").hasNoCause();
  }

  @Test
  void failure_ofOllioItself_isLeftAsItIs() {
    OperationCancelled thrown = new OperationCancelled("The host stopped it");

    assertThat(failures.of(thrown, true)).isSameAs(thrown);
  }

  private static RuntimeException http(int status, String body) {
    return new LangChain4jException(new HttpException(status, body));
  }
}
