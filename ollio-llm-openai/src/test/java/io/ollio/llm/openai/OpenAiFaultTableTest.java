package io.ollio.llm.openai;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.Cancellation;
import io.ollio.OllioException;
import io.ollio.llm.LlmListener;
import io.ollio.llm.LlmMessage;
import io.ollio.llm.LlmReply;
import io.ollio.llm.LlmRequest;
import io.ollio.llm.LlmRequest.ToolChoice;
import io.ollio.llm.StopReason;
import io.ollio.llm.TokenUsage;
import io.ollio.llm.ToolCall;
import io.ollio.llm.ToolSpec;
import io.ollio.testkit.leak.LeakCheck;
import io.ollio.testkit.llm.LlmScript;
import io.ollio.testkit.openai.FakeOpenAiServer;
import io.ollio.testkit.openai.OpenAiFault;
import io.ollio.testkit.openai.OpenAiScript;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every fault of the menu, and what the client makes of it. */
@ExtendWith(LeakCheck.class)
final class OpenAiFaultTableTest {
  private static final String FINE = "fine";

  /**
   * "fine" is the scripted reply in spite of all; else an exception, or what is odd in the reply.
   */
  private static final Map<String, String> OUTCOMES =
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
          entry("UnsupportedField", FINE),
          entry("InvalidRequest", "InvalidRequest"),
          entry("Redirect", "InvalidRequest"),
          entry("ResetBeforeHeaders", "ReplyBroken, retryable"),
          entry("CloseBeforeHeaders", "ReplyBroken, retryable"),
          entry("NoAnswer", "TimedOut, retryable"),
          entry("ResetMidBody", "ReplyBroken, retryable"),
          entry("CleanEndMidBody", "ReplyBroken, retryable"),
          entry("ErrorEvent", "ReplyBroken, retryable"),
          entry("Stall", "TimedOut, retryable"),
          entry("KeepAliveDrip", "TimedOut, retryable"),
          entry("EmptyEventDrip", "TimedOut, retryable"),
          entry("StalledRejection", "Overloaded, retryable"),
          entry("ResetAfterFinish", "fine, without usage"),
          entry("SilenceAfterFinish", "fine, without usage"),
          entry("MalformedArguments", "writeFile {\"path\": \"index.html\" oops"),
          entry("SchemaBreakingArguments", "writeFile {\"path\":123,\"content\":[\"no\"]}"),
          entry("UnknownTool", "deleteEverything {}"),
          entry("LengthInsideCall", "LENGTH after 41 characters of arguments"),
          entry("EmptyMessage", "nothing"),
          entry("SeveralCalls", "listFiles, readFile, listFiles"),
          entry("EmptyBody", "ReplyBroken, retryable"),
          entry("NoChoices", "ReplyBroken, retryable"),
          entry("HtmlPage", "ReplyBroken, retryable"),
          entry("BrokenEvent", "ReplyBroken, retryable"),
          entry("InterleavedCalls", FINE),
          entry("HugeReply", "ReplyBroken, retryable"),
          entry("CallsWithoutId", FINE),
          entry("CallsWithoutIndex", FINE),
          entry("CallsWithSameIndex", FINE),
          entry("CallsWithSameId", FINE),
          entry("CallsRepeatingNames", FINE),
          entry("CallsWithSplitNames", FINE),
          entry("CallsWithObjects", FINE),
          entry("AlwaysStop", FINE),
          entry("NoFinishReason", FINE),
          entry("NoEndMarker", FINE),
          entry("NotStreamed", FINE),
          entry("Crlf", FINE),
          entry("Cr", FINE),
          entry("MultiLineData", FINE),
          entry("OtherFields", FINE),
          entry("Comments", FINE),
          entry("ByteByByte", FINE));

  private static final Set<String> SILENT =
      Set.of("Stall", "KeepAliveDrip", "EmptyEventDrip", "StalledRejection", "SilenceAfterFinish");

  @Test
  void table_hasEveryFaultOfTheMenu() {
    Set<String> menu =
        OpenAiFault.menu().stream().map(OpenAiFault::name).collect(Collectors.toSet());

    assertThat(OUTCOMES.keySet()).isEqualTo(menu);
  }

  @ParameterizedTest
  @MethodSource("io.ollio.testkit.openai.OpenAiFault#menu")
  void complete_underAFault_endsAsTheTableSays(OpenAiFault fault) {
    try (FakeOpenAiServer server =
        FakeOpenAiServer.start(
            OpenAiScript.inOrder(script(fault), script(fault)).afterFaults(fault))) {
      assertThat(outcome(server, limitsFor(fault))).isEqualTo(OUTCOMES.get(fault.name()));
      assertThat(server.calls()).hasSize(fault.name().equals("UnsupportedField") ? 2 : 1);
    }
  }

  private static String outcome(FakeOpenAiServer server, OpenAiLimits limits) {
    OpenAiLlmClient client =
        new OpenAiLlmClient(
            OpenAiSettings.builder().baseUrl(server.baseUrl()).limits(limits).build());
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
    if (isFine(reply)) {
      boolean counted = new TokenUsage(100, 50, 20, 5).equals(reply.usage());
      return counted ? FINE : "fine, without usage";
    }
    return String.join(", ", calls.stream().map(ToolCall::name).toList());
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
        && calls.get(1).arguments().equals("{\"path\":\".\"}");
  }

  private static LlmScript script(OpenAiFault fault) {
    String[] pieces =
        fault.name().equals("CallsWithObjects")
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
        List.of(new ToolSpec("writeFile", "Writes", "{\"type\":\"object\"}")),
        ToolChoice.AUTO,
        0.7,
        4_000,
        Map.of());
  }

  private static OpenAiLimits limitsFor(OpenAiFault fault) {
    OpenAiLimits usual = OpenAiLimits.DEFAULT.withSizes(64 * 1024, 256 * 1024);
    Duration soon = Duration.ofMillis(200);
    if (fault.name().equals("NoAnswer")) {
      return usual.withFirstToken(soon);
    }
    return SILENT.contains(fault.name()) ? usual.withIdle(soon) : usual;
  }
}
