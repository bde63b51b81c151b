package io.ollio.sandbox.e2b.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ollio.sandbox.e2b.fake.http.FakeReply;
import io.ollio.sandbox.e2b.fake.http.FakeRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The service {@code process.Process}. Protocol notes, section 8. */
final class FakeProcesses {
  private final FakeMachine machine;
  private final Map<Long, FakeProcess> processes = new ConcurrentHashMap<>();

  FakeProcesses(FakeMachine machine) {
    this.machine = machine;
  }

  FakeReply handle(FakeRequest request) throws IOException {
    String method = request.path().substring(request.path().lastIndexOf('/') + 1);
    byte[] bytes = request.bytes();
    return switch (method) {
      case "Start" -> start(request, Json.envelope(bytes));
      case "Connect" -> connect(request, Json.envelope(bytes));
      case "List" -> list();
      default -> on(method, Json.parse(bytes));
    };
  }

  /** Ends every stream as E2B's newest proxy does when the machine goes away. */
  void cut() {
    processes.values().forEach(FakeProcess::cut);
  }

  private FakeReply start(FakeRequest request, JsonNode body) {
    String directory = FakeFiles.absolute(body.path("process").path("cwd").asText("/home/user"));
    if (!Files.isDirectory(machine.path(directory))) {
      return stream(
          out ->
              Json.frame(
                  out,
                  2,
                  Json.endError("invalid_argument", "cwd '" + directory + "' does not exist")));
    }
    try {
      machine.cloud().countStart();
      FakeProcess process = new FakeProcess(machine, body, directory);
      processes.put(process.pid(), process);
      Duration deadline =
          request
              .header("connect-timeout-ms")
              .map(millis -> Duration.ofMillis(Long.parseLong(millis)))
              .orElse(Duration.ofDays(1));
      FakeProcess.Subscription subscription = process.subscribe();
      process.begin();
      return stream(out -> subscription.writeTo(out, keepalive(request), deadline));
    } catch (IOException e) {
      return stream(out -> Json.frame(out, 2, Json.endError("internal", "error starting process")));
    }
  }

  private FakeReply connect(FakeRequest request, JsonNode body) {
    FakeProcess process = find(body.path("process"));
    if (process == null) {
      return stream(
          out -> Json.frame(out, 2, Json.endError("not_found", missing(body.path("process")))));
    }
    FakeProcess.Subscription subscription = process.subscribe();
    return stream(out -> subscription.writeTo(out, keepalive(request), Duration.ofDays(1)));
  }

  private static FakeReply stream(FakeReply.Body body) {
    return FakeReply.stream(200, "application/connect+json", body);
  }

  private static Duration keepalive(FakeRequest request) {
    return Duration.ofSeconds(
        request.header("keepalive-ping-interval").map(Long::parseLong).orElse(90L));
  }

  private FakeReply list() {
    ArrayNode rows = Json.MAPPER.createArrayNode();
    processes.values().stream()
        .filter(FakeProcess::isRunning)
        .forEach(process -> rows.add(process.row()));
    ObjectNode json = Json.object();
    if (!rows.isEmpty()) {
      json.set("processes", rows);
    }
    return Json.ok(json);
  }

  private FakeReply on(String method, JsonNode body) throws IOException {
    FakeProcess process = find(body.path("process"));
    if (process == null || !process.isRunning()) {
      return Json.failure(404, "not_found", missing(body.path("process")));
    }
    switch (method) {
      case "SendSignal" -> process.signal(body.path("signal").asText());
      case "SendInput" ->
          process.input(Base64.getDecoder().decode(body.path("input").path("stdin").asText()));
      case "CloseStdin" -> process.closeInput();
      default -> {
        return Json.failure(404, "unimplemented", "no method " + method);
      }
    }
    return Json.ok(Json.object());
  }

  private FakeProcess find(JsonNode ref) {
    if (ref.has("pid")) {
      return processes.get(ref.path("pid").asLong());
    }
    List<FakeProcess> found = new ArrayList<>(processes.values());
    found.removeIf(process -> !process.tag().equals(ref.path("tag").asText()));
    return found.isEmpty() ? null : found.get(0);
  }

  private static String missing(JsonNode ref) {
    return ref.has("pid")
        ? "process with pid " + ref.path("pid") + " not found"
        : "process with tag " + ref.path("tag").asText() + " not found";
  }
}
