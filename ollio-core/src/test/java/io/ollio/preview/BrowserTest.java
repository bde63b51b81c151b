package io.ollio.preview;

import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.file.FileContent;
import io.ollio.file.FilePath;
import io.ollio.file.FileTree;
import io.ollio.preview.PreviewSettings.TokenPlace;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a page can and cannot do in a real browser (Chromium 152 or later). One run visits a host
 * page that embeds previews with the ready snippet, then a preview on its own; the page tries
 * everything and reports. The same attempts from an unprotected page prove that the foreign server
 * would have noticed.
 */
class BrowserTest {
  private static final List<String> FILES =
      List.of(
          "index.html",
          "peer.html",
          "css/site.css",
          "js/classic.js",
          "js/main.mjs",
          "js/part.mjs",
          "js/leaks.mjs",
          "data.json",
          "pixel.svg");

  private static final Map<String, String> FINDINGS = new ConcurrentHashMap<>();
  private static final List<PreviewAccess> UNLISTED = new CopyOnWriteArrayList<>();
  private static final CountDownLatch BARE_DONE = new CountDownLatch(1);
  private static final ForeignServer EVIL = new ForeignServer();
  private static final ForeignServer HOST = new ForeignServer();
  private static final StunListener STUN = new StunListener();
  private static final StunListener CONTROL_STUN = new StunListener();
  private static final ConnectionListener LISTENER = new ConnectionListener();
  private static final ConnectionListener CONTROL_LISTENER = new ConnectionListener();
  private static final PreviewRegistry REGISTRY = PreviewRegistry.system();

  @BeforeAll
  static void visitEverything(@TempDir Path profile) throws Exception {
    PreviewToken token = REGISTRY.publish(probe()).token();
    String host = HOST.url("localhost");
    try (PreviewServer byHost = start(TokenPlace.HOST, host, BrowserTest::remember);
        PreviewServer byPath = start(TokenPlace.PATH, host, BrowserTest::remember);
        PreviewServer unlisted = start(TokenPlace.HOST, "https://app.example.com", UNLISTED::add)) {
      prepareHostPage(byHost, byPath, unlisted, token);
      CountDownLatch walkedOff = EVIL.await("/bare/navigation");
      try (Chromium browser = Chromium.open(host + "/app", profile)) {
        assertThat(BARE_DONE.await(60, TimeUnit.SECONDS)).as("findings: %s", FINDINGS).isTrue();
        assertThat(CONTROL_STUN.heard().await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(CONTROL_LISTENER.heard().await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(walkedOff.await(1, TimeUnit.SECONDS)).as("a bare page walked off").isFalse();
      }
    }
  }

  @AfterAll
  static void stop() {
    EVIL.close();
    HOST.close();
    STUN.close();
    CONTROL_STUN.close();
    LISTENER.close();
    CONTROL_LISTENER.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"host", "path"})
  void embedded_page_cannotReachTheApplication(String place) {
    assertThat(finding(place, "origin")).isEqualTo("null");
    assertThat(finding(place, "parent-dom")).isEqualTo("SecurityError");
    assertThat(finding(place, "parent-location")).isEqualTo("SecurityError");
    assertThat(finding(place, "parent-storage")).isEqualTo("SecurityError");
    assertThat(finding(place, "frame-element")).isEqualTo("null");
    assertThat(finding(place, "top-navigation")).isEqualTo("SecurityError");
  }

  @ParameterizedTest
  @ValueSource(strings = {"host", "path", "bare"})
  void page_anywhere_hasAnOpaqueOriginWithoutCookiesAndPopups(String place) {
    assertThat(finding(place, "origin")).isEqualTo("null");
    assertThat(finding(place, "real-cookie")).isEqualTo("SecurityError");
    assertThat(finding(place, "popup")).isEqualTo("null");
    assertThat(finding(place, "service-worker")).isEqualTo("false");
    assertThat(finding(place, "indexed-db")).isEqualTo("undefined");
    assertThat(finding(place, "web-rtc")).isEqualTo("undefined");
    assertThat(finding(place, "nested-blank")).isEqualTo("SecurityError");
  }

  @ParameterizedTest
  @ValueSource(strings = {"host", "path", "bare"})
  void page_anywhere_worksAsItsAuthorMeant(String place) {
    assertThat(finding(place, "scripts")).isEqualTo("42,true,true,true,2");
    assertThat(finding(place, "style")).isEqualTo("rgb(1, 2, 3)");
    assertThat(finding(place, "picture")).isEqualTo("7");
    assertThat(finding(place, "own-fetch")).isEqualTo("43");
    assertThat(finding(place, "blob-worker")).isEqualTo("42");
    assertThat(finding(place, "data-fetch")).isEqualTo("hello");
    assertThat(finding(place, "submit")).isEqualTo("event");
    assertThat(finding(place, "mode")).isEqualTo("CSS1Compat");
    assertThat(finding(place, "done")).isEqualTo("done");
  }

  @ParameterizedTest
  @ValueSource(strings = {"host", "path", "bare"})
  void page_anywhere_findsStorageStandIns(String place) {
    assertThat(finding(place, "local-storage")).isEqualTo("1|two|2|a,b||true");
    assertThat(finding(place, "session-storage")).isEqualTo("1|two|2|a,b||true");
    assertThat(finding(place, "cookie-stand-in")).isEqualTo("b=2");
    assertThat(finding(place, "first-script")).isEqualTo("js/classic.js");
  }

  @Test
  void page_anywhere_reachesNoForeignServer() {
    assertThat(EVIL.hits()).noneMatch(path -> path.matches("/(host|path|bare|unlisted)/.*"));
    assertThat(FINDINGS).containsKeys("host leaks", "path leaks", "bare leaks");
  }

  /** A connection without a request tells who asked for it, and a name that is looked up more. */
  @Test
  void page_anywhere_opensNoForeignConnection() {
    assertThat(LISTENER.heard().getCount()).isEqualTo(1);
  }

  @Test
  void page_nestedWithFreshGlobals_sendsNoDatagram() {
    assertThat(finding("peer", "nested")).isEqualTo("started");
    assertThat(STUN.heard().getCount()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "fetch",
    "xhr",
    "beacon",
    "image",
    "svg-image",
    "script",
    "style",
    "background",
    "css-import",
    "font",
    "prefetch",
    "preload",
    "modulepreload",
    "iframe",
    "srcdoc",
    "srcdoc-image",
    "object",
    "embed",
    "video",
    "poster",
    "audio",
    "ping",
    "base/through-base",
    "events",
    "socket",
    "module",
    "worker",
    "import",
    "navigation"
  })
  void control_unprotectedPage_isNoticedByTheForeignServer(String attempt) {
    assertThat(EVIL.hits()).contains("/control/" + attempt);
  }

  @Test
  void embedded_byAnApplicationThatIsNotListed_staysEmpty() {
    assertThat(UNLISTED).extracting(PreviewAccess::path).containsExactly("/");
    assertThat(UNLISTED).extracting(PreviewAccess::status).containsExactly(200);
  }

  private static String finding(String place, String name) {
    return FINDINGS.getOrDefault(place + " " + name, "not reported");
  }

  private static PreviewServer start(
      TokenPlace place, String embedder, PreviewAccess.Listener listener) {
    PreviewSettings settings =
        PreviewSettings.builder().tokenPlace(place).embedders(embedder).build();
    return PreviewServer.start(settings, REGISTRY, listener);
  }

  private static void remember(PreviewAccess access) {
    int at = access.path().indexOf("/result/");
    if (at >= 0) {
      List<String> parts = List.of(access.path().substring(at).split("/", 5));
      FINDINGS.put(parts.get(2) + " " + parts.get(3), parts.get(4));
      if (parts.get(2).equals("bare") && parts.get(3).equals("done")) {
        BARE_DONE.countDown();
      }
    }
  }

  private static void prepareHostPage(
      PreviewServer byHost, PreviewServer byPath, PreviewServer unlisted, PreviewToken token)
      throws IOException {
    // On an origin of its own: Chromium ends the process of a page that tries.
    PreviewToken peer = REGISTRY.publish(probe()).token();
    String frames =
        framed(byHost, token, "", "host")
            + framed(byPath, token, "", "path")
            + framed(unlisted, token, "", "unlisted")
            + framed(byHost, peer, "peer.html", "peer")
            + "<iframe src=\"/control/index.html?evil="
            + evil()
            + "&stun="
            + CONTROL_STUN.port()
            + "&port="
            + CONTROL_LISTENER.port()
            + "\"></iframe>";
    HOST.page(
        "/app",
        resource("host.html")
            .replace("FRAMES", frames)
            .replace("WAITING", "['host', 'path', 'control']")
            .replace("NEXT", address(byHost.uri(token), "bare")));
    HOST.policy(
        "/app",
        policy(token, byHost, byPath, unlisted)
            + String.join(" ", " 'self'", evil(), byHost.embed(peer, "").frameSource()));
    HOST.page("/control/index.html", resource("control.html"));
    HOST.page("/control/js/leaks.mjs", resource("js/leaks.mjs"));
  }

  private static String policy(PreviewToken token, PreviewServer... servers) {
    StringBuilder sources = new StringBuilder("frame-src");
    for (PreviewServer server : servers) {
      sources.append(' ').append(server.embed(token, "Preview").frameSource());
    }
    return sources.toString();
  }

  /** The ready snippet, with a query so that the page knows its part. */
  private static String framed(PreviewServer server, PreviewToken token, String page, String name) {
    URI uri = server.uri(token);
    return server
        .embed(token, "Preview")
        .html()
        .replace(uri.toString(), address(uri.resolve(page), name))
        .replace(" loading=\"lazy\"", "");
  }

  private static String address(URI uri, String name) {
    String ports = "&stun=" + STUN.port() + "&port=" + LISTENER.port();
    return uri + "?case=" + name + "&evil=" + evil() + ports;
  }

  private static String evil() {
    return EVIL.url("127.0.0.1");
  }

  private static FileTree probe() throws IOException {
    Map<FilePath, FileContent> files = new TreeMap<>();
    for (String file : FILES) {
      files.put(FilePath.of(file), FileContent.of(resource(file)));
    }
    return FileTree.of(files);
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = BrowserTest.class.getResourceAsStream("probe/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
