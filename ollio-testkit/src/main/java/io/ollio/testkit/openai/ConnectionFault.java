package io.ollio.testkit.openai;

import io.ollio.testkit.llm.LlmGate;
import io.ollio.testkit.llm.LlmScript;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** The connection fails, or nothing comes over it. */
public sealed interface ConnectionFault extends OpenAiFault {
  /** The connection is reset (TCP RST) instead of an answer. */
  record ResetBeforeHeaders() implements ConnectionFault {
    @Override
    public void play(Wire wire, LlmScript script) throws IOException {
      wire.reset();
    }
  }

  /** The connection is closed in order instead of an answer. */
  record CloseBeforeHeaders() implements ConnectionFault {
    @Override
    public void play(Wire wire, LlmScript script) throws IOException {
      wire.close();
    }
  }

  /** Nothing ever comes. */
  record NoAnswer() implements ConnectionFault {
    @Override
    public void play(Wire wire, LlmScript script) throws IOException {
      wire.hold(new LlmGate());
    }
  }

  /**
   * The connection is reset (TCP RST) in the middle of the reply.
   *
   * @param pieces how many pieces of the reply come before
   */
  record ResetMidBody(int pieces) implements ConnectionFault {
    @Override
    public void play(Wire wire, LlmScript script) throws IOException {
      wire.pieces(script, pieces);
      wire.reset();
    }
  }

  /**
   * The body ends in the middle of the reply as if that were all.
   *
   * @param pieces how many pieces of the reply come before
   * @param end how it ends
   */
  record CleanEndMidBody(int pieces, BodyEnd end) implements ConnectionFault {
    @Override
    public void play(Wire wire, LlmScript script) throws IOException {
      if (end == BodyEnd.CLOSE_DELIMITED) {
        wire.delimitByClose();
      }
      wire.pieces(script, pieces);
      if (end == BodyEnd.LAST_CHUNK) {
        wire.end();
      } else {
        wire.close();
      }
    }
  }

  /** How a body can end. */
  enum BodyEnd {
    /** With the last chunk, as HTTP wants it. */
    LAST_CHUNK,
    /** Chunked, but the connection is closed without the last chunk. */
    MISSING_LAST_CHUNK,
    /** {@code Connection: close}, where the end of the connection is the end of the body. */
    CLOSE_DELIMITED
  }

  /**
   * An error event comes in the middle of the reply.
   *
   * @param pieces how many pieces of the reply come before
   * @param event the event's JSON
   */
  record ErrorEvent(int pieces, String event) implements ConnectionFault {
    @Override
    public void play(Wire wire, LlmScript script) throws IOException {
      wire.pieces(script, pieces);
      wire.event(event);
      wire.end();
    }
  }

  /**
   * Nothing more comes after some pieces, and the connection stays open.
   *
   * @param pieces how many pieces of the reply come before
   */
  record Stall(int pieces) implements ConnectionFault {
    @Override
    public void play(Wire wire, LlmScript script) throws IOException {
      wire.pieces(script, pieces);
      wire.hold(new LlmGate());
    }
  }

  /**
   * Only comments come after some pieces.
   *
   * @param pieces how many pieces of the reply come before
   * @param interval how often a comment comes
   */
  record KeepAliveDrip(int pieces, Duration interval) implements ConnectionFault {
    @Override
    public void play(Wire wire, LlmScript script) throws IOException {
      wire.pieces(script, pieces);
      wire.drip(Wire.COMMENT, interval);
    }
  }

  /**
   * Only events without content come after some pieces.
   *
   * @param pieces how many pieces of the reply come before
   * @param interval how often an event comes
   */
  record EmptyEventDrip(int pieces, Duration interval) implements ConnectionFault {
    private static final String EMPTY =
        """
        data: {"choices":[{"index":0,"delta":{"role":"assistant","content":""}}],\
        "usage":{"prompt_tokens":9}}

        """;

    @Override
    public void play(Wire wire, LlmScript script) throws IOException {
      wire.pieces(script, pieces);
      wire.drip(EMPTY, interval);
    }
  }

  /** Status 503, and the body that it announces never comes. */
  record StalledRejection() implements ConnectionFault {
    @Override
    public void play(Wire wire, LlmScript script) throws IOException {
      wire.headOnly(503);
      wire.hold(new LlmGate());
    }
  }

  /** The connection is reset between the finish reason and the end of the body. */
  record ResetAfterFinish() implements ConnectionFault {
    @Override
    public void play(Wire wire, LlmScript script) throws IOException {
      wire.replyWithoutEnd(script);
      wire.reset();
    }
  }

  /** Nothing more comes after the finish reason, and the connection stays open. */
  record SilenceAfterFinish() implements ConnectionFault {
    @Override
    public void play(Wire wire, LlmScript script) throws IOException {
      wire.replyWithoutEnd(script);
      wire.hold(new LlmGate());
    }
  }

  static List<ConnectionFault> menu() {
    String error =
        "{\"error\":{\"message\":\"The server had an error\",\"type\":\"server_error\"}}";
    return List.of(
        new ResetBeforeHeaders(),
        new CloseBeforeHeaders(),
        new NoAnswer(),
        new ResetMidBody(1),
        new CleanEndMidBody(1, BodyEnd.LAST_CHUNK),
        new ErrorEvent(1, error),
        new Stall(1),
        new KeepAliveDrip(1, Duration.ofMillis(20)),
        new EmptyEventDrip(1, Duration.ofMillis(20)),
        new StalledRejection(),
        new ResetAfterFinish(),
        new SilenceAfterFinish());
  }
}
