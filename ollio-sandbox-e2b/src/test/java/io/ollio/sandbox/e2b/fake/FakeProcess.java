package io.ollio.sandbox.e2b.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A real process and those who listen to it. */
final class FakeProcess {
  private static final String OVER = "over";
  private static final String CUT = "cut";
  private static final int QUEUE = 64;

  private final FakeMachine machine;
  private final JsonNode request;
  private final Process process;
  private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
  private volatile String signal = "";
  private volatile String end = "";

  FakeProcess(FakeMachine machine, JsonNode request, String directory) throws IOException {
    this.machine = machine;
    this.request = request;
    JsonNode config = request.path("process");
    List<String> command = new ArrayList<>(List.of(config.path("cmd").asText()));
    config.path("args").forEach(argument -> command.add(argument.asText()));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(machine.path(directory).toFile());
    Map<String, String> environment = builder.environment();
    String path = environment.get("PATH");
    environment.clear();
    environment.put("PATH", path);
    environment.put("LANG", "C.UTF-8");
    environment.put("HOME", machine.path("/home/user").toString());
    environment.put("USER", "user");
    environment.put("LOGNAME", "user");
    environment.put(FakeMachine.VARIABLE, machine.mark());
    environment.putAll(machine.environment());
    config
        .path("envs")
        .properties()
        .forEach(e -> environment.put(e.getKey(), e.getValue().asText()));
    if (!request.path("stdin").asBoolean(true)) {
      builder.redirectInput(new File("/dev/null"));
    }
    this.process = builder.start();
  }

  long pid() {
    return process.pid();
  }

  String tag() {
    return request.path("tag").asText();
  }

  boolean isRunning() {
    return process.isAlive();
  }

  ObjectNode row() {
    ObjectNode json = Json.object();
    json.set("config", request.path("process"));
    json.put("pid", pid());
    if (request.has("tag")) {
      json.put("tag", tag());
    }
    return json;
  }

  /** Begins to carry its output. */
  void begin() {
    Thread out = carry(process.getInputStream(), "stdout");
    Thread err = carry(process.getErrorStream(), "stderr");
    thread("wait", () -> finish(out, err)).start();
  }

  void signal(String name) {
    signal = name.equals("SIGNAL_SIGTERM") ? "terminated" : "killed";
    if (name.equals("SIGNAL_SIGTERM")) {
      process.destroy();
    } else {
      process.destroyForcibly();
    }
  }

  void input(byte[] bytes) throws IOException {
    process.getOutputStream().write(bytes);
    process.getOutputStream().flush();
  }

  void closeInput() throws IOException {
    process.getOutputStream().close();
  }

  void cut() {
    subscriptions.forEach(subscription -> subscription.put(CUT));
  }

  /** Everything from now on; of one that has ended, its end. */
  synchronized Subscription subscribe() {
    Subscription subscription = new Subscription();
    subscription.put("{\"event\":{\"start\":{\"pid\":" + pid() + "}}}");
    if (end.isEmpty()) {
      subscriptions.add(subscription);
    } else {
      subscription.put(end);
      subscription.put(OVER);
    }
    return subscription;
  }

  private Thread carry(InputStream source, String stream) {
    Thread thread =
        thread(
            stream,
            () -> {
              byte[] block = new byte[32 << 10];
              try (source) {
                for (int n = source.read(block); n >= 0; n = source.read(block)) {
                  tell(
                      "{\"event\":{\"data\":{\""
                          + stream
                          + "\":\""
                          + Base64.getEncoder().encodeToString(Arrays.copyOf(block, n))
                          + "\"}}}");
                }
              } catch (IOException closed) {
                // It was killed.
              }
            });
    thread.start();
    return thread;
  }

  private void finish(Thread out, Thread err) {
    try {
      int code = process.waitFor();
      out.join();
      err.join();
      ObjectNode json = Json.object();
      if (!signal.isEmpty()) {
        json.put("exitCode", -1)
            .put("status", "signal: " + signal)
            .put("error", "signal: " + signal);
      } else if (code == 0) {
        json.put("exited", true).put("status", "exit status 0");
      } else {
        String status = "exit status " + code;
        json.put("exitCode", code).put("exited", true).put("status", status).put("error", status);
      }
      String message = Json.object().set("event", Json.object().set("end", json)).toString();
      end(message);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void end(String message) {
    end = message;
    tell(message);
    tell(OVER);
  }

  private void tell(String message) {
    subscriptions.forEach(subscription -> subscription.put(message));
  }

  private static Thread thread(String name, Runnable task) {
    Thread thread = new Thread(null, task, "fake-e2b-" + name, 0, false);
    thread.setDaemon(true);
    return thread;
  }

  /** One listener; a slow one holds the process back. */
  final class Subscription {
    private final BlockingQueue<String> messages = new ArrayBlockingQueue<>(QUEUE);
    private volatile boolean closed;

    void put(String message) {
      try {
        while (!closed && !messages.offer(message, 50, TimeUnit.MILLISECONDS)) {
          if (message.equals(CUT)) {
            messages.clear();
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    void writeTo(OutputStream out, Duration keepalive, Duration deadline) throws IOException {
      long due = System.nanoTime() + deadline.toNanos();
      long lastSent = System.nanoTime();
      try {
        while (!closed) {
          String message = messages.poll(50, TimeUnit.MILLISECONDS);
          if (message == null && System.nanoTime() - lastSent >= keepalive.toNanos()) {
            message = "{\"event\":{\"keepalive\":{}}}";
          }
          if (System.nanoTime() >= due) {
            process.destroyForcibly();
            Json.frame(out, 2, Json.endError("deadline_exceeded", "context deadline exceeded"));
            return;
          }
          if (message != null && isLast(out, message)) {
            return;
          }
          lastSent = message == null ? lastSent : System.nanoTime();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        closed = true;
        subscriptions.remove(this);
      }
    }

    private boolean isLast(OutputStream out, String message) throws IOException {
      if (message.equals(OVER)) {
        Json.frame(out, 2, "{}");
        return true;
      }
      if (message.equals(CUT)) {
        String why = "the connection to sandbox " + machine.id() + " ended before the stream";
        Json.frame(out, 2, Json.endError("unavailable", why + " completed"));
        return true;
      }
      Json.frame(out, 0, message);
      return false;
    }
  }
}
