package io.ollio.sandbox.e2b.recorded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ollio.sandbox.e2b.fake.FakeE2b;
import io.ollio.sandbox.e2b.fake.FakeMachine;
import io.ollio.sandbox.e2b.recorded.Recording.Exchange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The fake, asked what the official client asked, gives the recorded status and shape. */
class ReplayTest {
  /**
   * Answers that the recorder made up by order, which here are planned faults, and what is out of
   * scope.
   */
  private static final Set<String> BY_ORDER =
      Set.of(
          "05", "82", "25", "203", "207", "90", "91", "92", "93", "94", "95", "96", "97", "98",
          "99", "100", "101", "102", "103", "104", "105", "106", "107", "111", "112", "113", "114",
          "118", "119", "120", "123", "130", "131", "132", "133", "134");

  @TempDir Path directory;
  private FakeE2b fake;
  private FakeMachine machine;

  @BeforeEach
  void startFake() throws IOException {
    fake = FakeE2b.plain(directory, InstantSource.system());
    machine = fake.cloud().put(Operations.ID, "base", Duration.ofMinutes(5));
    machine.metadata().put("user", "abc");
    Files.writeString(machine.path("/home/user/pre.txt"), "hello pre\n");
    for (String name : List.of("b.bin", "empty.txt", "1.txt", "1b.txt")) {
      Files.write(machine.path("/tmp/" + name), name.startsWith("e") ? new byte[0] : new byte[4]);
    }
  }

  @AfterEach
  void closeFake() {
    fake.close();
  }

  static List<String> scenarios() {
    return Recording.scenarios().stream()
        .filter(scenario -> !BY_ORDER.contains(scenario.substring(0, scenario.indexOf('-'))))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void request_asRecorded_isAnsweredAsRecorded(String scenario) throws IOException {
    Recording recording = Recording.load(scenario);
    prepare(recording);
    for (Exchange exchange : recording.exchanges()) {
      replay(recording, exchange);
    }
  }

  private void prepare(Recording recording) throws IOException {
    if (recording.number().matches("14[1-7]")) {
      machine.trafficToken("traffic_tok_1");
      post("/contexts", 49_999, "{\"language\":\"python\"}");
    }
    if (recording.number().equals("58")) {
      Files.createDirectories(machine.path("/home/user/newdir"));
    }
    if (recording.number().equals("206")) {
      machine.token("");
    }
    if (recording.number().equals("76")) {
      started();
    }
    if (recording.number().matches("19|20")) {
      post("/sandboxes/" + Operations.ID + "/snapshots", 0, "{\"name\":\"my-snap\"}");
    }
    if (recording.number().equals("14")) {
      for (String id : List.of("ifirst", "isecond")) {
        FakeMachine listed = fake.cloud().put(id, "base", Duration.ofMinutes(5));
        listed.metadata().put("user", "a b");
        listed.metadata().put("k/2", "x&y");
      }
    }
  }

  private void replay(Recording recording, Exchange exchange) throws IOException {
    boolean endsByItself = !Set.of("62", "75", "81").contains(recording.number());
    OkHttpClient http =
        new OkHttpClient.Builder().readTimeout(Duration.ofSeconds(endsByItself ? 20 : 1)).build();
    try (Response response = http.newCall(request(recording, exchange)).execute()) {
      assertThat(response.code()).as(recording.scenario()).isEqualTo(exchange.status());
      if (exchange.isStream()) {
        assertFrames(recording, response, exchange);
      } else if (exchange.path().equals("/execute")) {
        assertThat(response.body().string()).contains("\"end_of_execution\"");
      } else if (exchange.status() == 200
          && exchange.path().equals("/files")
          && exchange.method().equals("GET")) {
        assertThat(response.body().bytes().length > 0).isEqualTo(plain(exchange).length > 0);
      } else {
        assertShape(json(exchange.answer()), json(response.body().bytes()), recording.scenario());
      }
    }
  }

  private Request request(Recording recording, Exchange exchange) throws IOException {
    Request.Builder request = new Request.Builder();
    exchange
        .headers()
        .forEach(
            (name, value) -> {
              boolean isTransport =
                  name.startsWith(":")
                      || Set.of("host", "connection", "content-length", "transfer-encoding")
                          .contains(name);
              if (!isTransport) {
                request.header(name, value);
              }
            });
    if (recording.number().equals("110")) {
      request.header("x-api-key", "e2b_bad");
    }
    String target = exchange.target();
    byte[] body = exchange.body();
    if (recording.number().equals("121")) {
      target = target.replace("%2Fx", "%2Ffull-disk");
    }
    if (recording.number().matches("7[789]|81")) {
      body = substituted(exchange);
    }
    String type = exchange.headers().get("content-type");
    boolean hasBody = Set.of("POST", "PUT").contains(exchange.method());
    return request
        .url(fake.url() + target)
        .method(
            exchange.method(),
            hasBody ? RequestBody.create(body, type == null ? null : MediaType.get(type)) : null)
        .build();
  }

  /** Recorded process ids stand for one that runs here. */
  private byte[] substituted(Exchange exchange) throws IOException {
    String pid = started();
    boolean isStream = exchange.isStream();
    String text = new String(exchange.body(), StandardCharsets.UTF_8);
    String json =
        (isStream ? text.substring(5) : text).replaceAll("\"pid\":[0-9]+", "\"pid\":" + pid);
    return isStream ? envelope(json) : json.getBytes(StandardCharsets.UTF_8);
  }

  /** Starts a process that runs on; its id. */
  private String started() throws IOException {
    String start = "{\"process\":{\"cmd\":\"/bin/cat\",\"args\":[\"-u\"]},\"stdin\":true}";
    try (Response response =
        new OkHttpClient()
            .newCall(
                daemon("/process.Process/Start")
                    .post(
                        RequestBody.create(
                            envelope(start), MediaType.get("application/connect+json")))
                    .build())
            .execute()) {
      response.body().source().require(5);
      response.body().source().skip(1);
      int length = response.body().source().readInt();
      String event = response.body().source().readUtf8(length);
      return event.replaceAll("[^0-9]", "");
    }
  }

  private Request.Builder daemon(String path) {
    return new Request.Builder()
        .url(fake.url() + path)
        .header("E2b-Sandbox-Id", Operations.ID)
        .header("E2b-Sandbox-Port", "49983")
        .header("X-Access-Token", "envd_tok_0123456789abcdef");
  }

  private void post(String path, int port, String json) throws IOException {
    Request request =
        new Request.Builder()
            .url(fake.url() + path)
            .header("X-API-KEY", FakeE2b.KEY)
            .header("E2b-Sandbox-Id", Operations.ID)
            .header("E2b-Sandbox-Port", Integer.toString(port))
            .header("E2B-Traffic-Access-Token", "traffic_tok_1")
            .post(RequestBody.create(json, MediaType.get("application/json")))
            .build();
    try (Response response = new OkHttpClient().newCall(request).execute()) {
      assertThat(response.isSuccessful()).isTrue();
    }
  }

  private static byte[] envelope(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(5 + bytes.length)
        .put((byte) 0)
        .putInt(bytes.length)
        .put(bytes)
        .array();
  }

  /** The same first message; where it ends, the same end. */
  private static void assertFrames(Recording recording, Response response, Exchange exchange)
      throws IOException {
    JsonNode first = exchange.frames().path(0).path("json");
    JsonNode last = exchange.frames().path(exchange.frames().size() - 1);
    List<JsonNode> messages = new ArrayList<>();
    int flags = 0;
    var source = response.body().source();
    boolean isEndless = last.path("flags").asInt() != 2;
    while (flags != 2 && !(isEndless && !messages.isEmpty())) {
      flags = source.readByte();
      messages.add(Recording.MAPPER.readTree(source.readByteArray(source.readInt())));
    }
    assertShape(first, messages.get(0), recording.scenario());
    if (!isEndless) {
      assertThat(messages.get(messages.size() - 1)).isEqualTo(last.path("json"));
      JsonNode end = messages.get(messages.size() - 2).path("event").path("end");
      assertThat(end.path("exited").asBoolean()).isTrue();
    }
  }

  /** Every recorded field is there and of the same kind; null and absent are one. */
  private static void assertShape(JsonNode recorded, JsonNode given, String where) {
    assertThat(given.getNodeType()).as(where).isEqualTo(recorded.getNodeType());
    if (recorded.isArray() && !recorded.isEmpty()) {
      assertThat(given.isEmpty()).as(where + " is empty").isFalse();
      assertShape(recorded.get(0), given.get(0), where + "[0]");
    }
    recorded
        .properties()
        .forEach(
            field -> {
              boolean isOptional =
                  Set.of(
                          "trafficAccessToken",
                          "domain",
                          "volumeMounts",
                          "network",
                          "lifecycle",
                          "allowInternetAccess",
                          "error")
                      .contains(field.getKey());
              boolean isDefault =
                  field.getValue().isNull() || field.getValue().asText().equals("0");
              if (!isOptional && !isDefault) {
                assertShape(
                    field.getValue(), given.path(field.getKey()), where + "." + field.getKey());
              }
            });
  }

  private static JsonNode json(byte[] bytes) throws IOException {
    return Recording.MAPPER.readTree(bytes);
  }

  private static byte[] plain(Exchange exchange) throws IOException {
    return new GZIPInputStream(new ByteArrayInputStream(exchange.answer())).readAllBytes();
  }
}
