package io.ollio.live;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.Cancellation;
import io.ollio.CancellationSource;
import io.ollio.InvalidInput;
import io.ollio.OperationCancelled;
import io.ollio.file.FileContent;
import io.ollio.file.FilePath;
import io.ollio.file.FileTree;
import io.ollio.live.LiveException.DidNotStart;
import io.ollio.live.LiveException.NotPossible;
import io.ollio.local.LocalSandboxProvider;
import io.ollio.local.LocalSandboxSettings;
import io.ollio.local.LocalTemplate;
import io.ollio.preview.PreviewAccess;
import io.ollio.preview.PreviewSettings;
import io.ollio.preview.PreviewSettings.TokenPlace;
import io.ollio.sandbox.Command;
import io.ollio.sandbox.CommandOutput;
import io.ollio.sandbox.Sandbox;
import io.ollio.sandbox.SandboxException.SandboxUnavailable;
import io.ollio.sandbox.SandboxSpec;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A dev server in a real sandbox, as browsers and others see it. Needs Node and bubblewrap. */
@Tag("slow")
class LivePreviewTest {
  private static final SandboxSpec SPEC = SandboxSpec.DEFAULT.withTemplate("plain");
  private static final DevServer NODE =
      new DevServer("exec node server.mjs", 5_173, Duration.ofSeconds(30));
  private static final String PAGE = "<!doctype html><title>One</title><p>one</p>";
  private static final List<PreviewAccess> HEARD = new CopyOnWriteArrayList<>();

  @TempDir private static Path directory;
  private static LocalSandboxProvider provider;
  private static LivePreviews previews;
  private static LivePreview preview;

  @BeforeAll
  static void start() throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
    Path template = directory.resolve("template");
    Path packages = Files.createDirectories(template.resolve("node_modules"));
    for (Path path : List.of(template, packages)) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    provider =
        new LocalSandboxProvider(
            LocalSandboxSettings.DEFAULT
                .withDirectory(directory)
                .withTemplates(
                    new LocalTemplate("plain", template),
                    new LocalTemplate("unprepared", directory.resolve("nowhere"))));
    PreviewSettings settings =
        PreviewSettings.builder()
            .embedders("https://app.example.com")
            .times(Duration.ofSeconds(2), Duration.ofSeconds(20))
            .build();
    previews = new LivePreviews(provider, settings, HEARD::add);
    preview = previews.start(SPEC, project(PAGE), NODE, Cancellation.none());
  }

  @AfterAll
  static void stop() {
    preview.close();
    previews.close();
    provider.close();
  }

  private static FileTree project(String page) throws IOException {
    try (InputStream in = LivePreviewTest.class.getResourceAsStream("server.mjs")) {
      return FileTree.of(
          Map.of(
              FilePath.of("server.mjs"), FileContent.of(in.readAllBytes()),
              FilePath.of("index.html"), FileContent.of(page)));
    }
  }

  private static String get(String path) throws IOException {
    return get(preview.uri(), path);
  }

  private static String get(URI uri, String path) throws IOException {
    return exchange(uri, "GET " + path + " HTTP/1.1\r\nHost: " + uri.getAuthority() + "\r\n\r\n");
  }

  /** Names below localhost need no resolver this way. */
  private static String exchange(URI uri, String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), uri.getPort())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }

  @Test
  void get_page_comesWithTheHeadersOfPreviewsAndNothingOfTheServersOwn() throws IOException {
    String reply = get("/");
    String place = preview.uri().toString().replaceFirst("/$", "");

    assertThat(reply).startsWith("HTTP/1.1 200").endsWith("<title>One</title><p>one</p>");
    assertThat(reply).contains("<!doctype html><script>");
    assertThat(reply)
        .containsIgnoringCase(
            "Content-Security-Policy: sandbox allow-scripts allow-forms; default-src 'none'")
        .contains("connect-src " + place + " " + place.replace("http", "ws"))
        .contains("frame-ancestors https://app.example.com");
    assertThat(reply)
        .doesNotContainIgnoringCase("set-cookie")
        .doesNotContainIgnoringCase("clear-site-data")
        .doesNotContainIgnoringCase("service-worker-allowed")
        .doesNotContainIgnoringCase("allow-credentials")
        .doesNotContainIgnoringCase("bad manners")
        .doesNotContain("default-src *");
  }

  @Test
  void get_requestHeaders_onlyHarmlessOnesPass() throws IOException {
    String reply =
        exchange(
            preview.uri(),
            "GET /headers HTTP/1.1\r\nHost: "
                + preview.uri().getAuthority()
                + "\r\nCookie: session=secret\r\nAuthorization: secret\r\nAccept: x/y\r\n\r\n");

    assertThat(reply).contains("\"accept\":\"x/y\"").doesNotContain("secret");
  }

  @Test
  void get_largeAnswer_comesWhole() throws IOException {
    assertThat(get("/large").split("\r\n\r\n", 2)[1]).hasSize(3_000_000);
  }

  @Test
  void get_largePage_comesWholeAndWithTheScript() throws IOException {
    assertThat(get("/large-page").split("\r\n\r\n", 2)[1])
        .startsWith("<script>")
        .hasSizeGreaterThan(9_000_000);
  }

  @Test
  void get_headBeforeTheHead_isRefused() throws IOException {
    assertThat(get("/early")).startsWith("HTTP/1.1 502").doesNotContain("free");
  }

  @Test
  void get_answerThatBreaksOff_hasNothingOfOursInIt() throws IOException {
    assertThat(get("/cut")).startsWith("HTTP/1.1 200").endsWith("begun");
  }

  @Test
  void get_whileAPreviewHoldsItsShareOfConnections_isRefusedThereAlone() throws IOException {
    PreviewSettings settings = PreviewSettings.builder().maxRequests(1).build();
    try (LivePreviews few = new LivePreviews(provider, settings, HEARD::add);
        LivePreview full = few.start(SPEC, project(PAGE), NODE, Cancellation.none());
        LivePreview other = few.start(SPEC, project(PAGE), NODE, Cancellation.none());
        Socket waiting = new Socket(InetAddress.getLoopbackAddress(), full.uri().getPort())) {
      String host = full.uri().getAuthority();
      String request = "GET /never HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
      waiting.getOutputStream().write(request.getBytes(ISO_8859_1));
      assertThat(waiting.getInputStream().read()).isEqualTo('H');

      assertThat(get(full.uri(), "/")).startsWith("HTTP/1.1 503");
      assertThat(get(other.uri(), "/")).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void get_redirect_staysWithinThePreview() throws IOException {
    assertThat(get("/leave")).startsWith("HTTP/1.1 302").doesNotContain("evil.example");
    assertThat(get("/leave-by-tab")).startsWith("HTTP/1.1 302").doesNotContain("evil.example");
    assertThat(get("/move")).containsIgnoringCase("location: /headers");
  }

  @Test
  void server_inTheSandbox_reachesNothingOutside() throws IOException {
    assertThat(get("/outside")).endsWith("ECONNREFUSED ENETUNREACH");
  }

  @Test
  void update_changedFile_isServedAndTheWebSocketHearsOfIt() throws IOException {
    try (LivePreview other = previews.start(SPEC, project(PAGE), NODE, Cancellation.none());
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), other.uri().getPort())) {
      socket.setSoTimeout(20_000);
      String upgrade =
          "GET /?token=1 HTTP/1.1\r\nHost: "
              + other.uri().getAuthority()
              + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nOrigin: null\r\n"
              + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";
      socket.getOutputStream().write(upgrade.getBytes(ISO_8859_1));
      HttpHead head = HttpHead.read(socket.getInputStream());
      assertThat(head.part(1)).isEqualTo("101");
      assertThat(head.only("sec-websocket-accept")).contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
      assertThat(head.has("set-cookie")).isFalse();

      other.update(project(PAGE.replace("one", "two")));

      byte[] frame = socket.getInputStream().readNBytes(2 + "index.html".length());
      assertThat(new String(frame, ISO_8859_1)).endsWith("index.html");
      assertThat(get(other.uri(), "/")).endsWith("<p>two</p>");
    }
  }

  @Test
  void close_endsAddressConnectionsServerAndSandbox() throws IOException {
    LivePreview other = previews.start(SPEC, project(PAGE), NODE, Cancellation.none());
    URI uri = other.uri();
    assertThat(other.isRunning()).isTrue();
    assertThat(other.output()).isEqualTo("ready\n");

    other.close();

    assertThat(other.isRunning()).isFalse();
    assertThat(get(uri, "/")).startsWith("HTTP/1.1 404");
    assertThat(get("/")).startsWith("HTTP/1.1 200");
    other.close();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          wrong host       | 421 | GET / HTTP/1.1 ⏎ Host: evil.example
          bare address     | 421 | GET / HTTP/1.1 ⏎ Host: 127.0.0.1:PORT
          no host          | 421 | GET / HTTP/1.1
          two hosts        | 421 | GET / HTTP/1.1 ⏎ Host: HOST ⏎ Host: HOST
          unknown token    | 404 | GET / HTTP/1.1 ⏎ Host: 0000000000000000000000000000000000000000.localhost:PORT
          post             | 405 | POST / HTTP/1.1 ⏎ Host: HOST ⏎ Content-Length: 0
          smuggled body    | 405 | GET / HTTP/1.1 ⏎ Host: HOST ⏎ Transfer-Encoding: chunked
          absolute form    | 400 | GET http://evil.example/ HTTP/1.1 ⏎ Host: HOST
          old version      | 400 | GET / HTTP/1.0 ⏎ Host: HOST
          service worker   | 403 | GET / HTTP/1.1 ⏎ Host: HOST ⏎ Service-Worker: script
          upgrade by post  | 405 | POST / HTTP/1.1 ⏎ Host: HOST ⏎ Upgrade: websocket
          """)
  void exchange_hostileRequest_isRefused(String name, int status, String request)
      throws IOException {
    String sent =
        request
            .replace(" ⏎ ", "\r\n")
            .replace("HOST", preview.uri().getAuthority())
            .replace("PORT", Integer.toString(preview.uri().getPort()));

    assertThat(exchange(preview.uri(), sent + "\r\n\r\n"))
        .startsWith("HTTP/1.1 " + status + " ")
        .containsIgnoringCase("content-security-policy: sandbox;")
        .doesNotContain("one</p>");
  }

  @ParameterizedTest
  @CsvSource({"GET / HTTP/1.1 ⏎ Host: x ⏎  folded ⏎⏎", "GET / HTTP/1.1 ⏎ Ho st: x ⏎⏎", "GET / HT"})
  void exchange_headThatIsNotPlainOrNotWhole_isCut(String request) throws IOException {
    assertThat(exchange(preview.uri(), request.replace(" ⏎", "\r\n").replace("⏎", "\r\n")))
        .isEmpty();
  }

  @Test
  void exchange_endlessHead_isCut() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), preview.uri().getPort())) {
      socket.getOutputStream().write("GET / HTTP/1.1\r\n".getBytes(ISO_8859_1));
      byte[] line = "A: b\r\n".getBytes(ISO_8859_1);
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 1_000_000; i++) {
                  socket.getOutputStream().write(line);
                }
              })
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void start_programThatPosesAsTheBridge_endsInTimeAndHoldsNobodyUp() throws IOException {
    String flood =
        "exec node -e \"const net = require('net'); for (let i = 0; i < 300; i++) net.connect('/run/ollio/s')"
            + ".on('error', () => {}); setTimeout(() => {}, 60000)\"";
    DevServer posing = new DevServer(flood, 5_173, Duration.ofSeconds(1));

    assertThatThrownBy(() -> previews.start(SPEC, project(PAGE), posing, Cancellation.none()))
        .isInstanceOf(DidNotStart.class);
    assertThat(get("/")).startsWith("HTTP/1.1 200");
  }

  @Test
  void run_replacingTheBridge_isRefused() throws IOException {
    DevServer replacing =
        new DevServer("rm /run/ollio/s; ln -sf /etc /run/ollio/s", 5_173, Duration.ofSeconds(30));

    assertThatThrownBy(() -> previews.start(SPEC, project(PAGE), replacing, Cancellation.none()))
        .isInstanceOf(DidNotStart.class)
        .hasMessageContaining("Read-only file system");
  }

  @Test
  void publicUrl_otherHost_isMisdirected() throws IOException {
    try (Sandbox sandbox = provider.open(SPEC, Cancellation.none())) {
      URI uri = sandbox.publicUrl(5_173).orElseThrow();

      assertThat(sandbox.publicUrl(5_173)).contains(uri);
      assertThat(exchange(uri, "GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n"))
          .startsWith("HTTP/1.1 421");
      assertThat(get(uri, "/")).startsWith("HTTP/1.1 502");
    }
  }

  @Test
  void listener_hearsOfPagesAndRefusals() throws IOException {
    HEARD.clear();
    get("/headers?secret=1");

    assertThat(HEARD)
        .extracting(PreviewAccess::path, PreviewAccess::status)
        .contains(org.assertj.core.groups.Tuple.tuple("/headers", 200));
    assertThat(HEARD.get(0).token()).contains(preview.token());
  }

  @Test
  void embed_hasTheSandboxedFrameAndThePolicyForTheApplication() {
    assertThat(preview.embed("Shop").html())
        .contains("src=\"" + preview.uri() + "\"", "sandbox=\"allow-scripts allow-forms\"");
    assertThat(preview.embed("Shop").header())
        .isEqualTo(
            "Content-Security-Policy: frame-src "
                + preview.uri().toString().replaceFirst("/$", ""));
  }

  @Test
  void start_serverThatEnds_saysWhatItPrintedAndLeavesNothing() throws IOException {
    DevServer broken = new DevServer("echo no such thing; exit 3", 5_173, Duration.ofSeconds(30));
    long before = entries();

    assertThatThrownBy(() -> previews.start(SPEC, project(PAGE), broken, Cancellation.none()))
        .isInstanceOf(DidNotStart.class)
        .hasMessage("The dev server on port 5173 has ended. It printed: no such thing");
    assertThat(entries()).isEqualTo(before);
  }

  @Test
  void start_serverThatNeverListens_endsInTime() {
    DevServer silent = new DevServer("exec sleep 60", 5_173, Duration.ofMillis(300));

    assertThatThrownBy(() -> previews.start(SPEC, project(PAGE), silent, Cancellation.none()))
        .isInstanceOf(DidNotStart.class)
        .hasMessageContaining("has not answered within 0 s");
  }

  @Test
  void start_cancelled_leavesNothing() throws IOException {
    CancellationSource stop = new CancellationSource();
    stop.cancel();
    long before = entries();

    assertThatThrownBy(() -> previews.start(SPEC, project(PAGE), NODE, stop))
        .isInstanceOf(OperationCancelled.class);
    assertThat(entries()).isEqualTo(before);
  }

  @Test
  void start_sandboxWithoutTemplate_isNotPossible() {
    assertThatThrownBy(
            () -> previews.start(SandboxSpec.DEFAULT, project(PAGE), NODE, Cancellation.none()))
        .isInstanceOf(NotPossible.class)
        .hasMessage("No live preview: these sandboxes publish no ports");
  }

  @Test
  void open_unknownOrUnpreparedTemplate_saysWhich() {
    assertThatThrownBy(() -> open("angular"))
        .isInstanceOf(SandboxUnavailable.class)
        .hasMessage("No local sandbox template named angular is known");
    assertThatThrownBy(() -> open("unprepared"))
        .isInstanceOf(SandboxUnavailable.class)
        .hasMessageContaining("unprepared is prepared: its directory holds no node_modules");
  }

  @Test
  void previews_byPath_areInvalid() {
    PreviewSettings byPath = PreviewSettings.builder().tokenPlace(TokenPlace.PATH).build();

    assertThatThrownBy(() -> new LivePreviews(provider, byPath, PreviewAccess.Listener.none()))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("tokenPlace");
  }

  @Test
  void template_inTheSandbox_isReadOnlyAndSoIsTheBridge() {
    try (Sandbox sandbox = open("plain")) {
      String script =
          "touch /home/node_modules/x; touch /run/x; ln -s /etc /home/node_modules; ls /run";
      String errors =
          sandbox
              .commands()
              .orElseThrow()
              .run(Command.of(script), CommandOutput.SILENT, Cancellation.none())
              .stderr();

      assertThat(errors.lines())
          .hasSize(4)
          .allMatch(line -> line.contains("Read-only") || line.contains("No such file"));
    }
  }

  private static Sandbox open(String template) {
    return provider.open(SandboxSpec.DEFAULT.withTemplate(template), Cancellation.none());
  }

  private static long entries() throws IOException {
    try (java.util.stream.Stream<Path> all = Files.walk(directory, 2)) {
      return all.count();
    }
  }
}
