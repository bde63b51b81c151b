package io.ollio.preview;

import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.preview.PreviewSettings.TokenPlace;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Requests no browser would send, over raw sockets. {@code HOST} stands for the preview's host
 * name. Where two statuses are named, newer releases of the JDK's server answer 400 themselves
 * before the preview sees the request; status 0 is a closed connection without an answer.
 */
class HostileRequestTest {
  private static Site site;
  private static Site pathSite;

  @BeforeAll
  static void start() {
    site = Site.open();
    pathSite = Site.open(TokenPlace.PATH);
  }

  @AfterAll
  static void stop() {
    site.close();
    pathSite.close();
  }

  static Stream<Arguments> paths() {
    Map<String, Set<Integer>> table = new TreeMap<>();
    table.put("/../../etc/passwd", Set.of(404));
    table.put("/css/../../../etc/passwd", Set.of(404));
    table.put("/css/../index.html", Set.of(404));
    table.put("/./index.html", Set.of(404));
    table.put("/%2e%2e/%2e%2e/etc/passwd", Set.of(404));
    table.put("/..%2f..%2fetc%2fpasswd", Set.of(404));
    table.put("/%252e%252e/%252e%252e/etc/passwd", Set.of(404));
    table.put("/..%255c..%255cetc", Set.of(404));
    table.put("/..\\..\\etc\\passwd", Set.of(400));
    table.put("/..%5c..%5cetc%5cpasswd", Set.of(404));
    table.put("/index.html%00.png", Set.of(404));
    table.put("/%00", Set.of(404));
    table.put("//etc/passwd", Set.of(400, 404));
    table.put("/css//site.css", Set.of(404));
    table.put("/.env", Set.of(404));
    table.put("/%2eenv", Set.of(404));
    table.put("/.git/config", Set.of(404));
    table.put("/docs/.hidden", Set.of(404));
    table.put("/css", Set.of(404));
    table.put("/css/", Set.of(404));
    table.put("/INDEX.HTML", Set.of(404));
    table.put("/index.html/", Set.of(404));
    table.put("/c:/windows/win.ini", Set.of(404));
    table.put("/index.html%0d%0aSet-Cookie:%20a=b", Set.of(404));
    table.put("/%c0%ae%c0%ae/etc/passwd", Set.of(404));
    table.put("/%ff", Set.of(404));
    table.put("/" + "a".repeat(5_000), Set.of(404));
    table.put("/" + "a/".repeat(2_000), Set.of(404));
    table.put("/%zz", Set.of(400));
    table.put("/%", Set.of(400));
    table.put("/%e2%82", Set.of(404));
    table.put("/p/", Set.of(404));
    table.put("/index.html;jsessionid=1", Set.of(404));
    table.put("/~root/", Set.of(404));
    return table.entrySet().stream().map(row -> Arguments.of(row.getKey(), row.getValue()));
  }

  @ParameterizedTest
  @MethodSource("paths")
  void get_hostilePath_isRefused(String path, Set<Integer> statuses) {
    RawHttp.Reply reply = site.get(path);

    assertThat(reply.status()).isIn(statuses);
    assertThat(reply.text()).doesNotContain("home", "SECRET", "[core]", "root:", "no\n");
  }

  @ParameterizedTest
  @MethodSource("paths")
  void get_hostilePathBelowPathToken_isRefused(String path, Set<Integer> statuses) {
    RawHttp.Reply reply = pathSite.get(path);

    assertThat(reply.status()).isIn(statuses.contains(404) ? Set.of(404) : statuses);
    assertThat(reply.text()).doesNotContain("home", "SECRET", "[core]", "root:", "no\n");
  }

  static Stream<Arguments> requests() {
    String close = "Connection: close\r\n";
    String other = "0".repeat(40);
    return Stream.of(
        Arguments.of("wrong host", "GET / HTTP/1.1\r\nHost: evil.example\r\n" + close, Set.of(421)),
        Arguments.of("bare server address", "GET / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n" + close, Set.of(421)),
        Arguments.of("bare domain", "GET / HTTP/1.1\r\nHost: localhost:PORT\r\n" + close, Set.of(421)),
        Arguments.of("wrong port", "GET / HTTP/1.1\r\nHost: TOKEN.localhost:1\r\n" + close, Set.of(421)),
        Arguments.of("no port", "GET / HTTP/1.1\r\nHost: TOKEN.localhost\r\n" + close, Set.of(421)),
        Arguments.of("deeper name", "GET / HTTP/1.1\r\nHost: TOKEN.a.localhost:PORT\r\n" + close, Set.of(421)),
        Arguments.of("foreign suffix", "GET / HTTP/1.1\r\nHost: TOKEN.localhost:PORT.evil.example\r\n" + close, Set.of(421)),
        Arguments.of("unknown token", "GET / HTTP/1.1\r\nHost: " + other + ".localhost:PORT\r\n" + close, Set.of(404)),
        Arguments.of("short token", "GET / HTTP/1.1\r\nHost: abc.localhost:PORT\r\n" + close, Set.of(421)),
        Arguments.of("missing host", "GET / HTTP/1.1\r\n" + close, Set.of(400, 421)),
        Arguments.of("missing host, HTTP/1.0", "GET / HTTP/1.0\r\n" + close, Set.of(421)),
        Arguments.of("empty host", "GET / HTTP/1.1\r\nHost:\r\n" + close, Set.of(421)),
        Arguments.of("two hosts", "GET / HTTP/1.1\r\nHost: HOST\r\nHost: evil.example\r\n" + close, Set.of(400, 421)),
        Arguments.of("post", "POST / HTTP/1.1\r\nHost: HOST\r\nContent-Length: 0\r\n" + close, Set.of(405)),
        Arguments.of("put", "PUT /index.html HTTP/1.1\r\nHost: HOST\r\nContent-Length: 0\r\n" + close, Set.of(405)),
        Arguments.of("delete", "DELETE /index.html HTTP/1.1\r\nHost: HOST\r\n" + close, Set.of(405)),
        Arguments.of("trace", "TRACE / HTTP/1.1\r\nHost: HOST\r\n" + close, Set.of(405)),
        Arguments.of("options", "OPTIONS / HTTP/1.1\r\nHost: HOST\r\n" + close, Set.of(405)),
        Arguments.of("lower case method", "get / HTTP/1.1\r\nHost: HOST\r\n" + close, Set.of(405)),
        Arguments.of("absolute form", "GET http://HOST/ HTTP/1.1\r\nHost: HOST\r\n" + close, Set.of(404)),
        Arguments.of("foreign absolute form", "GET http://evil.example/ HTTP/1.1\r\nHost: HOST\r\n" + close, Set.of(404)),
        Arguments.of("asterisk form", "OPTIONS * HTTP/1.1\r\nHost: HOST\r\n" + close, Set.of(404)),
        Arguments.of("opaque target", "GET mailto:a@b HTTP/1.1\r\nHost: HOST\r\n" + close, Set.of(0, 400, 404)),
        Arguments.of("connect", "CONNECT evil.example:443 HTTP/1.1\r\nHost: HOST\r\n" + close, Set.of(0, 400, 404)),
        Arguments.of("no version", "GET /\r\n", Set.of(400)),
        Arguments.of("service worker", "GET /js/app.js HTTP/1.1\r\nHost: HOST\r\nService-Worker: script\r\n" + close, Set.of(403)),
        Arguments.of("smuggling lengths", "GET / HTTP/1.1\r\nHost: HOST\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n" + close, Set.of(400)),
        Arguments.of("negative length", "GET / HTTP/1.1\r\nHost: HOST\r\nContent-Length: -1\r\n" + close, Set.of(400)),
        Arguments.of("huge header", "GET / HTTP/1.1\r\nHost: HOST\r\nX: " + "x".repeat(1_000_000) + "\r\n" + close, Set.of(0)),
        Arguments.of("a thousand headers", "GET / HTTP/1.1\r\nHost: HOST\r\n" + "A: b\r\n".repeat(1_000) + close, Set.of(0, 200)),
        Arguments.of("control character", "GET / HTTP/1.1\r\nHost: HOST\r\nA\u0001: b\r\n" + close, Set.of(400)),
        Arguments.of("TLS hello", "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\r\n", Set.of(0, 400)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("requests")
  void exchange_hostileRequest_isRefused(String name, String head, Set<Integer> statuses) {
    String request =
        head.replace("HOST", site.host())
            .replace("TOKEN", site.token.value())
            .replace("PORT", String.valueOf(site.server.port()));

    RawHttp.Reply reply = RawHttp.exchange(site.server.port(), request + "\r\n");

    assertThat(reply.status()).as(name).isIn(statuses);
    assertThat(reply.text()).doesNotContain("evil.example");
  }

  @Test
  void get_afterAllOfThem_theServerStillAnswers() {
    assertThat(site.get("/").body()).contains("home");
    assertThat(pathSite.get("/").body()).contains("home");
  }
}
