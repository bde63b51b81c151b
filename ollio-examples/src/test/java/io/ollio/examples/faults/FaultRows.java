package io.ollio.examples.faults;

import static io.ollio.examples.faults.FaultCase.ALWAYS;
import static io.ollio.testkit.openai.RejectionFault.WaitForm.SECONDS;

import io.ollio.examples.faults.FaultCase.UserCancels;
import io.ollio.examples.faults.FaultCase.WithTwoCalls;
import io.ollio.examples.faults.FaultCase.WrongAddress;
import io.ollio.llm.StopReason;
import io.ollio.testkit.llm.LlmScript;
import io.ollio.testkit.openai.ConnectionFault.BodyEnd;
import io.ollio.testkit.openai.ConnectionFault.CleanEndMidBody;
import io.ollio.testkit.openai.ConnectionFault.CloseBeforeHeaders;
import io.ollio.testkit.openai.ConnectionFault.EmptyEventDrip;
import io.ollio.testkit.openai.ConnectionFault.ErrorEvent;
import io.ollio.testkit.openai.ConnectionFault.KeepAliveDrip;
import io.ollio.testkit.openai.ConnectionFault.NoAnswer;
import io.ollio.testkit.openai.ConnectionFault.ResetAfterFinish;
import io.ollio.testkit.openai.ConnectionFault.ResetBeforeHeaders;
import io.ollio.testkit.openai.ConnectionFault.ResetMidBody;
import io.ollio.testkit.openai.ConnectionFault.SilenceAfterFinish;
import io.ollio.testkit.openai.ConnectionFault.Stall;
import io.ollio.testkit.openai.OpenAiFault;
import io.ollio.testkit.openai.RejectionFault;
import io.ollio.testkit.openai.ReplyFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The rows of the matrix, with what each cell must show. */
final class FaultRows {
  private static final String RECOVER = "recover";
  private static final String AGAIN = "recover by repeating the turn";
  private static final String TYPED = "fail typed, files kept";
  private static final String STUCK = "stop early with the reason, files kept";
  private static final Duration TICK = Duration.ofMillis(20);

  private FaultRows() {}

  static List<FaultCase> all() {
    List<FaultCase> rows = new ArrayList<>();
    rows.addAll(rejections());
    rows.addAll(connections());
    rows.addAll(silences());
    rows.addAll(endlessSilences());
    rows.addAll(calls());
    rows.addAll(replies());
    rows.addAll(dialects());
    rows.addAll(sizes());
    return rows;
  }

  private static List<FaultCase> rejections() {
    return List.of(
        FaultCase.of(
            "429 once, Retry-After 2",
            1,
            RejectionFault.rateLimited(Duration.ofSeconds(2), SECONDS),
            "recover, waiting as told",
            "recovered, 8 calls, waits 2 s"),
        FaultCase.of(
            "429 three times, Retry-After 1",
            3,
            RejectionFault.rateLimited(Duration.ofSeconds(1), SECONDS),
            RECOVER,
            "recovered, 10 calls, waits 3 s"),
        FaultCase.of(
            "429 for ever, Retry-After 1",
            ALWAYS,
            RejectionFault.rateLimited(Duration.ofSeconds(1), SECONDS),
            TYPED,
            "failed RateLimited, 0 files, 4 calls, waits 3 s",
            "failed RateLimited, 2 files, 6 calls, waits 3 s",
            "failed RateLimited, 3 files, 10 calls, waits 3 s"),
        FaultCase.of(
            "429, Retry-After one hour",
            ALWAYS,
            RejectionFault.rateLimited(Duration.ofHours(1), SECONDS),
            "fail at once rather than wait an hour",
            "failed RateLimited, 0 files, 1 call",
            "failed RateLimited, 2 files, 3 calls",
            "failed RateLimited, 3 files, 7 calls"),
        FaultCase.of(
            "429, the account has no money",
            ALWAYS,
            RejectionFault.quotaUsedUp(),
            "fail at once, typed, no retry",
            "failed RateLimited, 0 files, 1 call",
            "failed RateLimited, 2 files, 3 calls",
            "failed RateLimited, 3 files, 7 calls"),
        FaultCase.of(
            "401",
            ALWAYS,
            RejectionFault.unauthorized(),
            "fail at once, typed, no retry",
            "failed AuthenticationFailed, 0 files, 1 call",
            "failed AuthenticationFailed, 2 files, 3 calls",
            "failed AuthenticationFailed, 3 files, 7 calls"),
        retried("500 three times", RejectionFault.serverError()),
        retried("502 with an HTML page three times", RejectionFault.badGatewayPage()),
        retried("503 three times", RejectionFault.unavailable()),
        FaultCase.of(
            "503 for ever",
            ALWAYS,
            RejectionFault.unavailable(),
            TYPED,
            "failed Overloaded, 0 files, 4 calls, waits 3.5 s",
            "failed Overloaded, 2 files, 6 calls, waits 3.5 s",
            "failed Overloaded, 3 files, 10 calls, waits 3.5 s"));
  }

  private static FaultCase retried(String name, OpenAiFault fault) {
    return FaultCase.of(name, 3, fault, RECOVER, "recovered, 10 calls, waits 3.5 s");
  }

  private static List<FaultCase> connections() {
    String error =
        "{\"error\":{\"message\":\"The server had an error\",\"type\":\"server_error\"}}";
    return List.of(
        repeated("connection refused once", new WrongAddress(FaultRows::closedPort)),
        FaultCase.of(
            "connection refused for ever",
            ALWAYS,
            new WrongAddress(FaultRows::closedPort),
            TYPED,
            "failed Unreachable, 0 files, 4 calls, waits 3.5 s",
            "failed Unreachable, 2 files, 6 calls, waits 3.5 s",
            "failed Unreachable, 3 files, 10 calls, waits 3.5 s"),
        repeated(
            "DNS failure once", new WrongAddress(address -> "http://no-such-host.invalid/v1")),
        repeated(
            "TLS failure once",
            new WrongAddress(address -> address.replace("http://", "https://"))),
        repeated("reset before headers", new ResetBeforeHeaders()),
        repeated("end before headers", new CloseBeforeHeaders()),
        repeated("reset mid-body", new ResetMidBody(2)),
        repeated("clean end mid-body", new CleanEndMidBody(2, BodyEnd.LAST_CHUNK)),
        repeated(
            "clean end mid-body, last chunk missing",
            new CleanEndMidBody(2, BodyEnd.MISSING_LAST_CHUNK)),
        repeated(
            "clean end mid-body, length unknown", new CleanEndMidBody(2, BodyEnd.CLOSE_DELIMITED)),
        repeated("error event inside a 200 stream", new ErrorEvent(2, error)),
        FaultCase.of(
            "reset after the finish reason",
            1,
            new ResetAfterFinish(),
            "count the reply as whole",
            "recovered, 7 calls"),
        FaultCase.of(
            "the user cancels mid-body",
            1,
            new UserCancels(),
            "cancel, files kept",
            "cancelled, 0 files, 1 call",
            "cancelled, 2 files, 3 calls",
            "cancelled, 3 files, 7 calls"));
  }

  private static String closedPort(String address) {
    return "http://127.0.0.1:9/v1";
  }

  private static FaultCase repeated(String name, OpenAiFault fault) {
    return repeated(name, new FaultCase.OnTheWire(fault));
  }

  private static FaultCase repeated(String name, FaultCase.Trouble trouble) {
    return FaultCase.of(name, 1, trouble, AGAIN, "recovered, 8 calls, waits 0.5 s");
  }

  private static List<FaultCase> silences() {
    LlmScript slow = LlmScript.reply();
    for (int i = 0; i < 2_000; i++) {
      slow = slow.text("drip ").pause(TICK);
    }
    return List.of(
        repeated("stall mid-body", new Stall(2)).impatient(),
        repeated("no answer", new NoAnswer()).impatient(),
        repeated("keep-alive drip", new KeepAliveDrip(2, TICK)).impatient(),
        repeated("drip of empty events", new EmptyEventDrip(2, TICK)).impatient(),
        repeated("slow drip of text without end", new ReplyFault.OtherReply("SlowDrip", slow))
            .impatient(),
        FaultCase.of(
                "silence after the finish reason",
                1,
                new SilenceAfterFinish(),
                "count the reply as whole",
                "recovered, 7 calls")
            .impatient());
  }

  private static List<FaultCase> endlessSilences() {
    return List.of(
        FaultCase.of(
                "stall mid-body for ever",
                ALWAYS,
                new Stall(2),
                TYPED,
                "failed TimedOut, 0 files, 4 calls, waits 3.5 s",
                "failed TimedOut, 2 files, 6 calls, waits 3.5 s",
                "failed TimedOut, 3 files, 10 calls, waits 3.5 s")
            .impatient());
  }

  private static List<FaultCase> calls() {
    return List.of(
        answered("malformed tool JSON once", ReplyFault.malformedArguments()),
        stuck("malformed tool JSON always", ReplyFault.malformedArguments()),
        answered("arguments break the schema", ReplyFault.schemaBreakingArguments()),
        stuck("arguments break the schema always", ReplyFault.schemaBreakingArguments()),
        answered("unknown tool", ReplyFault.unknownTool()),
        answered("tool throws", instead(LlmScript.ofToolCall("throwing", "{}"))),
        answered("tool hangs", instead(LlmScript.ofToolCall("hanging", "{}"))),
        answered("finish `length` inside a call", ReplyFault.lengthInsideCall()),
        stuck("finish `length` inside a call always", ReplyFault.lengthInsideCall()),
        answered("three tool calls in one message", ReplyFault.severalCalls()),
        FaultCase.of(
            "the same call for ever",
            ALWAYS,
            instead(LlmScript.ofToolCall("listFiles", "{}")),
            STUCK,
            "failed NO_PROGRESS, 0 files, 5 calls",
            "failed NO_PROGRESS, 2 files, 7 calls",
            "succeeded NO_PROGRESS, 3 files, 10 calls"));
  }

  private static FaultCase answered(String name, OpenAiFault fault) {
    return FaultCase.of(name, 1, fault, RECOVER, "recovered, 8 calls");
  }

  private static FaultCase stuck(String name, OpenAiFault fault) {
    return FaultCase.of(
        name,
        ALWAYS,
        fault,
        STUCK,
        "failed NO_PROGRESS, 0 files, 5 calls",
        "failed NO_PROGRESS, 2 files, 7 calls",
        "succeeded NO_PROGRESS, 3 files, 11 calls");
  }

  private static OpenAiFault instead(LlmScript other) {
    return new ReplyFault.OtherReply("Instead", other);
  }

  private static List<FaultCase> replies() {
    return List.of(
        answered("empty message", ReplyFault.emptyMessage()),
        FaultCase.of(
            "empty message always",
            ALWAYS,
            ReplyFault.emptyMessage(),
            "one nudge, then fail typed, files kept",
            "failed EMPTY_REPLY, 0 files, 2 calls",
            "failed EMPTY_REPLY, 2 files, 4 calls",
            "failed EMPTY_REPLY, 3 files, 8 calls"),
        answered(
            "finish `length` in a text",
            instead(LlmScript.reply().text("I shall ").finish(StopReason.LENGTH))),
        FaultCase.of(
            "finish `content_filter`",
            1,
            instead(LlmScript.reply().text("I am ").finish(StopReason.CONTENT_FILTER)),
            TYPED,
            "failed REFUSED, 0 files, 1 call",
            "failed REFUSED, 2 files, 3 calls",
            "failed REFUSED, 3 files, 7 calls"),
        repeated("empty body", ReplyFault.emptyBody()),
        repeated("no choices", ReplyFault.noChoices()),
        repeated("200 with an HTML page", ReplyFault.htmlPage()),
        FaultCase.of(
            "200 with an HTML page always",
            ALWAYS,
            ReplyFault.htmlPage(),
            TYPED,
            "failed ReplyBroken, 0 files, 4 calls, waits 3.5 s",
            "failed ReplyBroken, 2 files, 6 calls, waits 3.5 s",
            "failed ReplyBroken, 3 files, 10 calls, waits 3.5 s"),
        repeated("an event that is no JSON", ReplyFault.brokenEvent()));
  }

  private static List<FaultCase> dialects() {
    return List.of(
        dialect("tool call without id", "CallsWithoutId"),
        dialect("tool calls without index", "CallsWithoutIndex"),
        dialect("interleaved deltas of two calls", "InterleavedCalls"),
        dialect("no finish reason, but the end marker", "NoFinishReason"),
        dialect("one byte a packet", "ByteByByte"),
        dialect("JSON instead of a stream", "NotStreamed"));
  }

  private static FaultCase dialect(String name, String fault) {
    return FaultCase.of(
        name, 1, new WithTwoCalls(OpenAiFault.named(fault)), RECOVER, "recovered, 7 calls");
  }

  private static List<FaultCase> sizes() {
    return List.of(
        answered("10 MB tool output", instead(LlmScript.ofToolCall("chatty", "{}"))),
        answered("1,000 tool calls in one reply", instead(thousandCalls())),
        repeated("50 MB of text", instead(LlmScript.ofText(texts()))),
        FaultCase.of(
            "tool calls without end",
            ALWAYS,
            new FaultCase.OtherCalls(),
            "stop at the limit with a summary, files kept",
            "failed STEP_LIMIT, 0 files, 21 calls",
            "failed STEP_LIMIT, 2 files, 21 calls",
            "succeeded STEP_LIMIT, 3 files, 21 calls"));
  }

  private static String[] texts() {
    String[] pieces = new String[5_000];
    java.util.Arrays.fill(pieces, "endless ".repeat(1_250));
    return pieces;
  }

  private static LlmScript thousandCalls() {
    LlmScript script = LlmScript.reply();
    for (int i = 0; i < 1_000; i++) {
      script = script.callPiece(i, "call-" + i, "readFile", "{\"path\":\"index.html\"}");
    }
    return script.finish(StopReason.TOOL_CALLS);
  }
}
