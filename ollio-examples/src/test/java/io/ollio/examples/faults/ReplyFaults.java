package io.ollio.examples.faults;

import static io.ollio.examples.faults.FaultCase.ALWAYS;
import static io.ollio.examples.faults.FaultCase.ends;
import static io.ollio.examples.faults.FaultCase.recovers;
import static io.ollio.examples.faults.FaultCase.stops;
import static io.ollio.examples.faults.FaultCase.unlessLast;

import io.ollio.examples.faults.FaultCase.OnTheWire;
import io.ollio.examples.faults.FaultCase.OneAfterOther;
import io.ollio.examples.faults.FaultCase.OtherCalls;
import io.ollio.examples.faults.FaultCase.WithTwoCalls;
import io.ollio.llm.StopReason;
import io.ollio.testkit.llm.LlmScript;
import io.ollio.testkit.openai.OpenAiFault;
import io.ollio.testkit.openai.RejectionFault;
import io.ollio.testkit.openai.ReplyFault;
import java.util.List;
import java.util.function.IntFunction;

/** Rows where the reply comes whole, but is not what the protocol or the tools want. */
final class ReplyFaults {
  private static final String RECOVER = "recover";

  private ReplyFaults() {}

  static List<FaultCase> calls() {
    return List.of(
        answered("malformed tool JSON once", ReplyFault.malformedArguments()),
        stuck("malformed tool JSON always", ReplyFault.malformedArguments()),
        answered("arguments break the schema", ReplyFault.schemaBreakingArguments()),
        stuck("arguments break the schema always", ReplyFault.schemaBreakingArguments()),
        answered("unknown tool", ReplyFault.unknownTool()),
        answered("tool throws", instead(LlmScript.ofToolCall("throwing", "{}"))),
        answered("tool hangs", instead(LlmScript.ofToolCall("hanging", "{}"))),
        answered("three tool calls in one message", ReplyFault.severalCalls()));
  }

  static List<FaultCase> finishes() {
    LlmScript cut = LlmScript.reply().text("I shall ").finish(StopReason.LENGTH);
    LlmScript filtered = LlmScript.reply().text("I am ").finish(StopReason.CONTENT_FILTER);
    return List.of(
        answered("finish `length` inside a call", ReplyFault.lengthInsideCall()),
        stuck("finish `length` inside a call always", ReplyFault.lengthInsideCall()),
        answered("finish `length` in a text", instead(cut)),
        FaultCase.of(
            "finish `content_filter`",
            1,
            instead(filtered),
            "fail typed, files kept",
            ends("failed REFUSED", 1, "")),
        FaultCase.of(
            "the same call for ever",
            ALWAYS,
            instead(LlmScript.ofToolCall("listFiles", "{}")),
            "stop early with the reason, files kept",
            // The fourth turn has made the call once before.
            turn -> stops("NO_PROGRESS", turn == SevenTurns.LAST ? 4 : 5).apply(turn)),
        FaultCase.of(
            "tool calls without end",
            ALWAYS,
            new OtherCalls(),
            "stop at the limit with a summary, files kept",
            turn -> stops("STEP_LIMIT", 22 - turn).apply(turn)));
  }

  static List<FaultCase> empties() {
    return List.of(
        answered("empty message", ReplyFault.emptyMessage()),
        FaultCase.of(
            "empty message always",
            ALWAYS,
            ReplyFault.emptyMessage(),
            "one nudge, then fail typed, files kept",
            ends("failed EMPTY_REPLY", 2, "")),
        ServerFaults.repeated("empty body", ReplyFault.emptyBody()),
        ServerFaults.repeated("no choices", ReplyFault.noChoices()),
        ServerFaults.repeated("200 with an HTML page", ReplyFault.htmlPage()),
        ServerFaults.lost(
            "200 with an HTML page always",
            new OnTheWire(ReplyFault.htmlPage()),
            "failed ReplyBroken"),
        ServerFaults.repeated("an event that is no JSON", ReplyFault.brokenEvent()));
  }

  static List<FaultCase> dialects() {
    IntFunction<String> againUnlessLast = unlessLast(ServerFaults.AGAIN_ONCE, recovers(0, ""));
    return List.of(
        dialect("tool call without id", "CallsWithoutId")
            .but(ModelKind.LANGCHAIN4J_BLOCKING, againUnlessLast),
        dialect("tool calls without index", "CallsWithoutIndex"),
        dialect("interleaved deltas of two calls", "InterleavedCalls")
            .but(ModelKind.LANGCHAIN4J_STREAMING, againUnlessLast),
        dialect("no finish reason, but the end marker", "NoFinishReason")
            .but(ModelKind.LANGCHAIN4J_STREAMING, ServerFaults.AGAIN_ONCE),
        dialect("one byte a packet", "ByteByByte"),
        dialect("JSON instead of a stream", "NotStreamed")
            .but(ModelKind.LANGCHAIN4J_STREAMING, ServerFaults.AGAIN_ONCE));
  }

  static List<FaultCase> sizes() {
    return List.of(
        answered("10 MB tool output", instead(LlmScript.ofToolCall("chatty", "{}"))),
        FaultCase.of(
            "10 MB tool output, then 400 context length",
            2,
            new OneAfterOther(
                List.of(
                    instead(LlmScript.ofToolCall("chatty", "{}")),
                    RejectionFault.contextTooLong())),
            "shorten, repeat once",
            recovers(2, "")),
        answered("1,000 tool calls in one reply", instead(thousandCalls())),
        ServerFaults.repeated("50 MB of text", instead(fiftyMegabytes())));
  }

  private static LlmScript fiftyMegabytes() {
    String[] pieces = new String[5_000];
    java.util.Arrays.fill(pieces, "endless ".repeat(1_250));
    return LlmScript.ofText(pieces);
  }

  private static LlmScript thousandCalls() {
    LlmScript script = LlmScript.reply();
    for (int i = 0; i < 1_000; i++) {
      script = script.callPiece(i, "call-" + i, "readFile", "{\"path\":\"index.html\"}");
    }
    return script.finish(StopReason.TOOL_CALLS);
  }

  /** The model hears of its fault and makes the turn's call anew. */
  private static FaultCase answered(String name, OpenAiFault fault) {
    return FaultCase.of(name, 1, fault, RECOVER, recovers(1, ""));
  }

  private static FaultCase stuck(String name, OpenAiFault fault) {
    return FaultCase.of(
        name, ALWAYS, fault, "stop early with the reason, files kept", stops("NO_PROGRESS", 5));
  }

  private static FaultCase dialect(String name, String fault) {
    return FaultCase.of(
        name, 1, new WithTwoCalls(OpenAiFault.named(fault)), RECOVER, recovers(0, ""));
  }

  private static OpenAiFault instead(LlmScript other) {
    return new ReplyFault.OtherReply("Instead", other);
  }
}
