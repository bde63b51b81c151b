package io.ollio.sandbox.e2b.code;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.ollio.Cancellation;
import io.ollio.json.JsonValue;
import io.ollio.sandbox.e2b.api.E2bException;
import io.ollio.sandbox.e2b.api.E2bException.BadAnswer;
import io.ollio.sandbox.e2b.api.E2bException.NotFound;
import io.ollio.sandbox.e2b.api.E2bException.OutcomeUnknown;
import io.ollio.sandbox.e2b.http.Answer;
import io.ollio.sandbox.e2b.http.Bodies;
import io.ollio.sandbox.e2b.http.Endpoint;
import io.ollio.sandbox.e2b.http.Exchange;
import io.ollio.sandbox.e2b.http.JsonWriter;
import io.ollio.sandbox.e2b.http.Safety;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import okhttp3.Request;
import okhttp3.RequestBody;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * Runs code in interpreters that keep their variables from one execution to the next.
 *
 * <p>Thread-safety: any number of threads at once; executions in one context take turns. Blocking:
 * every call. Lifetime: its client's. Limits: what code says and shows has at most {@link
 * io.ollio.sandbox.e2b.api.E2bLimits#answerBytes} bytes; code that says more is ended. Every call
 * may throw any {@link E2bException}. Cancelling an execution interrupts the code.
 */
public final class CodeInterpreter {
  private static final byte NEW_LINE = '\n';

  private final Endpoint endpoint;
  private final String sandboxId;

  /** On the interpreter of one sandbox. */
  public CodeInterpreter(Endpoint endpoint, String sandboxId) {
    this.endpoint = endpoint;
    this.sandboxId = sandboxId;
  }

  /**
   * Runs code to its end; code that fails is a value. It is never run twice.
   *
   * @throws E2bException.TimedOut at its time limit
   * @throws NotFound when there is no such context
   */
  public Execution execute(CodeRequest request, CodeListener listener, Cancellation cancellation) {
    String operation = "Running code in sandbox " + sandboxId;
    Request post =
        endpoint
            .request(endpoint.url("execute").build())
            .header("Accept-Encoding", "identity")
            .post(Bodies.of(Bodies.JSON, body(request).bytes(), Safety.ONCE))
            .build();
    Exchange exchange =
        endpoint
            .retries()
            .call(
                Safety.ONCE,
                cancellation,
                () -> endpoint.send(post, operation, request.timeLimit(), cancellation));
    boolean isWhole = false;
    try {
      Execution execution = read(exchange, operation, listener);
      isWhole = true;
      return execution;
    } catch (IOException e) {
      throw endpoint.failed(operation, e, exchange.watch(), true);
    } finally {
      if (isWhole) {
        exchange.close();
      } else {
        exchange.abort();
      }
    }
  }

  /** Runs Python in the default context. */
  public Execution execute(String python) {
    return execute(CodeRequest.python(python), CodeListener.SILENT, Cancellation.none());
  }

  /** Opens a context; empty values leave it to the interpreter. */
  public CodeContext createContext(Optional<String> language, Optional<String> directory) {
    JsonWriter body =
        json -> {
          if (language.isPresent()) {
            json.writeStringField("language", language.get());
          }
          if (directory.isPresent()) {
            json.writeStringField("cwd", directory.get());
          }
        };
    return context(
        call("POST", "contexts", body, Safety.CREATES, "Opening a context")
            .json(JsonValue.Kind.OBJECT));
  }

  /** The open contexts. */
  public List<CodeContext> contexts() {
    List<CodeContext> contexts = new ArrayList<>();
    call("GET", "contexts", null, Safety.REPEATABLE, "Listing contexts")
        .json(JsonValue.Kind.ARRAY)
        .forEach(json -> contexts.add(context(json)));
    return contexts;
  }

  /** Starts a context anew, without its variables. */
  public void restart(CodeContext context) {
    String path = "contexts/" + checked(context) + "/restart";
    call("POST", path, null, Safety.ONCE, "Restarting a context");
  }

  /** Ends a context. */
  public void remove(CodeContext context) {
    String path = "contexts/" + checked(context);
    call("DELETE", path, null, Safety.REPEATABLE, "Ending a context");
  }

  private Answer call(
      String method, String path, @Nullable JsonWriter body, Safety safety, String what) {
    RequestBody content = null;
    if (body != null || method.equals("POST")) {
      byte[] bytes = body == null ? new byte[0] : body.bytes();
      content = Bodies.of(Bodies.JSON, bytes, safety);
    }
    Request request = endpoint.request(endpoint.url(path).build()).method(method, content).build();
    return endpoint.call(request, safety, what + " in sandbox " + sandboxId, Cancellation.none());
  }

  private Execution read(Exchange exchange, String operation, CodeListener listener)
      throws IOException {
    ExecutionReader reader = new ExecutionReader(listener);
    BufferedSource source = exchange.response().body().source();
    long left = endpoint.limits().answerBytes();
    while (!reader.isOver() && !source.exhausted()) {
      long end = source.indexOf(NEW_LINE, 0, left + 1);
      if (end < 0 && source.request(left + 1)) {
        throw tooLong(operation);
      }
      if (end < 0) {
        break;
      }
      String line = source.readUtf8LineStrict();
      left -= end;
      if (!line.isBlank()) {
        reader.accept(parsed(line, operation));
      }
    }
    if (!reader.isOver()) {
      throw new OutcomeUnknown(operation + " was cut off before its end", 200, null);
    }
    return reader.execution();
  }

  private BadAnswer tooLong(String operation) {
    return new BadAnswer(
        operation
            + " was answered with more than the "
            + endpoint.limits().answerBytes()
            + " bytes allowed",
        200,
        null);
  }

  private static JsonValue parsed(String line, String operation) {
    try {
      return JsonValue.parse(line);
    } catch (JsonProcessingException e) {
      throw new BadAnswer(operation + " was answered with a line that is no JSON", 200, e);
    }
  }

  private static JsonWriter body(CodeRequest request) {
    return json -> {
      json.writeStringField("code", request.code());
      if (request.contextId().isPresent()) {
        json.writeStringField("context_id", request.contextId().get());
      }
      if (request.language().isPresent()) {
        json.writeStringField("language", request.language().get());
      }
      JsonWriter.writeTexts(json, "env_vars", request.environment());
    };
  }

  private static CodeContext context(JsonValue json) {
    return new CodeContext(
        json.path("id").text(), json.path("language").text(), json.path("cwd").text());
  }

  private static String checked(CodeContext context) {
    if (!context.id().matches("[A-Za-z0-9_.-]{1,200}")) {
      throw new NotFound("There is no code context with such an id", 0);
    }
    return context.id();
  }
}
