package io.ollio.llm.openai;

import com.fasterxml.jackson.core.JsonFactory;
import io.ollio.Cancellation;
import io.ollio.OperationCancelled;
import io.ollio.llm.LlmListener;
import io.ollio.llm.LlmReply;
import io.ollio.llm.openai.ChunkReader.Chunk;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import okhttp3.Call;
import okhttp3.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One HTTP exchange: sends, reads the stream, and turns everything else into an exception. */
final class ChatCall {
  private static final Logger log = LoggerFactory.getLogger(ChatCall.class);

  /** Rejections are a few hundred bytes; of a longer one the start is enough. */
  private static final int MAX_REJECTION_BYTES = 64 * 1024;

  private final Call call;
  private final CallWatch watch;
  private final Failures failures;
  private final Tools tools;
  private final List<String> optionalFields;
  private int events;

  /**
   * A call that has not begun.
   *
   * @param optionalFields fields of the body that the call may be repeated without
   */
  ChatCall(
      Call call, CallWatch watch, Failures failures, Tools tools, List<String> optionalFields) {
    this.call = call;
    this.watch = watch;
    this.failures = failures;
    this.tools = tools;
    this.optionalFields = optionalFields;
  }

  /** What all calls of a client share. */
  record Tools(OpenAiLimits limits, JsonFactory json, Supplier<String> ids, InstantSource clock) {}

  /** The server does not take a field that the call can do without. */
  static final class FieldRejected extends Exception {
    private static final long serialVersionUID = 1L;

    private final String field;

    FieldRejected(String field) {
      super(field, null, false, false);
      this.field = field;
    }

    String field() {
      return field;
    }
  }

  LlmReply run(LlmListener listener, Cancellation cancellation) throws FieldRejected {
    watch.start(call);
    try (Cancellation.Registration ignored = cancellation.onCancel(call::cancel);
        Response response = execute()) {
      watch.endWait();
      if (!response.isSuccessful()) {
        throw rejected(response);
      }
      return readOrCancel(response, new ReplyAssembler(listener, tools.ids()));
    } catch (IOException e) {
      if (isStopped(cancellation)) {
        throw new OperationCancelled("The model call was cancelled", e);
      }
      throw failures.ofConnection(e, watch);
    } finally {
      watch.stop();
    }
  }

  /** OkHttp's search for a connection lets an InterruptedException through, undeclared. */
  private Response execute() throws IOException {
    try {
      return call.execute();
    } catch (Exception e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
        throw (IOException) new InterruptedIOException("interrupted").initCause(e);
      }
      throw e;
    }
  }

  private boolean isStopped(Cancellation cancellation) {
    if (watch.isInterrupted()) {
      Thread.currentThread().interrupt();
    }
    return cancellation.isCancelled() || Thread.currentThread().isInterrupted();
  }

  /**
   * Closing a response that is not read to its end would wait for more of it; cancelling does not.
   */
  private LlmReply readOrCancel(Response response, ReplyAssembler reply) throws IOException {
    boolean whole = false;
    try (InputStream body = new WatchedStream(response.body().byteStream())) {
      read(new EventReader(body, tools.limits()), reply);
      whole = true;
    } catch (IOException e) {
      call.cancel();
      if (!reply.isFinished() || Thread.currentThread().isInterrupted() || watch.isInterrupted()) {
        throw e;
      }
      log.debug("The connection was lost between the end of the reply and the end marker", e);
    } finally {
      if (!whole) {
        call.cancel();
      }
    }
    log.debug("Model call done, HTTP {}, {} events", response.code(), events);
    return reply.toReply();
  }

  private void read(EventReader in, ReplyAssembler reply) throws IOException {
    ChunkReader chunks = new ChunkReader(tools.json());
    int first = in.peek();
    if (first == '<') {
      throw failures.broken("answered with a web page instead of a reply: check the base URL");
    }
    if (first == '{' || first == '[') {
      in.rest();
      accept(in, chunks, reply);
      checkWhole(reply, false);
      return;
    }
    boolean ended = false;
    while (!ended && in.next()) {
      ended = in.isEndMarker();
      if (!ended) {
        accept(in, chunks, reply);
      }
    }
    checkWhole(reply, ended);
  }

  private void accept(EventReader in, ChunkReader chunks, ReplyAssembler reply) {
    events++;
    Chunk chunk;
    try {
      chunk = chunks.read(in.bytes(), in.start(), in.end());
    } catch (IOException e) {
      // Without the cause, which quotes the reply.
      throw failures.broken(
          "sent an event that is not valid JSON (number "
              + events
              + ", "
              + (in.end() - in.start())
              + " bytes)");
    }
    if (chunk.isError) {
      throw failures.ofRejection(Rejection.ofEvent(in.bytes(), in.start(), in.end()));
    }
    boolean wasFinished = reply.isFinished();
    if (reply.accept(chunk)) {
      watch.content();
    }
    if (!wasFinished && reply.isFinished()) {
      watch.finished();
    }
  }

  private void checkWhole(ReplyAssembler reply, boolean ended) {
    if (events == 0) {
      throw failures.broken("sent an empty reply");
    }
    if (!ended && !reply.isFinished()) {
      throw failures.broken("ended its reply without a finish reason or end marker");
    }
    if (!reply.hasChoice()) {
      throw failures.broken("sent a reply without a choice");
    }
    if (reply.finish().equals("error")) {
      throw failures.broken("ended its reply with the finish reason \"error\"");
    }
  }

  private RuntimeException rejected(Response response) throws FieldRejected {
    if (response.code() >= 300 && response.code() < 400) {
      String location = response.header("Location", "");
      return failures.ofRedirect(response.code(), response.request().url().resolve(location));
    }
    watch.failed();
    Rejection rejection =
        Rejection.of(response.code(), bodyOf(response), response.headers(), tools.clock());
    log.debug("Model call rejected, HTTP {}", response.code());
    for (String field : optionalFields) {
      if (rejection.rejectsField(field)) {
        throw new FieldRejected(field);
      }
    }
    return failures.ofRejection(rejection);
  }

  /** What can be read of it; the status alone says enough when the rest is lost. */
  private byte[] bodyOf(Response response) {
    try (InputStream body = new WatchedStream(response.body().byteStream())) {
      return body.readNBytes(MAX_REJECTION_BYTES);
    } catch (IOException e) {
      log.debug("The body of a rejection was lost, HTTP {}", response.code(), e);
      return new byte[0];
    }
  }

  /** Tells the watch when the thread waits for the server. */
  private final class WatchedStream extends FilterInputStream {
    WatchedStream(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      watch.beginWait();
      try {
        return in.read(bytes, offset, length);
      } finally {
        watch.endWait();
      }
    }
  }
}
