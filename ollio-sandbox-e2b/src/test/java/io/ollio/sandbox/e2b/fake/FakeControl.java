package io.ollio.sandbox.e2b.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ollio.sandbox.e2b.fake.http.FakeReply;
import io.ollio.sandbox.e2b.fake.http.FakeRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The control plane. Protocol notes, section 2. */
final class FakeControl {
  private static final long DEFAULT_SECONDS = 300;
  private static final long V1_SECONDS = 15;

  private final FakeCloud cloud;

  FakeControl(FakeCloud cloud) {
    this.cloud = cloud;
  }

  FakeReply handle(FakeRequest request) throws IOException {
    if (!request.header("x-api-key").orElse("").equals(FakeE2b.KEY)) {
      return Json.error(
          401, "Invalid API key, please visit https://e2b.dev/docs/api-key for more information.");
    }
    String path = request.path();
    if (path.startsWith("/v2/") && cloud.isOnlyV1()) {
      return FakeReply.bytes(
          404, "text/plain", "404 page not found".getBytes(StandardCharsets.UTF_8));
    }
    return switch (request.method() + " " + path.replaceFirst("^/v2/", "/")) {
      case "POST /sandboxes" -> create(body(request), path.startsWith("/v2/"));
      case "GET /sandboxes" -> list(request);
      case "GET /snapshots" -> snapshots();
      default -> path.startsWith("/templates/") ? deleteTemplate(path) : onSandbox(request);
    };
  }

  private static JsonNode body(FakeRequest request) throws IOException {
    return Json.parse(request.bytes());
  }

  private FakeReply create(JsonNode body, boolean isV2) {
    String template = body.path("templateID").asText();
    if (template.startsWith("nope")) {
      return Json.error(404, "template '" + template + "' not found");
    }
    long seconds = body.path("timeout").asLong(isV2 ? DEFAULT_SECONDS : V1_SECONDS);
    String source = template.replaceFirst("^snap-", "").replaceFirst(":.*", "");
    Map<String, String> labels = new HashMap<>();
    body.path("metadata").properties().forEach(e -> labels.put(e.getKey(), e.getValue().asText()));
    FakeMachine machine = cloud.put(cloud.newId(), template, Duration.ofSeconds(seconds), labels);
    body.path("envVars")
        .properties()
        .forEach(e -> machine.environment().put(e.getKey(), e.getValue().asText()));
    machine.autoPause(body.path("autoPause").asBoolean());
    machine.version(
        switch (source) {
          case "old" -> "0.3.0";
          case "ancient" -> "0.0.9";
          default -> "0.6.13";
        });
    machine.trafficToken(
        body.path("network").path("allowPublicTraffic").asBoolean(true) ? "" : "traffic_tok_1");
    return FakeReply.json(201, machine.json().toString());
  }

  private FakeReply list(FakeRequest request) {
    Map<String, String> wanted = new HashMap<>();
    String filter = request.query("metadata").orElse("");
    for (String pair : filter.isEmpty() ? new String[0] : filter.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      wanted.put(twice(parts[0]), twice(parts[1]));
    }
    String states = request.query("state").orElse("running,paused");
    int limit = request.query("limit").map(Integer::parseInt).orElse(100);
    String after = request.query("nextToken").orElse("");
    List<FakeMachine> all =
        cloud.machines().stream()
            .filter(machine -> machine.metadata().entrySet().containsAll(wanted.entrySet()))
            .filter(machine -> states.contains(machine.isPaused() ? "paused" : "running"))
            .filter(machine -> machine.id().compareTo(after) > 0)
            .sorted(Comparator.comparing(FakeMachine::id))
            .toList();
    List<FakeMachine> page = all.subList(0, Math.min(limit, all.size()));
    ArrayNode json = Json.MAPPER.createArrayNode();
    page.forEach(machine -> json.add(machine.row()));
    FakeReply reply = FakeReply.json(200, json.toString()).with("X-Total-Running", "" + all.size());
    return page.size() == all.size()
        ? reply
        : reply.with("X-Next-Token", page.get(page.size() - 1).id());
  }

  /** The query's own encoding is undone already. */
  private static String twice(String text) {
    return FakeRequest.decode(FakeRequest.decode(text));
  }

  private FakeReply snapshots() {
    ArrayNode rows = Json.MAPPER.createArrayNode();
    for (String id : cloud.snapshots().keySet()) {
      ObjectNode row = Json.object().put("snapshotID", id);
      row.putArray("names");
      rows.add(row);
    }
    return FakeReply.json(200, rows.toString());
  }

  private FakeReply deleteTemplate(String path) {
    String id = FakeRequest.decode(path.substring("/templates/".length()));
    return cloud.snapshots().remove(id) == null
        ? Json.error(404, "template '" + id + "' not found")
        : FakeReply.empty(204);
  }

  private FakeReply onSandbox(FakeRequest request) throws IOException {
    String[] parts = request.path().replaceFirst("^(/v2)?/sandboxes/", "").split("/", -1);
    FakeMachine machine = cloud.find(parts[0]);
    if (machine == null) {
      return Json.error(
          404, "Sandbox \"" + parts[0] + "\" doesn't exist or you don't have access to it");
    }
    String action = parts.length < 2 ? request.method() : parts[1];
    return switch (action) {
      case "GET" -> Json.ok(machine.detail());
      case "DELETE" -> {
        machine.kill();
        yield FakeReply.empty(204);
      }
      case "metrics" -> metrics();
      case "logs" -> logs();
      default -> change(machine, action, body(request), request.path());
    };
  }

  private FakeReply change(FakeMachine machine, String action, JsonNode body, String path) {
    switch (action) {
      case "timeout" -> machine.endAt(now(body.path("timeout").asLong()));
      case "refreshes" -> refresh(machine, Math.max(15, body.path("duration").asLong()));
      case "network" -> {}
      case "pause" -> {
        if (machine.isPaused()) {
          return Json.error(409, "already paused");
        }
        machine.pause();
      }
      case "connect" -> {
        return connect(machine, body, path.startsWith("/v2/"));
      }
      case "snapshots" -> {
        return snapshot(machine, body);
      }
      case "fork" -> {
        return fork(machine, body);
      }
      default -> {
        return Json.error(404, "no route " + action);
      }
    }
    return FakeReply.empty(204);
  }

  private Instant now(long plusSeconds) {
    return cloud.clock().instant().plusSeconds(plusSeconds);
  }

  private void refresh(FakeMachine machine, long seconds) {
    if (now(seconds).isAfter(machine.endAt())) {
      machine.endAt(now(seconds));
    }
  }

  private FakeReply connect(FakeMachine machine, JsonNode body, boolean isV2) {
    if (!isV2 && !body.has("timeout")) {
      return Json.error(400, "timeout is required");
    }
    Duration timeout = Duration.ofSeconds(body.path("timeout").asLong(DEFAULT_SECONDS));
    int status = machine.isPaused() ? 201 : 200;
    if (machine.isPaused()) {
      machine.token("envd_tok_" + machine.id() + "_" + timeout.toSeconds());
    }
    machine.resume(timeout);
    return FakeReply.json(status, machine.json().toString());
  }

  private FakeReply snapshot(FakeMachine machine, JsonNode body) {
    String id = "team/" + body.path("name").asText("snap-" + machine.id()) + ":default";
    cloud.snapshots().put(id, machine.id());
    ObjectNode json = Json.object().put("snapshotID", id);
    json.putArray("names").add(id);
    return FakeReply.json(201, json.toString());
  }

  private FakeReply fork(FakeMachine machine, JsonNode body) {
    ArrayNode forks = Json.MAPPER.createArrayNode();
    Duration timeout = Duration.ofSeconds(body.path("timeout").asLong(V1_SECONDS));
    for (int i = 0; i < body.path("count").asInt(1); i++) {
      FakeMachine copy = cloud.put(cloud.newId(), "fork", timeout).token(machine.token());
      forks.add(Json.object().set("sandbox", copy.json()));
    }
    return FakeReply.json(201, forks.toString());
  }

  private static FakeReply metrics() {
    ObjectNode point =
        Json.object()
            .put("timestamp", "2026-08-22T10:00:00Z")
            .put("timestampUnix", 1_787_392_800)
            .put("cpuCount", 2)
            .put("cpuUsedPct", 1.5)
            .put("memUsed", 1000)
            .put("memTotal", 2000)
            .put("memCache", 5)
            .put("diskUsed", 10)
            .put("diskTotal", 20);
    return FakeReply.json(200, Json.MAPPER.createArrayNode().add(point).toString());
  }

  private static FakeReply logs() {
    ObjectNode line =
        Json.object()
            .put("timestamp", "2026-08-22T10:00:00Z")
            .put("level", "info")
            .put("message", "started");
    line.putObject("fields").put("pid", "1");
    ObjectNode json = Json.object();
    json.putArray("logs").add(line);
    return Json.ok(json);
  }
}
