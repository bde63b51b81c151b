package io.ollio.llm.langchain4j;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.Cancellation;
import io.ollio.OllioException;
import io.ollio.llm.LlmClient;
import io.ollio.llm.LlmListener;
import io.ollio.llm.LlmMessage;
import io.ollio.llm.LlmReply;
import io.ollio.llm.LlmRequest;
import io.ollio.llm.LlmRequest.ToolChoice;
import io.ollio.llm.StopReason;
import io.ollio.llm.TokenUsage;
import io.ollio.llm.ToolCall;
import io.ollio.llm.ToolSpec;
import io.ollio.testkit.llm.LlmScript;
import io.ollio.testkit.openai.FakeOpenAiServer;
import io.ollio.testkit.openai.OpenAiFault;
import io.ollio.testkit.openai.OpenAiScript;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every fault of the menu, and what the bridge makes of it on LangChain4j's own OpenAI models.
 * Where {@code OpenAiLlmClient} does better, the cause is above the bridge: LangChain4j tells of an
 * end only when the connection has ended, repeats no call without a rejected field, and reads
 * strictly.
 */
final class OpenAiFaultTableTest {
  private static final String FINE = "fine";
  private static final String BROKEN = "ReplyBroken, retryable";
  private static final String TIMED_OUT = "TimedOut, retryable";

  /** "fine" is the scripted reply in spite of all; else an exception, or what is odd in it. */
  private static final Map<String, String> STREAMING =
      Map.ofEntries(
          entry("RateLimited", "RateLimited, retryable"),
          entry("QuotaUsedUp", "RateLimited"),
          entry("Unauthorized", "AuthenticationFailed"),
          entry("Forbidden", "AuthenticationFailed"),
          entry("ServerError", "Overloaded, retryable"),
          entry("BadGatewayPage", "Overloaded, retryable"),
          entry("Unavailable", "Overloaded, retryable"),
          entry("ContextTooLong", "ContextTooLong"),
          entry("ContentFiltered", "ContentFiltered"),
          entry("UnknownModel", "ModelNotFound"),
          entry("WrongPath", "InvalidRequest"),
          entry("NoToolSupport", "InvalidRequest"),
          entry("UnsupportedField", "InvalidRequest"),
          entry("InvalidRequest", "InvalidRequest"),
          entry("Redirect", "InvalidRequest"),
          entry("ResetBeforeHeaders", BROKEN),
          entry("CloseBeforeHeaders", BROKEN),
          entry("NoAnswer", TIMED_OUT),
          entry("ResetMidBody", BROKEN),
          entry("CleanEndMidBody", BROKEN),
          entry("ErrorEvent", BROKEN),
          entry("Stall", TIMED_OUT),
          entry("KeepAliveDrip", TIMED_OUT),
          entry("EmptyEventDrip", TIMED_OUT),
          entry("StalledRejection", TIMED_OUT),
          entry("ResetAfterFinish", BROKEN),
          entry("SilenceAfterFinish", TIMED_OUT),
          entry("MalformedArguments", "writeFile {\"path\": \"index.html\" oops"),
          entry("SchemaBreakingArguments", "writeFile {\"path\":123,\"content\":[\"no\"]}"),
          entry("UnknownTool", "deleteEverything {}"),
          entry("LengthInsideCall", "LENGTH after 41 characters of arguments"),
          entry("EmptyMessage", "nothing"),
          entry("SeveralCalls", "listFiles, readFile, listFiles"),
          entry("EmptyBody", BROKEN),
          entry("NoChoices", BROKEN),
          entry("HtmlPage", BROKEN),
          entry("BrokenEvent", BROKEN),
          entry("InterleavedCalls", BROKEN),
          entry("HugeReply", BROKEN),
          entry("CallsWithoutId", FINE),
          entry("CallsWithoutIndex", FINE),
          entry("CallsWithSameIndex", FINE),
          entry("CallsWithSameId", FINE),
          entry("CallsRepeatingNames", FINE),
          entry("CallsWithSplitNames", FINE),
          entry("CallsWithObjects", BROKEN),
          entry("AlwaysStop", FINE),
          entry("NoFinishReason", FINE),
          entry("NoEndMarker", FINE),
          entry("NotStreamed", BROKEN),
          entry("Crlf", FINE),
          entry("Cr", FINE),
          entry("MultiLineData", FINE),
          entry("OtherFields", FINE),
          entry("Comments", FINE),
          entry("ByteByByte", FINE));

  /** Where a blocking model, which asks for the reply in one piece, ends in another way. */
  private static final Map<String, String> BLOCKING =
      Map.of(
          "ResetAfterFinish", FINE,
          "SilenceAfterFinish", FINE,
          "InterleavedCalls", FINE,
          "CallsWithoutId", BROKEN,
          "NotStreamed", FINE);

  private static final Set<String> SILENT =
      Set.of(
          "NoAnswer",
          "Stall",
          "KeepAliveDrip",
          "EmptyEventDrip",
          "StalledRejection",
          "SilenceAfterFinish");

  /** So that no short limit of a test falls on the loading of LangChain4j's classes. */
  @BeforeAll
  static void warmUp() {
    try (FakeOpenAiServer server = FakeOpenAiServer.start(OpenAiScript.inOrder(script("any")))) {
      assertThat(outcome(streaming(server, LangChain4jLimits.DEFAULT))).isEqualTo(FINE);
    }
  }

  @Test
  void table_hasEveryFaultOfTheMenu() {
    Set<String> menu =
        OpenAiFault.menu().stream().map(OpenAiFault::name).collect(Collectors.toSet());

    assertThat(STREAMING.keySet()).isEqualTo(menu);
  }

  @ParameterizedTest
  @MethodSource("io.ollio.testkit.openai.OpenAiFault#menu")
  void streamingModel_underAFault_endsAsTheTableSays(OpenAiFault fault) {
    LangChain4jLimits limits = LangChain4jLimits.DEFAULT.withMaxReplyChars(256 * 1024);
    Duration soon = Duration.ofMillis(400);
    if (SILENT.contains(fault.name())) {
      limits = limits.withFirstToken(soon).withIdle(soon);
    }
    try (FakeOpenAiServer server = server(fault)) {
      assertThat(outcome(streaming(server, limits))).isEqualTo(STREAMING.get(fault.name()));
      assertThat(server.calls()).hasSize(1);
    }
  }

  @ParameterizedTest
  @MethodSource("forBlockingModels")
  void blockingModel_underAFault_endsAsTheTableSays(OpenAiFault fault) {
    LangChain4jLimits limits = LangChain4jLimits.DEFAULT;
    if (SILENT.contains(fault.name()) && !BLOCKING.containsKey(fault.name())) {
      limits = limits.withTotal(Duration.ofMillis(800));
    }
    try (FakeOpenAiServer server = server(fault)) {
      assertThat(outcome(blocking(server, limits)))
          .isEqualTo(BLOCKING.getOrDefault(fault.name(), STREAMING.get(fault.name())));
      assertThat(server.calls()).hasSize(1);
    }
  }

  /**
   * Without the endless text, a hundred megabytes of which the server would have to build first.
   */
  static List<OpenAiFault> forBlockingModels() {
    return OpenAiFault.menu().stream().filter(fault -> !fault.name().equals("HugeReply")).toList();
  }

  private static FakeOpenAiServer server(OpenAiFault fault) {
    LlmScript script = script(fault.name());
    return FakeOpenAiServer.start(OpenAiScript.inOrder(script, script).afterFaults(fault));
  }

  private static LlmClient streaming(FakeOpenAiServer server, LangChain4jLimits limits) {
    return LangChain4jLlmClient.streaming(
        OpenAiModels.streaming(server.baseUrl(), "k"), OpenAiModels.openAi().withLimits(limits));
  }

  private static LlmClient blocking(FakeOpenAiServer server, LangChain4jLimits limits) {
    return LangChain4jLlmClient.blocking(
        OpenAiModels.blocking(server.baseUrl(), "k"), OpenAiModels.openAi().withLimits(limits));
  }

  private static String outcome(LlmClient client) {
    try {
      return describe(client.complete(request(), LlmListener.SILENT, Cancellation.none()));
    } catch (OllioException e) {
      return e.code() + (e.isRetryable() ? ", retryable" : "");
    }
  }

  private static String describe(LlmReply reply) {
    List<ToolCall> calls = reply.toolCalls();
    if (reply.stopReason() == StopReason.LENGTH) {
      return "LENGTH after " + calls.get(0).arguments().length() + " characters of arguments";
    }
    if (calls.isEmpty() && reply.text().isEmpty()) {
      return "nothing";
    }
    if (calls.size() == 1) {
      return calls.get(0).name() + " " + calls.get(0).arguments();
    }
    return isFine(reply) ? FINE : String.join(", ", calls.stream().map(ToolCall::name).toList());
  }

  private static boolean isFine(LlmReply reply) {
    List<ToolCall> calls = reply.toolCalls();
    return reply.text().equals("I write – ünd list 🎉")
        && reply.stopReason() == StopReason.TOOL_CALLS
        && calls.size() == 2
        && calls.stream().map(ToolCall::id).distinct().count() == 2
        && calls.get(0).name().equals("writeFile")
        && calls.get(0).arguments().equals("{\"path\":\"a.html\",\"content\":\"ü\"}")
        && calls.get(1).name().equals("listFiles")
        && calls.get(1).arguments().equals("{\"path\":\".\"}")
        && new TokenUsage(100, 50, 20, 5).equals(reply.usage());
  }

  private static LlmScript script(String fault) {
    String[] pieces =
        fault.equals("CallsWithObjects")
            ? new String[] {"{\"path\":\"a.html\",\"content\":\"ü\"}"}
            : new String[] {"{\"path\":", "\"a.html\",", "\"content\":\"ü\"}"};
    return LlmScript.reply()
        .text("I write – ünd")
        .text(" list 🎉")
        .toolCall("writeFile", pieces)
        .toolCall("listFiles", "{\"path\":\".\"}")
        .usage(new TokenUsage(100, 50, 20, 5))
        .stop();
  }

  private static LlmRequest request() {
    return new LlmRequest(
        "some-model",
        List.of(new LlmMessage.User("Write a page")),
        List.of(
            new ToolSpec("writeFile", "Writes", "{\"type\":\"object\"}"),
            new ToolSpec("listFiles", "Lists", "{\"type\":\"object\"}")),
        ToolChoice.AUTO,
        0.7,
        4_000,
        Map.of());
  }
}
