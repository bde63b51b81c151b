package io.ollio.sandbox.e2b.recorded;

import io.ollio.Cancellation;
import io.ollio.sandbox.e2b.api.DaemonVersion;
import io.ollio.sandbox.e2b.client.E2bClient;
import io.ollio.sandbox.e2b.client.RemoteSandbox;
import io.ollio.sandbox.e2b.code.CodeContext;
import io.ollio.sandbox.e2b.code.CodeListener;
import io.ollio.sandbox.e2b.code.CodeRequest;
import io.ollio.sandbox.e2b.control.Lifecycle;
import io.ollio.sandbox.e2b.control.Lifecycle.OnTimeout;
import io.ollio.sandbox.e2b.control.NetworkRules;
import io.ollio.sandbox.e2b.control.SandboxAccess;
import io.ollio.sandbox.e2b.control.SandboxQuery;
import io.ollio.sandbox.e2b.control.SandboxRequest;
import io.ollio.sandbox.e2b.files.WatchOptions;
import io.ollio.sandbox.e2b.files.WriteOptions;
import io.ollio.sandbox.e2b.process.ProcessRef;
import io.ollio.sandbox.e2b.process.ProcessRequest;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What this client does where the official one did what was recorded. */
final class Operations {
  static final String ID = "i1a2b3c4d5e6f7g8h9j0k";

  private static final String TOKEN = "envd_tok_0123456789abcdef";
  private static final CodeContext CONTEXT = new CodeContext("ctx-1", "python", "/tmp");

  private final E2bClient client;
  private final RemoteSandbox sandbox;
  private final Map<String, Runnable> byNumber = new LinkedHashMap<>();

  private Operations(E2bClient client, RemoteSandbox sandbox) {
    this.client = client;
    this.sandbox = sandbox;
  }

  /** Does it; numbers are those of the recordings. */
  static void run(String number, E2bClient client) {
    boolean isOld = number.matches("13[0-9]");
    boolean isCode = number.matches("14[1-7]");
    SandboxAccess access =
        new SandboxAccess(
            ID,
            "base",
            isOld ? new DaemonVersion(0, 3, 0) : new DaemonVersion(0, 6, 13),
            Optional.of(TOKEN),
            isCode ? Optional.of("traffic_tok_1") : Optional.empty(),
            Optional.empty());
    Operations operations = new Operations(client, client.sandbox(access));
    operations.addControl();
    operations.addErrors();
    operations.addFiles();
    operations.addFilesystem();
    operations.addProcesses();
    operations.addOthers();
    operations.addTls();
    Runnable operation = operations.byNumber.get(number);
    if (operation == null) {
      throw new AssertionError("No operation for recording " + number);
    }
    operation.run();
  }

  private void add(String number, Runnable operation) {
    byNumber.put(number, operation);
  }

  private void addControl() {
    add("01", () -> client.create("base"));
    add("02", () -> client.create(full()));
    add("03", () -> client.create(ending(OnTimeout.KILL)));
    add("04", () -> client.create(ending(OnTimeout.PAUSE_FILES)));
    add("10", () -> client.connect(ID));
    add("11", () -> client.control().connect(ID, Optional.of(Duration.ofMinutes(1)), false));
    add("12", sandbox::info);
    add("13", () -> sandbox.setTimeout(Duration.ofMinutes(2)));
    add("14", this::list);
    add("15", sandbox::pause);
    add("16", sandbox::pauseFiles);
    add("17", () -> sandbox.snapshot("my-snap"));
    add("18", () -> client.control().snapshot(ID, Optional.empty()));
    add("19", () -> client.control().snapshots(Optional.of(ID)));
    add("20", () -> client.control().deleteTemplate("team/my-snap:default"));
    add("21", () -> client.control().metrics(ID, at(1_787_392_800), at(1_787_392_900)));
    add(
        "22",
        () -> sandbox.updateNetwork(NetworkRules.outbound(List.of("8.8.8.8"), List.of()), true));
    add("23", () -> sandbox.fork(Duration.ofSeconds(30), 2));
    add("24", sandbox::isRunning);
  }

  private void addErrors() {
    for (String number : List.of("110", "111", "112", "113", "114", "119", "120", "123", "130")) {
      add(number, () -> client.create("base"));
    }
    add("115", () -> client.create("nope"));
    add("116", () -> client.control().kill("inotthere"));
    add("117", () -> client.control().info("inotthere"));
    add("118", sandbox::pause);
    add("121", () -> sandbox.files().writeText("/x", "data"));
    add("122", () -> sandbox.files().as("nope").writeText("/x", "data"));
    add("107", sandbox::info);
    add("106", () -> sandbox.files().exists("/x"));
    add("90", () -> bash("echo x"));
    add("91", () -> sandbox.files().exists("/x"));
    add("92", () -> sandbox.files().read("/x"));
    add("93", sandbox::isRunning);
    add("94", () -> bash("echo x"));
    add("95", () -> sandbox.files().exists("/x"));
    add("96", () -> bash("echo x"));
    add("97", () -> sandbox.processes().run(ProcessRequest.bash("x").in("/nope")));
    for (String number : List.of("98", "99", "100", "101", "102", "103", "104")) {
      add(number, () -> bash("x"));
    }
    add(
        "105",
        () ->
            sandbox
                .processes()
                .run(ProcessRequest.bash("sleep 100").withTimeLimit(Duration.ofMillis(400))));
  }

  private void addFiles() {
    add("30", () -> sandbox.files().writeText("/home/user/dir with space/a.txt", "héllo"));
    add("31", () -> sandbox.files().as("root").writeText("rel.txt", "x"));
    add("32", () -> sandbox.files().write("/tmp/b.bin", new byte[] {0, 1, 2, (byte) 0xFF}));
    add("33", () -> stream("/tmp/s.bin", "streamed-body"));
    add("34", () -> sandbox.files().writeText("/tmp/o.bin", "octet"));
    add(
        "35",
        () -> sandbox.files().write("/tmp/g.txt", bytes("gzip me ".repeat(50)), WriteOptions.GZIP));
    add(
        "36",
        () ->
            sandbox
                .files()
                .write(
                    "/tmp/m.txt",
                    bytes("meta"),
                    new WriteOptions(false, Map.of("author", "me", "x-y", "z"))));
    add("37", this::batch);
    add("38", () -> sandbox.files().writeText("/tmp/empty.txt", ""));
    add("40", () -> sandbox.files().readText("/home/user/pre.txt"));
    add("41", () -> sandbox.files().read("/tmp/b.bin"));
    add("42", () -> sandbox.files().as("root").read("/home/user/pre.txt"));
    add("43", () -> sandbox.files().read("/nope"));
    add("44", () -> sandbox.files().read("/home/user/pre.txt"));
    add("45", () -> sandbox.files().read("/tmp/empty.txt"));
    add("131", () -> sandbox.files().writeText("/tmp/x", "y"));
    add("134", () -> stream("/tmp/x", "abc"));
  }

  private void addFilesystem() {
    add("50", () -> sandbox.files().list("/home/user", 1));
    add("51", () -> sandbox.files().as("root").list("/tmp", 3));
    add("52", () -> sandbox.files().list("/missing", 1));
    add("53", () -> sandbox.files().exists("/home/user/pre.txt"));
    add("54", () -> sandbox.files().exists("/nope"));
    add("55", () -> sandbox.files().stat("/home/user/pre.txt"));
    add("56", () -> sandbox.files().stat("/nope"));
    add("57", () -> sandbox.files().makeDirectory("/home/user/newdir"));
    add("58", () -> sandbox.files().makeDirectory("/home/user/newdir"));
    add("59", () -> sandbox.files().move("/tmp/1.txt", "/tmp/1b.txt"));
    add("60", () -> sandbox.files().move("/tmp/none", "/tmp/x"));
    add("61", () -> sandbox.files().remove("/tmp/1b.txt"));
    add(
        "62",
        () -> {
          WatchOptions all = new WatchOptions(true, true, true);
          try (var watch = sandbox.files().watch("/home/user", all)) {
            watch.next();
          }
        });
    add("133", () -> sandbox.files().list("/tmp", 1));
  }

  private void addProcesses() {
    ProcessRef process = ProcessRef.pid(1206);
    add("70", () -> bash("echo hello; echo warn >&2"));
    add("71", () -> sandbox.processes().run(fullProcess()));
    add("72", () -> bash("echo hello"));
    add("73", () -> bash("exit 3"));
    add("74", () -> bash("utf8"));
    add("75", () -> started(ProcessRequest.bash("sleep 100").withInput()));
    add("76", () -> sandbox.processes().list());
    add("77", () -> sandbox.processes().sendInput(process, bytes("héllo\n")));
    add("78", () -> sandbox.processes().closeInput(process));
    add("79", () -> sandbox.processes().kill(process));
    add("80", () -> sandbox.processes().kill(ProcessRef.pid(99_999)));
    add("81", () -> sandbox.processes().attach(ProcessRef.pid(1200), Cancellation.none()).close());
    add("132", () -> bash("echo hello"));
  }

  private void addOthers() {
    add("140", () -> client.create("code-interpreter-v1"));
    add(
        "141",
        () -> code(CodeRequest.python("print(\"hi\")\n1+1").withEnvironment(Map.of("A", "1"))));
    add("142", () -> code(CodeRequest.of("javascript", "1")));
    add("143", () -> sandbox.code().createContext(Optional.of("python"), Optional.of("/tmp")));
    add("144", () -> code(CodeRequest.python("1").in(CONTEXT)));
    add("145", () -> sandbox.code().contexts());
    add("146", () -> sandbox.code().restart(CONTEXT));
    add("147", () -> sandbox.code().remove(CONTEXT));
    add("150", sandbox::kill);
  }

  private void addTls() {
    add("200", () -> client.create("base"));
    add("201", () -> bash("echo hi"));
    add(
        "202",
        () -> {
          sandbox.files().writeText("/tmp/x", "y");
          sandbox.files().readText("/tmp/x");
        });
    Consumer<String> createThenRun =
        line -> client.create("base").processes().run(ProcessRequest.bash(line));
    add("204", () -> createThenRun.accept("echo hi"));
    add("205", () -> createThenRun.accept("echo hi"));
    add("206", () -> client.create("base").files().writeText("/a", "b"));
    add("208", () -> client.create("code-interpreter-v1").code().execute("1"));
    add("209", sandbox::kill);
  }

  private void list() {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("user", "a b");
    labels.put("k/2", "x&y");
    SandboxQuery query =
        new SandboxQuery(
            labels,
            List.of("running", "paused"),
            Optional.of("base"),
            Optional.of(Instant.parse("2026-08-22T10:00:00Z")),
            Optional.of(true),
            1,
            Optional.empty());
    client.control().list(client.control().list(query).next().orElseThrow());
  }

  private void batch() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("/tmp/1.txt", bytes("one"));
    files.put("two/é 'q'.txt", bytes("two"));
    sandbox.files().writeAll(files);
  }

  private void stream(String path, String text) {
    sandbox
        .files()
        .write(path, new ByteArrayInputStream(bytes(text)), text.length(), WriteOptions.PLAIN);
  }

  private void bash(String line) {
    sandbox.processes().run(ProcessRequest.bash(line));
  }

  private void started(ProcessRequest request) {
    sandbox.processes().start(request, Cancellation.none()).close();
  }

  private void code(CodeRequest request) {
    sandbox.code().execute(request, CodeListener.SILENT, Cancellation.none());
  }

  private static ProcessRequest fullProcess() {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("A", "1");
    variables.put("B", "x y");
    return ProcessRequest.bash("echo hello")
        .in("/tmp")
        .as("root")
        .withEnvironment(variables)
        .withTimeLimit(Duration.ofSeconds(5));
  }

  private static SandboxRequest ending(OnTimeout fate) {
    return SandboxRequest.of("base").withLifecycle(Lifecycle.of(fate));
  }

  private static SandboxRequest full() {
    NetworkRules rules =
        new NetworkRules(
            List.of("api.openai.com"),
            List.of("0.0.0.0/0"),
            Optional.of(false),
            Optional.of("localhost:${PORT}"),
            List.of(8443),
            Optional.of(
                new NetworkRules.EgressProxy(
                    "p.example.com:1080", Optional.of("u"), Optional.of("p"))),
            Map.of("api.openai.com", Map.of("Authorization", "Bearer x")));
    return new SandboxRequest(
        "my-template:v1",
        Optional.of(Duration.ofMillis(90_500)),
        Map.of("user", "a b", "k/2", "ü"),
        Map.of("FOO", "bar"),
        Optional.of(false),
        Optional.of(rules),
        new Lifecycle(Optional.of(OnTimeout.PAUSE), Optional.of(true)),
        Map.of("aws", "sts"));
  }

  private static Optional<Instant> at(long seconds) {
    return Optional.of(Instant.ofEpochSecond(seconds));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
