package io.ollio.testkit.openai;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An OpenAI-compatible server for tests: real HTTP on loopback, streaming, scripted, and with every
 * fault of {@link OpenAiFault}. It remembers each call and sees when its connection closes.
 *
 * <pre>{@code
 * try (var server = FakeOpenAiServer.start(OpenAiScript.byTurn(LlmScript.ofText("Hello")))) {
 *   ... point the model client at server.baseUrl() ...
 *   assertThat(server.calls()).hasSize(1);
 * }
 * }</pre>
 *
 * <p>Thread-safety: all methods. Lifetime: from {@link #start} to {@link #close}, which also ends
 * all connections and threads.
 */
public final class FakeOpenAiServer implements AutoCloseable {
  private static final Duration CLOSING = Duration.ofSeconds(10);

  private final OpenAiScript script;
  private final ServerSocket listening;
  private final ExecutorService threads;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final List<OpenAiCall> calls = new ArrayList<>();
  private final Map<String, Integer> attempts = new HashMap<>();
  private final AtomicInteger pending = new AtomicInteger();

  private FakeOpenAiServer(OpenAiScript script, ServerSocket listening) {
    this.script = script;
    this.listening = listening;
    this.threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "fake-openai");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Starts a server on a free port. */
  public static FakeOpenAiServer start(OpenAiScript script) {
    return start(script, 0);
  }

  /** Starts a server on this port; 0 for any that is free. */
  public static FakeOpenAiServer start(OpenAiScript script, int port) {
    try {
      ServerSocket listening = new ServerSocket();
      listening.bind(
          new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), 1_024);
      FakeOpenAiServer server = new FakeOpenAiServer(script, listening);
      server.threads.execute(server::acceptAll);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException("The fake server cannot listen on port " + port, e);
    }
  }

  /** What a client takes as its base URL, e.g. {@code http://127.0.0.1:41234/v1}. */
  public String baseUrl() {
    return "http://127.0.0.1:" + listening.getLocalPort() + "/v1";
  }

  /** The model calls so far, in the order they came. */
  public List<OpenAiCall> calls() {
    synchronized (calls) {
      return List.copyOf(calls);
    }
  }

  /** The latest model call. */
  public OpenAiCall lastCall() {
    synchronized (calls) {
      if (calls.isEmpty()) {
        throw new AssertionError("No model call has come yet");
      }
      return calls.get(calls.size() - 1);
    }
  }

  /** How often this turn of this conversation was asked for. */
  public int callCount(String conversation, int turn) {
    return (int)
        calls().stream()
            .filter(call -> call.conversation().equals(conversation) && call.turn() == turn)
            .count();
  }

  /**
   * Returns the call with this number, as soon as it has come.
   *
   * @param number from 1
   * @throws AssertionError when it does not come in time
   */
  public OpenAiCall awaitCall(int number, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    synchronized (calls) {
      try {
        while (calls.size() < number) {
          long left = deadline - System.nanoTime();
          if (left <= 0) {
            throw new AssertionError("Only " + calls.size() + " model calls came in " + patience);
          }
          TimeUnit.NANOSECONDS.timedWait(calls, Math.max(left, 1_000_000));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("Interrupted while waiting for model call " + number, e);
      }
      return calls.get(number - 1);
    }
  }

  /** How many connections are open now. */
  public int openConnections() {
    return sockets.size();
  }

  /**
   * How many calls are still being answered: the client neither read the answer to its end nor
   * closed the connection. Connections kept open for the next call do not count.
   */
  public int pendingCalls() {
    return pending.get();
  }

  /** Stops listening, closes all connections and waits for the threads to end. */
  @Override
  public void close() {
    closeQuietly(listening);
    sockets.forEach(FakeOpenAiServer::closeQuietly);
    threads.shutdownNow();
    try {
      if (!threads.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("The fake server's threads have not ended within " + CLOSING);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void acceptAll() {
    while (!listening.isClosed()) {
      try {
        Socket socket = listening.accept();
        sockets.add(socket);
        threads.execute(() -> serve(socket));
      } catch (IOException | RejectedExecutionException e) {
        // Closed by close(), which also closes what was accepted just before.
        sockets.forEach(FakeOpenAiServer::closeQuietly);
        return;
      }
    }
  }

  private void serve(Socket socket) {
    List<OpenAiCall> served = new ArrayList<>();
    try (socket) {
      HttpConnection connection = new HttpConnection(socket);
      while (connection.isReusable()) {
        HttpConnection.Request request = connection.read();
        if (request == null) {
          return;
        }
        answer(connection, request, served);
      }
    } catch (IOException e) {
      // The client went away, or close() ended the connection: what tests look at is markClosed.
    } finally {
      sockets.remove(socket);
      served.forEach(OpenAiCall::markClosed);
    }
  }

  private void answer(
      HttpConnection connection, HttpConnection.Request request, List<OpenAiCall> served)
      throws IOException {
    if (request.method().equals("GET") && request.path().equals("/fake/calls")) {
      connection.answer(200, "application/json", Map.of(), OpenAiCall.counts(calls()));
      return;
    }
    if (!request.path().split("\\?", 2)[0].endsWith("/chat/completions")) {
      connection.answer(404, "text/plain", Map.of(), "404 page not found");
      return;
    }
    OpenAiCall call = register(request);
    served.add(call);
    OpenAiAnswer answer = script.answer(call);
    Wire wire = new Wire(connection, call);
    pending.incrementAndGet();
    try {
      if (answer.fault() == null) {
        wire.reply(answer.script());
      } else {
        answer.fault().play(wire, answer.script());
      }
    } finally {
      pending.decrementAndGet();
    }
  }

  private OpenAiCall register(HttpConnection.Request request) {
    JsonNode json = OpenAiCall.parse(request.body());
    String turn = OpenAiCall.conversationOf(json) + "\n" + OpenAiCall.turnOf(json);
    synchronized (calls) {
      int attempt = attempts.merge(turn, 1, Integer::sum);
      OpenAiCall call =
          new OpenAiCall(calls.size() + 1, attempt, request.headers(), request.body());
      calls.add(call);
      calls.notifyAll();
      return call;
    }
  }

  private static void closeQuietly(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      throw new IllegalStateException("Closing a socket failed", e);
    }
  }
}
