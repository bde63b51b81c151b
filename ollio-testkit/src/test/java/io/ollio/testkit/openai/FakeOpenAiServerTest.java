package io.ollio.testkit.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ollio.llm.TokenUsage;
import io.ollio.testkit.leak.LeakCheck;
import io.ollio.testkit.llm.LlmGate;
import io.ollio.testkit.llm.LlmScript;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class FakeOpenAiServerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String USER = "{\"role\":\"user\",\"content\":\"hi\"}";
  private static final String ASSISTANT = "{\"role\":\"assistant\",\"content\":\"ho\"}";

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @RegisterExtension final LeakCheck leaks = LeakCheck.standard().allowing("HttpClient-");

  /** The rows of the catalogue of faults that a server can cause, and the menu's names for them. */
  private static final Map<String, List<String>> ROWS =
      Map.ofEntries(
          Map.entry("429", List.of("RateLimited", "QuotaUsedUp")),
          Map.entry("401", List.of("Unauthorized")),
          Map.entry("500, 502 HTML, 503", List.of("ServerError", "BadGatewayPage", "Unavailable")),
          Map.entry("reset before headers", List.of("ResetBeforeHeaders", "CloseBeforeHeaders")),
          Map.entry("reset mid-body", List.of("ResetMidBody")),
          Map.entry("clean end mid-body", List.of("CleanEndMidBody")),
          Map.entry("error event inside a 200 stream", List.of("ErrorEvent")),
          Map.entry("stall, no answer, drip", List.of("Stall", "NoAnswer", "KeepAliveDrip")),
          Map.entry("malformed tool JSON", List.of("MalformedArguments")),
          Map.entry("arguments break the schema", List.of("SchemaBreakingArguments")),
          Map.entry("unknown tool", List.of("UnknownTool")),
          Map.entry("finish length inside a call", List.of("LengthInsideCall")),
          Map.entry("empty message, body", List.of("EmptyMessage", "EmptyBody")),
          Map.entry("no choices, 200 HTML page", List.of("NoChoices", "HtmlPage")),
          Map.entry("call without id, index", List.of("CallsWithoutId", "CallsWithoutIndex")),
          Map.entry("interleaved deltas", List.of("InterleavedCalls")),
          Map.entry("three tool calls in one message", List.of("SeveralCalls")),
          Map.entry("huge output", List.of("HugeReply")),
          Map.entry("400 context length", List.of("ContextTooLong")));

  @Test
  void menu_hasEveryRowOfTheCatalogue() {
    List<String> menu = OpenAiFault.menu().stream().map(OpenAiFault::name).toList();

    assertThat(menu).doesNotHaveDuplicates();
    assertThat(menu).containsAll(ROWS.values().stream().flatMap(List::stream).toList());
  }

  @Test
  void named_findsByNameOrSaysThatThereIsNone() {
    assertThat(OpenAiFault.named("ResetMidBody")).isEqualTo(new ConnectionFault.ResetMidBody(1));
    assertThatThrownBy(() -> OpenAiFault.named("Flood"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("No fault is named Flood");
  }

  @Test
  void post_streaming_sendsTheProtocolsEvents() throws Exception {
    LlmScript script =
        LlmScript.reply().text("So").toolCall("a", "{}").usage(new TokenUsage(4, 1, 2, 0)).stop();
    try (FakeOpenAiServer server = FakeOpenAiServer.start(OpenAiScript.inOrder(script))) {
      List<String> events = eventsOf(post(server, "\"stream\":true," + usage(), USER).body());

      assertThat(events).hasSize(6).last().isEqualTo("[DONE]");
      assertThat(json(events.get(0)).at("/choices/0/delta/content").asText()).isEqualTo("So");
      assertThat(json(events.get(1)).at("/choices/0/delta/tool_calls/0").toString())
          .isEqualTo(
              "{\"index\":0,\"id\":\"call-0\",\"type\":\"function\",\"function\":{\"name\":\"a\",\"arguments\":\"\"}}");
      assertThat(json(events.get(3)).at("/choices/0/finish_reason").asText())
          .isEqualTo("tool_calls");
      assertThat(json(events.get(4)).at("/usage/prompt_tokens_details/cached_tokens").asInt())
          .isEqualTo(1);
    }
  }

  @Test
  void post_notStreaming_sendsOneObject() throws Exception {
    try (FakeOpenAiServer server =
        FakeOpenAiServer.start(OpenAiScript.inOrder(LlmScript.ofToolCall("a", "{}")))) {
      JsonNode body = json(post(server, "", USER).body());

      assertThat(body.at("/choices/0/message/tool_calls/0/function/name").asText()).isEqualTo("a");
      assertThat(body.at("/choices/0/message/content").isNull()).isTrue();
    }
  }

  @Test
  void post_withoutAskingForUsage_getsNone() throws Exception {
    LlmScript script = LlmScript.reply().text("a").usage(new TokenUsage(4, 1, 2, 0)).stop();
    try (FakeOpenAiServer server = FakeOpenAiServer.start(OpenAiScript.inOrder(script))) {
      assertThat(post(server, "\"stream\":true,", USER).body()).doesNotContain("usage");
    }
  }

  @Test
  void calls_areCountedByConversationTurnAndAttempt() throws Exception {
    OpenAiScript script =
        OpenAiScript.byTurn(LlmScript.ofText("one"), LlmScript.ofText("two"))
            .withFault(2, 1, RejectionFault.unavailable());
    try (FakeOpenAiServer server = FakeOpenAiServer.start(script)) {
      assertThat(post(server, "", USER).body()).contains("one");
      assertThat(post(server, "", USER, ASSISTANT).statusCode()).isEqualTo(503);
      assertThat(post(server, "", USER, ASSISTANT).body()).contains("two");
      assertThat(post(server, "", USER, ASSISTANT, ASSISTANT).body()).contains("unscripted");

      assertThat(server.calls()).extracting(OpenAiCall::turn).containsExactly(1, 2, 2, 3);
      assertThat(server.calls()).extracting(OpenAiCall::attempt).containsExactly(1, 1, 2, 1);
      assertThat(server.callCount("hi", 2)).isEqualTo(2);
      assertThat(get(server, "/fake/calls")).isEqualTo("{\"hi\":{\"1\":1,\"2\":2,\"3\":1}}");
    }
  }

  @Test
  void afterFaults_playsThemOnceInOrder() throws Exception {
    OpenAiScript script =
        OpenAiScript.byTurn(LlmScript.ofText("one"))
            .afterFaults(RejectionFault.unauthorized(), RejectionFault.serverError());
    try (FakeOpenAiServer server = FakeOpenAiServer.start(script)) {
      assertThat(
              Stream.of(post(server, "", USER), post(server, "", USER), post(server, "", USER))
                  .map(HttpResponse::statusCode))
          .containsExactly(401, 500, 200);
    }
  }

  @Test
  void awaitClosed_clientGoesAwayInAStall_returns() throws Exception {
    try (FakeOpenAiServer server =
        FakeOpenAiServer.start(OpenAiScript.always(new ConnectionFault.NoAnswer()))) {
      Socket socket = send(server);
      OpenAiCall call = server.awaitCall(1, PATIENCE);
      assertThat(call.isClosed()).isFalse();

      socket.close();

      assertThat(call.awaitClosed(PATIENCE)).isPositive();
    }
  }

  @Test
  void awaitClosed_clientStays_failsTheTest() throws Exception {
    LlmGate gate = new LlmGate();
    try (FakeOpenAiServer server =
            FakeOpenAiServer.start(OpenAiScript.inOrder(LlmScript.reply().hold(gate).stop()));
        Socket socket = send(server)) {
      gate.awaitReached(PATIENCE);

      assertThatThrownBy(() -> server.lastCall().awaitClosed(Duration.ofMillis(20)))
          .isInstanceOf(AssertionError.class)
          .hasMessageStartingWith("The connection of model call 1 is still open");
      assertThat(socket.isClosed()).isFalse();
    }
  }

  @Test
  void resetBeforeHeaders_isSeenAsAReset() throws Exception {
    try (FakeOpenAiServer server =
            FakeOpenAiServer.start(OpenAiScript.always(new ConnectionFault.ResetBeforeHeaders()));
        Socket socket = send(server)) {
      assertThat(catchThrowable(() -> socket.getInputStream().read()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("reset");
    }
  }

  @Test
  void close_endsConnectionsThatStillWait() throws Exception {
    FakeOpenAiServer server =
        FakeOpenAiServer.start(OpenAiScript.always(new ConnectionFault.NoAnswer()));
    try (Socket socket = send(server)) {
      server.awaitCall(1, PATIENCE);

      server.close();

      assertThat(socket.getInputStream().read()).isEqualTo(-1);
      assertThat(server.openConnections()).isZero();
    }
  }

  @Test
  void otherPath_isNotFound() throws Exception {
    try (FakeOpenAiServer server = FakeOpenAiServer.start(OpenAiScript.byTurn(List.of()))) {
      assertThat(get(server, "/v1/models")).isEqualTo("404 page not found");
      assertThatThrownBy(server::lastCall).hasMessage("No model call has come yet");
    }
  }

  @Test
  void process_scriptFile_isRead() throws Exception {
    OpenAiScript script =
        FakeOpenAiProcess.scriptOf(
            json(
                """
                {"turns":[{"text":"I begin","calls":[{"name":"w","arguments":{"path":"a-long-name.html"}}]},
                          {"text":"Done"}],
                 "faults":[{"turn":2,"fault":"Unavailable"}]}
                """));
    try (FakeOpenAiServer server = FakeOpenAiServer.start(script)) {
      assertThat(post(server, "", USER).body())
          .contains("I begin", "{\\\"path\\\":\\\"a-long-name.html\\\"}");
      assertThat(post(server, "", USER, ASSISTANT).statusCode()).isEqualTo(503);
      assertThat(post(server, "", USER, ASSISTANT).body()).contains("Done");
    }
  }

  private static String usage() {
    return "\"stream_options\":{\"include_usage\":true},";
  }

  private static HttpResponse<String> post(
      FakeOpenAiServer server, String fields, String... messages)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.baseUrl() + "/chat/completions"))
            .version(HttpClient.Version.HTTP_1_1)
            .POST(BodyPublishers.ofString(body(fields, messages)))
            .build();
    return HTTP.send(request, BodyHandlers.ofString());
  }

  private static String body(String fields, String... messages) {
    return "{\"model\":\"m\"," + fields + "\"messages\":[" + String.join(",", messages) + "]}";
  }

  private static String get(FakeOpenAiServer server, String path)
      throws IOException, InterruptedException {
    URI address = URI.create(server.baseUrl()).resolve(path);
    HttpRequest request =
        HttpRequest.newBuilder(address).version(HttpClient.Version.HTTP_1_1).build();
    return HTTP.send(request, BodyHandlers.ofString()).body();
  }

  /** A call on a bare socket that the test can look at. */
  private static Socket send(FakeOpenAiServer server) throws IOException {
    Socket socket =
        new Socket(
            InetAddress.getByAddress(new byte[] {127, 0, 0, 1}),
            URI.create(server.baseUrl()).getPort());
    String body = body("", USER);
    String head = "POST /v1/chat/completions HTTP/1.1\r\nContent-Length: " + body.length();
    socket.getOutputStream().write((head + "\r\n\r\n" + body).getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static List<String> eventsOf(String body) {
    return body.lines()
        .filter(line -> line.startsWith("data: "))
        .map(line -> line.substring(6))
        .toList();
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text);
  }
}
