package io.ollio.testkit.openai;

import io.ollio.testkit.llm.LlmGate;
import io.ollio.testkit.llm.LlmScript;
import io.ollio.testkit.llm.LlmStep;
import io.ollio.testkit.openai.ConnectionFault.BodyEnd;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The answering end of one call: what scripts and faults can do to a connection. */
public final class Wire {
  static final String COMMENT = ": keep-alive\n\n";

  private final HttpConnection connection;
  private final OpenAiCall call;
  private ReplyDialect dialect = ReplyDialect.OPENAI;
  private @Nullable ReplyEvents events;
  private boolean delimitByClose;
  private boolean headSent;
  private boolean leaveOpen;

  Wire(HttpConnection connection, OpenAiCall call) {
    this.connection = connection;
    this.call = call;
  }

  OpenAiCall call() {
    return call;
  }

  void speak(ReplyDialect other) {
    dialect = other;
  }

  void delimitByClose() {
    delimitByClose = true;
  }

  /** A whole answer that is no stream. */
  void answer(int status, String type, Map<String, String> headers, String body)
      throws IOException {
    connection.answer(status, type, headers, body);
  }

  /** The whole reply. */
  void reply(LlmScript script) throws IOException {
    for (LlmStep step : script.steps()) {
      if (play(step)) {
        return;
      }
    }
    close();
  }

  /** The whole reply up to its finish reason; the body stays open. */
  void replyWithoutEnd(LlmScript script) throws IOException {
    leaveOpen = true;
    reply(script);
  }

  /** The first pieces of the reply, and what lies between them. */
  void pieces(LlmScript script, int count) throws IOException {
    int sent = 0;
    for (LlmStep step : script.steps()) {
      boolean isPiece = isPiece(step);
      if (sent == count || step instanceof LlmStep.Finish) {
        return;
      }
      sent += isPiece ? 1 : 0;
      play(step);
    }
  }

  void text(String piece) throws IOException {
    play(new LlmStep.Text(piece));
  }

  /** One event of the stream. */
  void event(String data) throws IOException {
    sendHead();
    connection.body(EventFormat.event(data, dialect), dialect == ReplyDialect.BYTE_BY_BYTE);
  }

  /** Ends the body in order. */
  void end() throws IOException {
    sendHead();
    connection.endBody();
  }

  /** Closes the connection in order, wherever it stands. */
  void close() throws IOException {
    connection.close();
  }

  /** Resets the connection. */
  void reset() throws IOException {
    connection.reset();
  }

  /** Waits until the gate opens or the client goes away. */
  void hold(LlmGate gate) throws IOException {
    gate.reach();
    while (!gate.isReleased()) {
      connection.waitFor(Duration.ofMillis(2));
    }
  }

  /** Sends the same again and again until the client goes away. */
  void drip(String drop, Duration interval) throws IOException {
    sendHead();
    while (true) {
      connection.waitFor(interval);
      connection.body(drop, false);
    }
  }

  /** The head of an answer, but not the body that it announces. */
  void headOnly(int status) throws IOException {
    connection.answerHead(status, 100);
  }

  private static boolean isPiece(LlmStep step) {
    return step instanceof LlmStep.Text
        || step instanceof LlmStep.Thinking
        || step instanceof LlmStep.CallPiece;
  }

  /** Returns whether that was the end of the call. */
  private boolean play(LlmStep step) throws IOException {
    if (isPiece(step)) {
      for (String event : events().piece(step)) {
        if (streams()) {
          event(event);
        }
      }
    } else if (step instanceof LlmStep.Usage count) {
      events().count(count.tokens());
    } else if (step instanceof LlmStep.Hold hold) {
      hold(hold.gate());
    } else if (step instanceof LlmStep.Wait pause) {
      connection.waitFor(pause.duration());
    } else if (step instanceof LlmStep.KeepAlive drip) {
      drip(COMMENT, drip.interval());
    } else {
      playEnd(step);
      return true;
    }
    return false;
  }

  private void playEnd(LlmStep step) throws IOException {
    if (step instanceof LlmStep.Finish finish) {
      finish(finish);
    } else if (step instanceof LlmStep.Fail failure && !headSent) {
      RejectionFault.of(failure.fault()).play(this, LlmScript.reply());
    } else if (step instanceof LlmStep.Fail failure) {
      event(RejectionFault.of(failure.fault()).body());
      end();
    } else {
      close();
    }
  }

  private void finish(LlmStep.Finish finish) throws IOException {
    if (!streams()) {
      answer(200, "application/json", Map.of(), events().whole(finish.reason()));
      return;
    }
    if (dialect != ReplyDialect.NO_FINISH_REASON) {
      event(events().finish(finish.reason()));
    }
    if (leaveOpen) {
      return;
    }
    String usage = events().usage();
    if (usage != null && call.wantsUsage()) {
      event(usage);
    }
    if (dialect != ReplyDialect.NO_END_MARKER) {
      event("[DONE]");
    }
    end();
  }

  private boolean streams() {
    return dialect != ReplyDialect.NOT_STREAMED && call.wantsStream();
  }

  private ReplyEvents events() {
    if (events == null) {
      events = new ReplyEvents(dialect, call.json().path("model").asText("fake-model"));
    }
    return events;
  }

  private void sendHead() throws IOException {
    if (!headSent) {
      headSent = true;
      connection.beginBody(
          "text/event-stream",
          delimitByClose ? BodyEnd.CLOSE_DELIMITED : BodyEnd.LAST_CHUNK,
          dialect == ReplyDialect.OTHER_FIELDS ? "\uFEFF" : "");
    }
  }
}
