package io.ollio.preview;

import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.file.FileTree;
import io.ollio.preview.PreviewSettings.TokenPlace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageHeadersTest {
  @Test
  void get_page_carriesEveryProtectiveHeader() {
    try (Site site = Site.open()) {
      RawHttp.Reply reply = site.get("/");
      String own = "http://" + site.host();

      assertThat(reply.header("Content-Security-Policy"))
          .contains(
              "sandbox allow-scripts allow-forms; default-src 'none'; script-src "
                  + own
                  + " 'unsafe-inline' 'unsafe-eval' blob:; style-src "
                  + own
                  + " 'unsafe-inline'; img-src "
                  + own
                  + " data: blob:; font-src "
                  + own
                  + " data:; media-src "
                  + own
                  + " data: blob:; connect-src "
                  + own
                  + " data: blob:; worker-src blob: data:; manifest-src "
                  + own
                  + "; form-action 'none'; base-uri 'none'; object-src 'none'; frame-src 'none';"
                  + " frame-ancestors 'none'");
      assertThat(reply.header("X-Content-Type-Options")).contains("nosniff");
      assertThat(reply.header("Referrer-Policy")).contains("no-referrer");
      assertThat(reply.header("Cache-Control")).contains("no-store");
      assertThat(reply.header("X-Robots-Tag")).contains("noindex, nofollow");
      assertThat(reply.header("X-DNS-Prefetch-Control")).contains("off");
      assertThat(reply.header("Access-Control-Allow-Origin")).contains("*");
      assertThat(reply.header("Cross-Origin-Resource-Policy")).contains("cross-origin");
      assertThat(reply.header("Permissions-Policy").orElseThrow())
          .contains("camera=()", "geolocation=()", "microphone=()", "clipboard-read=()");
      assertThat(reply.header("Server")).isEmpty();
      assertThat(reply.header("Set-Cookie")).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"/missing.html", "/.env", "/icon.svg", "/css/site.css"})
  void get_anything_isSandboxed(String path) {
    try (Site site = Site.open()) {
      RawHttp.Reply reply = site.get(path);

      assertThat(reply.header("Content-Security-Policy").orElseThrow()).startsWith("sandbox");
      assertThat(reply.header("X-Content-Type-Options")).contains("nosniff");
    }
  }

  @Test
  void get_svg_mayRunNothing() {
    try (Site site = Site.open()) {
      assertThat(site.get("/icon.svg").header("Content-Security-Policy").orElseThrow())
          .startsWith("sandbox; default-src 'none';")
          .doesNotContain("allow-scripts", "script-src");
    }
  }

  @Test
  void get_settings_shapeThePolicy() {
    PreviewSettings.Builder settings =
        PreviewSettings.builder()
            .embedders("https://app.example.com", "http://localhost:8080")
            .allowedSources("https://fonts.example.com");
    try (Site site = new Site(settings, FileTree.ofTexts(Site.FILES))) {
      assertThat(site.get("/").header("Content-Security-Policy").orElseThrow())
          .endsWith("frame-ancestors https://app.example.com http://localhost:8080")
          .contains("connect-src http://" + site.host() + " https://fonts.example.com data:")
          .contains("style-src http://" + site.host() + " https://fonts.example.com 'unsafe");
    }
  }

  @Test
  void get_pathToken_policyNamesThePath() {
    try (Site site = Site.open(TokenPlace.PATH)) {
      assertThat(site.uri().toString())
          .isEqualTo("http://127.0.0.1:" + site.server.port() + "/p/" + site.token.value() + "/");
      assertThat(site.get("/").header("Content-Security-Policy").orElseThrow())
          .contains("connect-src " + site.uri() + " ")
          .contains("script-src " + site.uri() + " ");
    }
  }

  @Test
  void get_foreignSources_areOnTheConnectionAllowlistToo() {
    PreviewSettings.Builder settings =
        PreviewSettings.builder().allowedSources("https://fonts.example.com");
    try (Site plain = Site.open();
        Site byPath = Site.open(TokenPlace.PATH);
        Site open = new Site(settings, FileTree.ofTexts(Site.FILES))) {
      assertThat(plain.get("/").header("Connection-Allowlist"))
          .contains("(\"http://" + plain.host() + "/*\")");
      assertThat(byPath.get("/").header("Connection-Allowlist"))
          .contains("(\"" + byPath.uri() + "*\")");
      assertThat(open.get("/").header("Connection-Allowlist"))
          .contains("(\"http://" + open.host() + "/*\" \"https://fonts.example.com/*\")");
    }
  }

  @Test
  void get_otherAddress_isAllowedNothing() {
    try (Site site = Site.open()) {
      RawHttp.Reply reply = RawHttp.get(site.server.port(), "evil.example", "/");

      assertThat(reply.header("Connection-Allowlist")).contains("()");
      assertThat(reply.header("Content-Security-Policy").orElseThrow())
          .startsWith("sandbox; default-src 'none';")
          .doesNotContain("script-src");
    }
  }
}
