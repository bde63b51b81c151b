package io.ollio.live;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.Cancellation;
import io.ollio.preview.PreviewAccess;
import io.ollio.preview.PreviewSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A dev server in a real sandbox, as browsers and others see it. */
class LivePreviewTest extends LivePreviewSuite {
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
}
