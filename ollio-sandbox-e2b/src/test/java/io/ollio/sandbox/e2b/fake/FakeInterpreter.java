package io.ollio.sandbox.e2b.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ollio.sandbox.e2b.fake.http.FakeReply;
import io.ollio.sandbox.e2b.fake.http.FakeRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A code interpreter that knows a few programs. Protocol notes, section 9. */
final class FakeInterpreter {
  private static final String START =
      "{\"type\":\"number_of_executions\",\"execution_count\":%d}\n";
  private static final String END = "{\"type\":\"end_of_execution\"}\n";

  private final FakeMachine machine;
  private final Map<String, ObjectNode> contexts = new LinkedHashMap<>();
  private int count;

  FakeInterpreter(FakeMachine machine) {
    this.machine = machine;
  }

  synchronized FakeReply handle(FakeRequest request) throws IOException {
    String wanted = machine.trafficToken();
    if (!wanted.isEmpty()
        && !wanted.equals(request.header("e2b-traffic-access-token").orElse(""))) {
      return Json.error(403, "traffic access token is missing");
    }
    String path = request.path();
    if (path.equals("/execute")) {
      return execute(Json.parse(request.bytes()));
    }
    if (path.equals("/contexts")) {
      return request.method().equals("POST") ? create(request) : list();
    }
    String id = path.replaceFirst("/contexts/([^/]*).*", "$1");
    if (!contexts.containsKey(id)) {
      return FakeReply.bytes(
          404, "", ("Context " + id + " not found").getBytes(StandardCharsets.UTF_8));
    }
    if (request.method().equals("DELETE")) {
      contexts.remove(id);
    }
    return FakeReply.json(200, "null");
  }

  private FakeReply create(FakeRequest request) throws IOException {
    JsonNode body = Json.parse(request.bytes());
    String id = "ctx-" + (contexts.size() + 1);
    ObjectNode context =
        Json.object()
            .put("id", id)
            .put("language", body.path("language").asText("python"))
            .put("cwd", body.path("cwd").asText("/home/user"));
    contexts.put(id, context);
    return Json.ok(context);
  }

  private FakeReply list() {
    ArrayNode json = Json.MAPPER.createArrayNode();
    contexts.values().forEach(json::add);
    return FakeReply.json(200, json.toString());
  }

  private FakeReply execute(JsonNode body) {
    String context = body.path("context_id").asText("");
    if (!context.isEmpty() && body.has("language")) {
      return text(400, "Only one of context_id or language can be provided");
    }
    if (!context.isEmpty() && !contexts.containsKey(context)) {
      return text(404, "Context " + context + " not found");
    }
    String lines = START.formatted(++count) + lines(body.path("code").asText());
    return FakeReply.bytes(200, "", lines.getBytes(StandardCharsets.UTF_8))
        .withBody(
            -1,
            out -> {
              for (byte b : lines.getBytes(StandardCharsets.UTF_8)) {
                out.write(b);
              }
            });
  }

  private static String lines(String code) {
    if (code.contains("1/0")) {
      return "{\"type\":\"error\",\"name\":\"ZeroDivisionError\",\"value\":\"division by zero\","
          + "\"traceback\":\"line 1\"}\n"
          + END;
    }
    if (code.contains("flood")) {
      return ("{\"type\":\"stdout\",\"text\":\"" + "x".repeat(500) + "\"}\n").repeat(4) + END;
    }
    if (code.contains("cut")) {
      return "";
    }
    return "{\"type\":\"stdout\",\"text\":\"hé\\n\",\"timestamp\":\"2026-08-22T10:00:00Z\"}\n"
        + "{\"type\":\"keepalive\"}\n"
        + "{\"type\":\"result\",\"text\":\"2\",\"chart\":{\"type\":\"line\",\"n\":[1,2.5]},"
        + "\"is_main_result\":true,\"extra\":{}}\n"
        + END;
  }

  private static FakeReply text(int status, String words) {
    return FakeReply.bytes(status, "text/plain", words.getBytes(StandardCharsets.UTF_8));
  }
}
