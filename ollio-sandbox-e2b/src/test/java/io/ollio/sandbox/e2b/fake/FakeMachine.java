package io.ollio.sandbox.e2b.fake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** One sandbox: its place on this machine's disk, its processes, its time. */
public final class FakeMachine {
  static final String VARIABLE = "FAKE_E2B_SANDBOX";

  private final FakeCloud cloud;
  private final String id;

  /** Other fakes on this machine may use the same ids. */
  private final String mark = UUID.randomUUID().toString();

  private final String template;
  private final Path root;
  private final Map<String, String> metadata = new LinkedHashMap<>();
  private final Map<String, String> environment = new LinkedHashMap<>();
  private final FakeProcesses processes;
  private final FakeDaemon daemon;
  private final FakeInterpreter interpreter = new FakeInterpreter(this);
  private final Instant startedAt;
  private volatile Instant endAt;
  private volatile String version = "0.6.13";
  private volatile String token = "envd_tok_0123456789abcdef";
  private volatile String trafficToken = "";
  private volatile String domain = "";
  private volatile boolean autoPause;
  private volatile boolean paused;
  private volatile boolean gone;

  FakeMachine(FakeCloud cloud, String id, String template, Path root, Duration timeout)
      throws IOException {
    this.cloud = cloud;
    this.id = id;
    this.template = template;
    this.root = root;
    this.startedAt = cloud.clock().instant();
    this.endAt = startedAt.plus(timeout);
    this.processes = new FakeProcesses(this);
    this.daemon = new FakeDaemon(this);
    Files.createDirectories(path("/home/user"));
    Files.createDirectories(path("/tmp"));
  }

  public String id() {
    return id;
  }

  String mark() {
    return mark;
  }

  /** Where an absolute path of the sandbox is on this machine. */
  public Path path(String absolute) {
    String clean = Path.of("/").resolve(absolute).normalize().toString();
    return root.resolve(clean.substring(1));
  }

  public Instant endAt() {
    return endAt;
  }

  public Map<String, String> metadata() {
    return metadata;
  }

  public FakeMachine version(String value) {
    version = value;
    return this;
  }

  public FakeMachine token(String value) {
    token = value;
    return this;
  }

  public FakeMachine trafficToken(String value) {
    trafficToken = value;
    return this;
  }

  public FakeMachine domain(String value) {
    domain = value;
    return this;
  }

  Map<String, String> environment() {
    return environment;
  }

  String token() {
    return token;
  }

  String version() {
    return version;
  }

  String trafficToken() {
    return trafficToken;
  }

  FakeCloud cloud() {
    return cloud;
  }

  FakeProcesses processes() {
    return processes;
  }

  FakeDaemon daemon() {
    return daemon;
  }

  FakeInterpreter interpreter() {
    return interpreter;
  }

  void autoPause(boolean on) {
    autoPause = on;
  }

  void endAt(Instant end) {
    endAt = end;
  }

  public boolean isPaused() {
    return paused;
  }

  boolean isGone() {
    return gone;
  }

  /** Lets happen what time has brought. */
  void look() {
    if (!gone && !paused && !cloud.clock().instant().isBefore(endAt)) {
      if (autoPause) {
        pause();
      } else {
        kill();
      }
    }
  }

  public void pause() {
    paused = true;
    processes.cut();
  }

  void resume(Duration timeout) {
    paused = false;
    Instant end = cloud.clock().instant().plus(timeout);
    endAt = end.isAfter(endAt) ? end : endAt;
  }

  /** Ends it with everything that runs in it. */
  public void kill() {
    gone = true;
    processes.cut();
    killAll("\0" + VARIABLE + "=" + mark + "\0");
  }

  ObjectNode json() {
    ObjectNode json =
        Json.object()
            .put("templateID", "rki5dems9wqfm4r03t7g")
            .put("sandboxID", id)
            .put("alias", template)
            .put("clientID", "6532622b")
            .put("envdVersion", version);
    if (!token.isEmpty()) {
      json.put("envdAccessToken", token);
    }
    json.put("trafficAccessToken", trafficToken.isEmpty() ? null : trafficToken);
    return json.put("domain", domain.isEmpty() ? null : domain);
  }

  ObjectNode detail() {
    ObjectNode json = json();
    json.remove("trafficAccessToken");
    return describe(json);
  }

  ObjectNode row() {
    ObjectNode json = json();
    json.remove(List.of("trafficAccessToken", "envdAccessToken", "domain"));
    return describe(json);
  }

  private ObjectNode describe(ObjectNode json) {
    json.put("startedAt", startedAt.toString())
        .put("endAt", endAt.toString())
        .put("cpuCount", 2)
        .put("memoryMB", 512)
        .put("diskSizeMB", 1024)
        .put("state", paused ? "paused" : "running");
    json.set("metadata", Json.MAPPER.valueToTree(metadata));
    return json;
  }

  /** Kills every process of this machine whose first environment holds the text. */
  private static void killAll(String variable) {
    for (int round = 0; round < 50; round++) {
      List<ProcessHandle> found;
      try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
        found = all.filter(process -> carries(process, variable)).toList();
      }
      if (found.isEmpty()) {
        return;
      }
      found.forEach(ProcessHandle::destroyForcibly);
    }
  }

  private static boolean carries(ProcessHandle process, String variable) {
    try {
      byte[] environment = Files.readAllBytes(Path.of("/proc/" + process.pid() + "/environ"));
      return ("\0" + new String(environment, StandardCharsets.UTF_8)).contains(variable);
    } catch (IOException | UncheckedIOException ended) {
      return false;
    }
  }
}
