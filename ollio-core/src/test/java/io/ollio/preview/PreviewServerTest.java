package io.ollio.preview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.file.FileContent;
import io.ollio.file.FilePath;
import io.ollio.file.FileTree;
import io.ollio.preview.PreviewSettings.TokenPlace;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PreviewServerTest {
  @ParameterizedTest
  @EnumSource(TokenPlace.class)
  void get_slash_answersIndexAtEveryLevel(TokenPlace place) {
    try (Site site = Site.open(place)) {
      assertThat(site.get("/").body()).contains("home");
      assertThat(site.get("/docs/").body()).contains("<p>docs</p>");
      assertThat(site.get("/?theme=dark#top").status()).isIn(200, 400);
      assertThat(site.get("/css/site.css?v=1").body()).isEqualTo("body{}");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "a.html, text/html; charset=utf-8",
    "a.HTM, text/html; charset=utf-8",
    "a.css, text/css; charset=utf-8",
    "a.js, text/javascript; charset=utf-8",
    "a.mjs, text/javascript; charset=utf-8",
    "a.json, application/json; charset=utf-8",
    "a.js.map, application/json; charset=utf-8",
    "a.webmanifest, application/manifest+json; charset=utf-8",
    "a.xml, application/xml; charset=utf-8",
    "a.txt, text/plain; charset=utf-8",
    "a.md, text/markdown; charset=utf-8",
    "a.csv, text/csv; charset=utf-8",
    "a.vtt, text/vtt; charset=utf-8",
    "a.svg, image/svg+xml; charset=utf-8",
    "a.png, image/png",
    "a.jpg, image/jpeg",
    "a.JPEG, image/jpeg",
    "a.gif, image/gif",
    "a.webp, image/webp",
    "a.avif, image/avif",
    "a.ico, image/x-icon",
    "a.woff, font/woff",
    "a.woff2, font/woff2",
    "a.ttf, font/ttf",
    "a.otf, font/otf",
    "a.wasm, application/wasm",
    "a.mp4, video/mp4",
    "a.webm, video/webm",
    "a.mp3, audio/mpeg",
    "a.ogg, audio/ogg",
    "a.wav, audio/wav",
    "a.pdf, application/pdf",
    "a.exe, application/octet-stream",
    "a, application/octet-stream"
  })
  void get_byExtension_answersContentType(String name, String type) {
    try (Site site = with(name, "x")) {
      assertThat(site.get("/" + name).header("Content-Type")).contains(type);
    }
  }

  @ParameterizedTest
  @CsvSource({"/, 200", "/css/site.css, 200", "/nothing, 404"})
  void head_anything_hasTheHeadersOfGetWithoutBody(String path, int status) {
    try (Site site = Site.open()) {
      RawHttp.Reply get = site.get(path);
      RawHttp.Reply head =
          RawHttp.exchange(site.server.port(), RawHttp.request("HEAD", site.host(), path));

      assertThat(head.status()).isEqualTo(status);
      assertThat(head.body()).isEmpty();
      assertThat(head.header("Content-Length")).isEqualTo(get.header("Content-Length"));
      assertThat(head.header("Content-Type")).isEqualTo(get.header("Content-Type"));
    }
  }

  @Test
  void get_binaryAndEmptyFiles_areSentAsTheyAre() throws IOException, InterruptedException {
    byte[] all = new byte[100_000];
    IntStream.range(0, all.length).forEach(i -> all[i] = (byte) i);
    FileTree files =
        FileTree.of(
            Map.of(
                FilePath.of("a.png"), FileContent.of(all),
                FilePath.of("b.css"), FileContent.of("")));
    PreviewSettings.Builder settings = PreviewSettings.builder().tokenPlace(TokenPlace.PATH);
    try (Site site = new Site(settings, files)) {
      assertThat(bytes(site.uri().resolve("a.png"))).isEqualTo(all);
      assertThat(bytes(site.uri().resolve("b.css"))).isEmpty();
    }
  }

  @Test
  void get_nonAsciiName_isFoundByItsPercentEncodedPath() {
    try (Site site = with("bilder/größe 1.txt", "ok")) {
      assertThat(site.get("/bilder/gr%C3%B6%C3%9Fe%201.txt").body()).isEqualTo("ok");
    }
  }

  @Test
  void get_slash_answersTheOnlyPageWhateverItsName() {
    try (Site one = with("landing.html", "<p>land</p>");
        Site none = with("app/landing.html", "<p>land</p>");
        Site two =
            new Site(
                PreviewSettings.builder(), FileTree.ofTexts(Map.of("a.html", "", "b.html", "")))) {
      assertThat(one.get("/").body()).endsWith("<p>land</p>");
      assertThat(none.get("/").status()).isEqualTo(404);
      assertThat(two.get("/").status()).isEqualTo(404);
    }
  }

  @Test
  void get_revoked_isGoneAtOnce() {
    try (Site site = Site.open()) {
      assertThat(site.get("/").status()).isEqualTo(200);
      assertThat(site.registry.revoke(site.token)).isTrue();

      assertThat(site.get("/").status()).isEqualTo(404);
    }
  }

  @Test
  void get_otherPreviewsToken_showsItsOwnFilesOnly() {
    try (Site site = Site.open()) {
      PreviewToken other =
          site.registry.publish(FileTree.ofTexts(Map.of("index.html", "other"))).token();
      String host = site.server.uri(other).getAuthority();

      assertThat(RawHttp.get(site.server.port(), host, "/").body()).endsWith("other");
      assertThat(RawHttp.get(site.server.port(), host, "/css/site.css").status()).isEqualTo(404);
    }
  }

  @Test
  void get_hostInUpperCase_isTheSamePreview() {
    try (Site site = Site.open()) {
      String host = site.host().replace("localhost", "LocalHost");

      assertThat(RawHttp.get(site.server.port(), host, "/").status()).isEqualTo(200);
    }
  }

  @Test
  void get_sourceFails_answers500WithoutDetail() {
    PreviewSource failing =
        token -> {
          throw new IllegalStateException("password=secret");
        };
    try (PreviewServer server = PreviewServer.start(failing)) {
      String host =
          server.uri(PreviewToken.random(new java.security.SecureRandom())).getAuthority();

      RawHttp.Reply reply = RawHttp.get(server.port(), host, "/");

      assertThat(reply.status()).isEqualTo(500);
      assertThat(reply.text()).doesNotContain("secret");
    }
  }

  @Test
  void get_anything_isToldToTheListener() {
    try (Site site = Site.open()) {
      site.get("/");
      site.get("/.env");
      RawHttp.get(site.server.port(), "evil.example", "/x");

      Optional<PreviewToken> token = Optional.of(site.token);
      assertThat(site.accesses)
          .containsExactly(
              new PreviewAccess(token, "GET", "/", 200),
              new PreviewAccess(token, "GET", "/.env", 404),
              new PreviewAccess(Optional.empty(), "GET", "/x", 421));
    }
  }

  @Test
  void get_listenerFails_answersAllTheSame() {
    PreviewRegistry registry = PreviewRegistry.system();
    PreviewToken token = registry.publish(FileTree.ofTexts(Site.FILES)).token();
    PreviewAccess.Listener failing =
        access -> {
          throw new IllegalStateException("no audit today");
        };
    try (PreviewServer server =
        PreviewServer.start(PreviewSettings.defaults(), registry, failing)) {
      String host = server.uri(token).getAuthority();

      assertThat(RawHttp.get(server.port(), host, "/").status()).isEqualTo(200);
      assertThat(RawHttp.get(server.port(), host, "/").status()).isEqualTo(200);
    }
  }

  @Test
  void get_behindProxy_usesThePublicBase() {
    PreviewSettings.Builder settings =
        PreviewSettings.builder().publicBase(URI.create("https://previews.example.com"));
    try (Site site = new Site(settings, FileTree.ofTexts(Site.FILES))) {
      String own = "https://" + site.token.value() + ".previews.example.com";

      assertThat(site.uri()).isEqualTo(URI.create(own + "/"));
      assertThat(site.get("/").status()).isEqualTo(200);
      assertThat(site.get("/").header("Content-Security-Policy").orElseThrow())
          .contains("connect-src " + own + " ");
      assertThat(site.server.frameSource()).isEqualTo("https://*.previews.example.com");
    }
  }

  @Test
  void get_manyAtOnce_allAnswered() {
    PreviewSettings.Builder settings = PreviewSettings.builder().tokenPlace(TokenPlace.PATH);
    try (Site site = new Site(settings, FileTree.ofTexts(Site.FILES))) {
      HttpClient client = HttpClient.newHttpClient();
      HttpRequest request = HttpRequest.newBuilder(site.uri()).build();
      List<CompletableFuture<HttpResponse<String>>> replies =
          IntStream.range(0, 200)
              .mapToObj(i -> client.sendAsync(request, HttpResponse.BodyHandlers.ofString()))
              .toList();

      assertThat(replies)
          .allSatisfy(
              reply -> {
                assertThat(reply.join().statusCode()).isEqualTo(200);
                assertThat(reply.join().body()).contains("home");
              });
    }
  }

  @Test
  void start_portInUse_saysSo() {
    try (Site site = Site.open()) {
      int port = site.server.port();
      PreviewSettings settings = PreviewSettings.builder().port(port).build();

      assertThatThrownBy(
              () -> PreviewServer.start(settings, site.registry, PreviewAccess.Listener.none()))
          .isInstanceOf(PreviewException.CannotListen.class)
          .hasMessageContaining("port " + port)
          .hasMessageContaining("choose another port");
    }
  }

  @Test
  void close_twice_freesThePort() {
    Site site = Site.open();
    int port = site.server.port();
    site.close();
    site.close();

    try (PreviewServer again =
        PreviewServer.start(
            PreviewSettings.builder().port(port).build(),
            site.registry,
            PreviewAccess.Listener.none())) {
      assertThat(again.port()).isEqualTo(port);
    }
  }

  @Test
  void address_ofGrant_carriesTokenAddressAndEnd() {
    try (Site site = Site.open()) {
      PreviewRegistry.Grant grant = site.registry.publish(FileTree.empty());

      PreviewAddress address = site.server.address(grant);

      assertThat(address.token()).isEqualTo(grant.token());
      assertThat(address.uri().toString())
          .isEqualTo("http://" + grant.token().value() + ".localhost:" + site.server.port() + "/");
      assertThat(address.expiresAt()).isEqualTo(grant.expiresAt());
      assertThat(address.toString()).doesNotContain(grant.token().value());
    }
  }

  @Test
  void embed_title_givesIframeAndHeader() {
    try (Site site = Site.open()) {
      EmbedSnippet snippet = site.server.embed(site.token, "Login <form> \"dark\"");

      assertThat(snippet.html())
          .isEqualTo(
              "<iframe src=\""
                  + site.uri()
                  + "\" title=\"Login &lt;form> &quot;dark&quot;\" sandbox=\"allow-scripts"
                  + " allow-forms\" referrerpolicy=\"no-referrer\" allow=\"\""
                  + " loading=\"lazy\"></iframe>");
      assertThat(snippet.header())
          .isEqualTo("Content-Security-Policy: frame-src http://" + site.host());
    }
  }

  private static Site with(String name, String text) {
    return new Site(PreviewSettings.builder(), FileTree.ofTexts(Map.of(name, text)));
  }

  private static byte[] bytes(URI uri) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofByteArray())
        .body();
  }
}
