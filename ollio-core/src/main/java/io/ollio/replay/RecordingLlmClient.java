package io.ollio.replay;

import com.fasterxml.jackson.core.JsonGenerator;
import io.ollio.Cancellation;
import io.ollio.llm.LlmClient;
import io.ollio.llm.LlmException;
import io.ollio.llm.LlmListener;
import io.ollio.llm.LlmReply;
import io.ollio.llm.LlmRequest;
import io.ollio.llm.ToolCallDelta;
import io.ollio.replay.RecordingFile.Part;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A model whose calls are recorded, with all pieces of the replies. A call that was cancelled is
 * not. Recordings are read in order, so one recording takes one run.
 */
public final class RecordingLlmClient implements LlmClient {
  private final LlmClient client;
  private final RecordingFile recording;

  /** Decorates a client. */
  public RecordingLlmClient(LlmClient client, RecordingFile recording) {
    this.client = client;
    this.recording = recording;
  }

  /**
   * Makes the call.
   *
   * @throws ReplayException.RecordingFailed when it was made and could not be recorded
   */
  @Override
  public LlmReply complete(LlmRequest request, LlmListener listener, Cancellation cancellation) {
    Pieces pieces = new Pieces(listener);
    LlmReply reply;
    try {
      reply = client.complete(request, pieces, cancellation);
    } catch (LlmException e) {
      recording.addCall(
          request,
          json -> {
            pieces.write(json);
            json.writeFieldName("failure");
            FailureJson.write(e, json);
          });
      throw e;
    }
    recording.addCall(
        request,
        json -> {
          pieces.write(json);
          json.writeFieldName("reply");
          ReplyJson.write(reply, json);
        });
    return reply;
  }

  /** Keeps what the listener hears. */
  private static final class Pieces implements LlmListener {
    private final LlmListener listener;
    private final List<Part> pieces = new ArrayList<>();

    Pieces(LlmListener listener) {
      this.listener = listener;
    }

    void write(JsonGenerator json) throws IOException {
      json.writeArrayFieldStart("pieces");
      for (Part piece : pieces) {
        piece.write(json);
      }
      json.writeEndArray();
    }

    @Override
    public void onText(String delta) {
      pieces.add(json -> writeText("text", delta, json));
      listener.onText(delta);
    }

    @Override
    public void onThinking(String delta) {
      pieces.add(json -> writeText("thinking", delta, json));
      listener.onThinking(delta);
    }

    @Override
    public void onToolCall(ToolCallDelta delta) {
      pieces.add(json -> ReplyJson.writePiece(delta, json));
      listener.onToolCall(delta);
    }

    @Override
    public void onRestart(LlmException cause, int attempt) {
      pieces.add(
          json -> {
            json.writeStartArray();
            json.writeString("restart");
            json.writeNumber(attempt);
            FailureJson.write(cause, json);
            json.writeEndArray();
          });
      listener.onRestart(cause, attempt);
    }

    private static void writeText(String kind, String delta, JsonGenerator json)
        throws IOException {
      json.writeStartArray();
      json.writeString(kind);
      json.writeString(delta);
      json.writeEndArray();
    }
  }
}
