package io.ollio.preview;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.ollio.InvalidInput;
import io.ollio.file.FileContent;
import io.ollio.file.FilePath;
import io.ollio.file.FileTree;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers one request; nothing it says depends on more than the request and the stored files. */
final class PreviewHandler implements HttpHandler {
  private static final Logger log = LoggerFactory.getLogger(PreviewHandler.class);
  private static final String PLAIN = "text/plain; charset=utf-8";
  private static final String INDEX = "index.html";

  /**
   * Up to Java 22 the server writes head and body in two packets, and on a kept connection the
   * second waits some 40 ms for the client's delayed acknowledgement (JDK-6968351; the way round it
   * is a JVM-wide property). Closing sends it at once.
   */
  private static final boolean ONE_REQUEST_A_CONNECTION = Runtime.version().feature() < 23;

  private final PreviewSource source;
  private final TokenAddresses addresses;
  private final PageHeaders headers;
  private final RequestGuard guard;
  private final PreviewAccess.Listener listener;
  private final HtmlShim shim = HtmlShim.bundled();

  PreviewHandler(
      PreviewSource source,
      TokenAddresses addresses,
      PageHeaders headers,
      RequestGuard guard,
      PreviewAccess.Listener listener) {
    this.source = source;
    this.addresses = addresses;
    this.headers = headers;
    this.guard = guard;
    this.listener = listener;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    if (hasBody(exchange.getRequestHeaders())) {
      guard.headArrived();
    } else {
      guard.requestArrived();
    }
    try (exchange) {
      Optional<PreviewToken> token = token(exchange);
      Answer answer = answer(exchange, token);
      tell(new PreviewAccess(token, exchange.getRequestMethod(), path(exchange), answer.status));
      send(exchange, token, answer);
    }
  }

  private Answer answer(HttpExchange exchange, Optional<PreviewToken> token) {
    if (!addresses.isOwn(host(exchange))) {
      return Answer.plain(421, "This server answers only under a preview's own address.");
    }
    if (!List.of("GET", "HEAD").contains(exchange.getRequestMethod())) {
      return Answer.plain(405, "A preview can only be read: GET or HEAD.");
    }
    if (exchange.getRequestHeaders().containsKey("Service-Worker")) {
      return Answer.plain(403, "A preview cannot install a service worker.");
    }
    return token
        .filter(known -> exchange.getRequestURI().getRawAuthority() == null)
        .flatMap(known -> file(known, addresses.below(path(exchange))))
        .orElseGet(() -> Answer.plain(404, "No such file, or the preview has ended."));
  }

  private Optional<Answer> file(PreviewToken token, String below) {
    try {
      return source.find(token).flatMap(files -> file(files, below));
    } catch (RuntimeException e) {
      log.warn("The source of {} failed", token, e);
      return Optional.of(Answer.plain(500, "The preview could not be read."));
    }
  }

  private Optional<Answer> file(FileTree files, String below) {
    return filePath(below)
        .filter(path -> files.find(path).isPresent())
        .or(() -> below.isEmpty() ? onlyPage(files) : Optional.empty())
        .flatMap(path -> files.find(path).map(content -> answer(path, content)));
  }

  private Answer answer(FilePath path, FileContent content) {
    String type = ContentTypes.of(path);
    byte[] bytes = content.bytes();
    return new Answer(200, type, type.equals(ContentTypes.HTML) ? shim.inject(bytes) : bytes);
  }

  /** The entry of a component whose single page has another name. */
  private static Optional<FilePath> onlyPage(FileTree files) {
    List<FilePath> pages =
        files.files().keySet().stream()
            .filter(path -> path.segments().size() == 1 && !path.isHidden())
            .filter(path -> ContentTypes.of(path).equals(ContentTypes.HTML))
            .toList();
    return pages.size() == 1 ? Optional.of(pages.get(0)) : Optional.empty();
  }

  /** The file that a decoded path names, if it names one that may be seen. */
  private static Optional<FilePath> filePath(String below) {
    boolean isDirectory = below.isEmpty() || below.endsWith("/");
    try {
      FilePath path = FilePath.of(isDirectory ? below + INDEX : below);
      return path.isHidden() ? Optional.empty() : Optional.of(path);
    } catch (InvalidInput e) {
      log.debug("Refused a path: {}", e.getMessage());
      return Optional.empty();
    }
  }

  private void send(HttpExchange exchange, Optional<PreviewToken> token, Answer answer)
      throws IOException {
    Headers response = exchange.getResponseHeaders();
    token.ifPresentOrElse(
        known -> headers.addTo(response, addresses.source(known), answer.type),
        () -> headers.addTo(response, answer.type));
    if (ONE_REQUEST_A_CONNECTION) {
      response.set("Connection", "close");
    }
    if (answer.status == 405) {
      response.set("Allow", "GET, HEAD");
    }
    if (exchange.getRequestMethod().equals("HEAD") || answer.body.length == 0) {
      response.set("Content-Length", String.valueOf(answer.body.length));
      exchange.sendResponseHeaders(answer.status, -1);
      return;
    }
    exchange.sendResponseHeaders(answer.status, answer.body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(answer.body);
    }
  }

  private void tell(PreviewAccess access) {
    try {
      listener.onAccess(access);
    } catch (RuntimeException e) {
      log.warn("The access listener failed on {}", access.token(), e);
    }
  }

  private Optional<PreviewToken> token(HttpExchange exchange) {
    return addresses.token(host(exchange), path(exchange));
  }

  private static boolean hasBody(Headers request) {
    return request.containsKey("Content-Length") || request.containsKey("Transfer-Encoding");
  }

  private static String path(HttpExchange exchange) {
    return Optional.ofNullable(exchange.getRequestURI()).map(URI::getPath).orElse("");
  }

  private static String host(HttpExchange exchange) {
    List<String> hosts = exchange.getRequestHeaders().getOrDefault("Host", List.of());
    return hosts.size() == 1 ? hosts.get(0) : "";
  }

  /** What to send. */
  private static final class Answer {
    final int status;
    final String type;
    final byte[] body;

    Answer(int status, String type, byte[] body) {
      this.status = status;
      this.type = type;
      this.body = body;
    }

    static Answer plain(int status, String text) {
      return new Answer(status, PLAIN, (text + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }
}
