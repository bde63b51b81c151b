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
import org.junit.jupiter.params.provider.CsvSource;
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

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          wrong host              | 421     | GET / HTTP/1.1 ⏎ Host: evil.example
          bare server address     | 421     | GET / HTTP/1.1 ⏎ Host: 127.0.0.1:PORT
          bare domain             | 421     | GET / HTTP/1.1 ⏎ Host: localhost:PORT
          wrong port              | 421     | GET / HTTP/1.1 ⏎ Host: TOKEN.localhost:1
          no port                 | 421     | GET / HTTP/1.1 ⏎ Host: TOKEN.localhost
          deeper name             | 421     | GET / HTTP/1.1 ⏎ Host: TOKEN.a.localhost:PORT
          foreign suffix          | 421     | GET / HTTP/1.1 ⏎ Host: TOKEN.localhost:PORT.evil.example
          unknown token           | 404     | GET / HTTP/1.1 ⏎ Host: OTHER.localhost:PORT
          short token             | 421     | GET / HTTP/1.1 ⏎ Host: abc.localhost:PORT
          missing host            | 400 421 | GET / HTTP/1.1
          missing host, 1.0       | 421     | GET / HTTP/1.0
          empty host              | 421     | GET / HTTP/1.1 ⏎ Host:
          two hosts               | 400 421 | GET / HTTP/1.1 ⏎ Host: HOST ⏎ Host: evil.example
          post                    | 405     | POST / HTTP/1.1 ⏎ Host: HOST ⏎ Content-Length: 0
          put                     | 405     | PUT /index.html HTTP/1.1 ⏎ Host: HOST ⏎ Content-Length: 0
          delete                  | 405     | DELETE /index.html HTTP/1.1 ⏎ Host: HOST
          trace                   | 405     | TRACE / HTTP/1.1 ⏎ Host: HOST
          options                 | 405     | OPTIONS / HTTP/1.1 ⏎ Host: HOST
          lower case method       | 405     | get / HTTP/1.1 ⏎ Host: HOST
          absolute form           | 404     | GET http://HOST/ HTTP/1.1 ⏎ Host: HOST
          foreign absolute form   | 404     | GET http://evil.example/ HTTP/1.1 ⏎ Host: HOST
          asterisk form           | 404     | OPTIONS * HTTP/1.1 ⏎ Host: HOST
          opaque target           | 0 400   | GET mailto:a@b HTTP/1.1 ⏎ Host: HOST
          connect                 | 0 400   | CONNECT evil.example:443 HTTP/1.1 ⏎ Host: HOST
          no version              | 400     | GET /
          service worker          | 403     | GET /js/app.js HTTP/1.1 ⏎ Host: HOST ⏎ Service-Worker: script
          two lengths             | 400     | GET / HTTP/1.1 ⏎ Host: HOST ⏎ Content-Length: 3 ⏎ Transfer-Encoding: chunked
          negative length         | 400     | GET / HTTP/1.1 ⏎ Host: HOST ⏎ Content-Length: -1
          control character       | 400     | GET / HTTP/1.1 ⏎ Host: HOST ⏎ A\u0001: b
          start of TLS            | 0 400   | \u0016\u0003\u0001\u0002\u0003
          """)
  void exchange_hostileRequest_isRefused(String name, String statuses, String head) {
    RawHttp.Reply reply = site(head.replace(" ⏎ ", "\r\n") + "\r\nConnection: close\r\n\r\n");

    assertThat(statuses.split(" ", -1)).as(name).contains(String.valueOf(reply.status()));
    assertThat(reply.text()).doesNotContain("evil.example", "home");
  }

  @Test
  void exchange_headerOfAMegabyte_isCut() {
    String head = "GET / HTTP/1.1\r\nHost: HOST\r\nX: ";

    assertThat(site(head + "x".repeat(1_000_000) + "\r\n\r\n").status()).isZero();
  }

  @Test
  void exchange_headersWithoutEnd_areCut() {
    String head = "GET / HTTP/1.1\r\nHost: HOST\r\n";

    assertThat(site(head + "A: bcdefghijklmnopqrstuvwxyz\r\n".repeat(100_000)).status()).isZero();
  }

  private static RawHttp.Reply site(String request) {
    return RawHttp.exchange(
        site.server.port(),
        request
            .replace("HOST", site.host())
            .replace("TOKEN", site.token.value())
            .replace("OTHER", "0".repeat(PreviewToken.LENGTH))
            .replace("PORT", String.valueOf(site.server.port())));
  }

  @Test
  void get_afterAllOfThem_theServerStillAnswers() {
    assertThat(site.get("/").body()).contains("home");
    assertThat(pathSite.get("/").body()).contains("home");
  }
}
