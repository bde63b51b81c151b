package io.ollio.live;

import com.sun.net.httpserver.Headers;
import io.ollio.preview.HtmlShim;
import io.ollio.preview.PageHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request of a browser to a dev server and the answer to it. A connection carries one request,
 * so that every one is looked at; requests go on as HTTP/1.0, so that answers end with their
 * connection and need no unpacking. Of the answer's fields only those pass that a page needs; the
 * ones that protect people come from here.
 */
final class LiveExchange {
  private static final Logger LOG = LoggerFactory.getLogger(LiveExchange.class);
  private static final int BLOCK = 16_384;

  /** What is held of a page, to find the place for the script; the rest passes as it comes. */
  private static final int PAGE_START = 65_536;

  /** Only what is visible: browsers leave out tabs, which makes "/<tab>/" the start of a host. */
  private static final String OWN_PLACE = "/([!-~&&[^/\\\\]][!-~]*+)?";

  private static final Set<String> TO_SERVER =
      Set.of("accept", "accept-language", "range", "if-range", "origin");
  private static final Set<String> SOCKET_TO_SERVER =
      Set.of(
          "upgrade",
          "connection",
          "origin",
          "sec-websocket-key",
          "sec-websocket-version",
          "sec-websocket-protocol",
          "sec-websocket-extensions");
  private static final Set<String> TO_BROWSER =
      Set.of("content-length", "content-range", "accept-ranges");
  private static final Set<String> SOCKET_TO_BROWSER =
      Set.of(
          "upgrade",
          "connection",
          "sec-websocket-accept",
          "sec-websocket-protocol",
          "sec-websocket-extensions");

  private final Socket browser;
  private final HttpHead request;
  private final Executor threads;
  private boolean begun;

  LiveExchange(Socket browser, HttpHead request, Executor threads) {
    this.browser = browser;
    this.request = request;
    this.threads = threads;
  }

  boolean isWebSocket() {
    return request.only("upgrade").filter("websocket"::equalsIgnoreCase).isPresent();
  }

  /** Whether the browser has got the head of the answer, so that no other can follow. */
  boolean hasBegun() {
    return begun;
  }

  /**
   * Asks the server and carries its answer; returns the status.
   *
   * @param sources what the page may reach
   */
  int run(URI server, List<String> sources, PageHeaders headers, HtmlShim shim) throws IOException {
    try (Socket inside = new Socket(server.getHost(), server.getPort())) {
      inside.getOutputStream().write(requestBytes(server));
      HttpHead answer = HttpHead.read(inside.getInputStream());
      int status = status(answer);
      if (status == 101) {
        browser.setSoTimeout(0);
        carrySocket(answer, inside);
      } else {
        carryAnswer(answer, inside.getInputStream(), fields(answer, sources, headers), shim);
      }
      return status;
    }
  }

  private byte[] requestBytes(URI server) {
    boolean isSocket = isWebSocket();
    List<Map.Entry<String, String>> fields = new ArrayList<>();
    fields.add(Map.entry("Host", server.getHost() + ":" + server.getPort()));
    Set<String> wanted = isSocket ? SOCKET_TO_SERVER : TO_SERVER;
    request.fields().stream().filter(field -> wanted.contains(field.getKey())).forEach(fields::add);
    String version = isSocket ? " HTTP/1.1" : " HTTP/1.0";
    return HttpHead.bytes(request.part(0) + " " + request.part(1) + version, fields);
  }

  /** After any other 1xx a browser reads a second head, which nobody has looked at. */
  private int status(HttpHead answer) throws IOException {
    String status = answer.part(1);
    if (!status.matches("[2-5]\\d\\d") && !(isWebSocket() && status.equals("101"))) {
      throw new IOException("The dev server answered no HTTP");
    }
    return Integer.parseInt(status);
  }

  private static List<Map.Entry<String, String>> fields(
      HttpHead answer, List<String> sources, PageHeaders headers) {
    Headers added = new Headers();
    headers.addTo(added, sources, answer.only("content-type").orElse("application/octet-stream"));
    added.set("Connection", "close");
    List<Map.Entry<String, String>> fields = new ArrayList<>();
    added.forEach((name, values) -> values.forEach(value -> fields.add(Map.entry(name, value))));
    for (Map.Entry<String, String> field : answer.fields()) {
      boolean isOwnPlace = field.getKey().equals("location") && field.getValue().matches(OWN_PLACE);
      if (isOwnPlace || TO_BROWSER.contains(field.getKey())) {
        fields.add(field);
      }
    }
    return fields;
  }

  private void carryAnswer(
      HttpHead answer, InputStream body, List<Map.Entry<String, String>> fields, HtmlShim shim)
      throws IOException {
    String line = "HTTP/1.1 " + answer.part(1) + " ";
    boolean isPage =
        answer.only("content-type").orElse("").toLowerCase(Locale.ROOT).startsWith("text/html");
    if (!isPage || !request.part(0).equals("GET") || answer.has("content-encoding")) {
      copy(body, begin(line, fields));
      return;
    }
    byte[] start = shim.inject(body.readNBytes(PAGE_START));
    fields.removeIf(field -> field.getKey().equals("content-length"));
    OutputStream out = begin(line, fields);
    out.write(start);
    copy(body, out);
  }

  private OutputStream begin(String line, List<Map.Entry<String, String>> fields)
      throws IOException {
    begun = true;
    OutputStream out = browser.getOutputStream();
    out.write(HttpHead.bytes(line, fields));
    return out;
  }

  private void carrySocket(HttpHead answer, Socket inside) throws IOException {
    List<Map.Entry<String, String>> fields =
        answer.fields().stream()
            .filter(field -> SOCKET_TO_BROWSER.contains(field.getKey()))
            .toList();
    OutputStream out = begin("HTTP/1.1 101 Switching Protocols", fields);
    threads.execute(() -> carryBack(inside));
    copy(inside.getInputStream(), out);
  }

  private void carryBack(Socket inside) {
    try (inside) {
      copy(browser.getInputStream(), inside.getOutputStream());
    } catch (IOException e) {
      LOG.debug("A web socket has ended", e);
    }
  }

  private static void copy(InputStream from, OutputStream to) throws IOException {
    byte[] block = new byte[BLOCK];
    for (int length = from.read(block); length >= 0; length = from.read(block)) {
      to.write(block, 0, length);
    }
  }
}
