package io.ollio.examples.faults;

import static io.ollio.examples.faults.FaultCase.ALWAYS;
import static io.ollio.examples.faults.FaultCase.ends;
import static io.ollio.examples.faults.FaultCase.recovers;
import static io.ollio.testkit.openai.RejectionFault.WaitForm.SECONDS;

import io.ollio.examples.faults.FaultCase.OnTheWire;
import io.ollio.examples.faults.FaultCase.Trouble;
import io.ollio.examples.faults.FaultCase.UserCancels;
import io.ollio.examples.faults.FaultCase.WrongAddress;
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
import java.util.List;
import java.util.function.IntFunction;

/** Rows where the server refuses, or the connection fails or falls silent. */
final class ServerFaults {
  private static final String AGAIN = "recover by repeating the turn";
  private static final String TYPED = "fail typed, files kept";
  private static final String AT_ONCE = "fail at once, typed, no retry";
  private static final String WHOLE = "count the reply as whole";
  private static final String THREE_WAITS = ", waits 3.5 s";
  static final IntFunction<String> AGAIN_ONCE = recovers(1, ", waits 0.5 s");
  private static final Duration TICK = Duration.ofMillis(20);
  private static final String ERROR =
      "{\"error\":{\"message\":\"The server had an error\",\"type\":\"server_error\"}}";

  private ServerFaults() {}

  static List<FaultCase> limits() {
    OpenAiFault aSecond = RejectionFault.rateLimited(Duration.ofSeconds(1), SECONDS);
    OpenAiFault anHour = RejectionFault.rateLimited(Duration.ofHours(1), SECONDS);
    return List.of(
        FaultCase.of(
                "429 once, Retry-After 2",
                1,
                RejectionFault.rateLimited(Duration.ofSeconds(2), SECONDS),
                "recover, waiting as told",
                recovers(1, ", waits 2 s"))
            .butBridged(recovers(1, ", waits 0.5 s")),
        FaultCase.of(
                "429 three times, Retry-After 1", 3, aSecond, "recover", recovers(3, ", waits 3 s"))
            .butBridged(recovers(3, THREE_WAITS)),
        FaultCase.of(
                "429 for ever, Retry-After 1",
                ALWAYS,
                aSecond,
                TYPED,
                ends("failed RateLimited", 4, ", waits 3 s"))
            .butBridged(ends("failed RateLimited", 4, THREE_WAITS)),
        FaultCase.of(
                "429, Retry-After one hour",
                ALWAYS,
                anHour,
                "fail at once rather than wait an hour",
                ends("failed RateLimited", 1, ""))
            .butBridged(ends("failed RateLimited", 4, THREE_WAITS)),
        FaultCase.of(
            "429, the account has no money",
            ALWAYS,
            RejectionFault.quotaUsedUp(),
            AT_ONCE,
            ends("failed RateLimited", 1, "")));
  }

  static List<FaultCase> rejections() {
    return List.of(
        FaultCase.of(
            "401",
            ALWAYS,
            RejectionFault.unauthorized(),
            AT_ONCE,
            ends("failed AuthenticationFailed", 1, "")),
        FaultCase.of(
            "400 context length, and nothing to shorten",
            1,
            RejectionFault.contextTooLong(),
            TYPED,
            ends("failed ContextTooLong", 1, "")),
        retried("500 three times", RejectionFault.serverError()),
        retried("502 with an HTML page three times", RejectionFault.badGatewayPage()),
        retried("503 three times", RejectionFault.unavailable()),
        lost("503 for ever", new OnTheWire(RejectionFault.unavailable()), "failed Overloaded"));
  }

  static List<FaultCase> addresses() {
    Trouble closed = new WrongAddress(address -> "http://127.0.0.1:9/v1");
    Trouble unknown = new WrongAddress(address -> "http://no-such-host.invalid/v1");
    Trouble tls = new WrongAddress(address -> address.replace("http://", "https://"));
    return List.of(
        repeated("connection refused once", closed),
        lost("connection refused for ever", closed, "failed Unreachable"),
        repeated("DNS failure once", unknown),
        repeated("TLS failure once", tls));
  }

  static List<FaultCase> connections() {
    return List.of(
        repeated("reset before headers", new ResetBeforeHeaders()),
        repeated("end before headers", new CloseBeforeHeaders()),
        repeated("reset mid-body", new ResetMidBody(2)),
        repeated("clean end mid-body", new CleanEndMidBody(2, BodyEnd.LAST_CHUNK)),
        repeated(
            "clean end mid-body, last chunk missing",
            new CleanEndMidBody(2, BodyEnd.MISSING_LAST_CHUNK)),
        repeated(
            "clean end mid-body, length unknown", new CleanEndMidBody(2, BodyEnd.CLOSE_DELIMITED)),
        repeated("error event inside a 200 stream", new ErrorEvent(2, ERROR)),
        FaultCase.of(
            "the user cancels mid-body",
            1,
            new UserCancels(),
            "cancel, files kept",
            ends("cancelled", 1, "")));
  }

  static List<FaultCase> silences() {
    LlmScript slow = LlmScript.reply();
    for (int i = 0; i < 2_000; i++) {
      slow = slow.text("drip ").pause(TICK);
    }
    return List.of(
        repeated("stall mid-body", new Stall(2)).impatient(),
        lost("stall mid-body for ever", new OnTheWire(new Stall(2)), "failed TimedOut").impatient(),
        repeated("no answer", new NoAnswer()).impatient(),
        repeated("keep-alive drip", new KeepAliveDrip(2, TICK)).impatient(),
        repeated("drip of empty events", new EmptyEventDrip(2, TICK)).impatient(),
        repeated("slow drip of text without end", new ReplyFault.OtherReply("SlowDrip", slow))
            .impatient());
  }

  /** Only where a reply is a stream. */
  static List<FaultCase> afterTheFinish() {
    return List.of(
        whole("reset after the finish reason", new ResetAfterFinish()).butBridged(AGAIN_ONCE),
        whole("silence after the finish reason", new SilenceAfterFinish())
            .impatient()
            .butBridged(AGAIN_ONCE));
  }

  /** Fails three times, which is as often as a call is repeated. */
  private static FaultCase retried(String name, OpenAiFault fault) {
    return FaultCase.of(name, 3, fault, "recover", recovers(3, THREE_WAITS));
  }

  static FaultCase repeated(String name, OpenAiFault fault) {
    return repeated(name, new OnTheWire(fault));
  }

  static FaultCase repeated(String name, Trouble trouble) {
    return FaultCase.of(name, 1, trouble, AGAIN, AGAIN_ONCE);
  }

  static FaultCase lost(String name, Trouble trouble, String how) {
    return FaultCase.of(name, ALWAYS, trouble, TYPED, ends(how, 4, THREE_WAITS));
  }

  private static FaultCase whole(String name, OpenAiFault fault) {
    return FaultCase.of(name, 1, fault, WHOLE, recovers(0, ""));
  }
}
