package io.ollio.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import io.ollio.local.Threads;
import io.ollio.preview.HtmlShim;
import io.ollio.preview.PageHeaders;
import io.ollio.preview.PreviewAccess;
import io.ollio.preview.PreviewException.CannotListen;
import io.ollio.preview.PreviewSettings;
import io.ollio.preview.PreviewToken;
import io.ollio.preview.TokenAddresses;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets browsers in to dev servers, by token, and answers everything else itself. */
final class LiveGateway implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LiveGateway.class);

  /** One preview may hold a quarter of all connections, so that it does not shut out the others. */
  private static final int CONNECTIONS_PER_REQUEST = 4;

  /** While the JVM has no free file handles. */
  private static final long PAUSE_NANOS = 50_000_000;

  private final PreviewSettings settings;
  private final InstantSource clock;
  private final PreviewAccess.Listener listener;
  private final PageHeaders headers;
  private final HtmlShim shim = HtmlShim.bundled();
  private final ServerSocket server;
  private final TokenAddresses addresses;
  private final Semaphore free;
  private final ExecutorService threads = Threads.newTaskExecutor("ollio-live");
  private final Map<PreviewToken, LiveRoute> routes = new ConcurrentHashMap<>();

  LiveGateway(PreviewSettings settings, InstantSource clock, PreviewAccess.Listener listener) {
    this.settings = settings;
    this.clock = clock;
    this.listener = listener;
    this.headers = new PageHeaders(settings);
    this.free = new Semaphore(settings.maxRequests() * CONNECTIONS_PER_REQUEST);
    this.server = bound(settings);
    this.addresses = new TokenAddresses(settings, server.getLocalPort());
    threads.execute(this::acceptAll);
  }

  private static ServerSocket bound(PreviewSettings settings) {
    try {
      ServerSocket socket = new ServerSocket();
      socket.bind(settings.bind());
      return socket;
    } catch (IOException e) {
      throw new CannotListen(settings.bind(), e);
    }
  }

  TokenAddresses addresses() {
    return addresses;
  }

  void add(LiveRoute route) {
    routes.put(route.token(), route);
  }

  /** Ends a preview and cuts what is open to it. */
  void remove(PreviewToken token) {
    LiveRoute route = routes.remove(token);
    if (route != null) {
      route.connections().forEach(LiveGateway::cut);
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      LOG.warn("The port of the live previews could not be closed", e);
    }
    List.copyOf(routes.keySet()).forEach(this::remove);
    threads.shutdownNow();
  }

  private void acceptAll() {
    while (!server.isClosed()) {
      try {
        accept(server.accept());
      } catch (IOException e) {
        LOG.debug("No connection could be taken, or the port was closed", e);
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  private void accept(Socket browser) {
    if (!free.tryAcquire()) {
      cut(browser);
      return;
    }
    try {
      threads.execute(() -> serve(browser));
    } catch (RejectedExecutionException closed) {
      free.release();
      cut(browser);
    }
  }

  private void serve(Socket browser) {
    CompletableFuture<Boolean> arrived = deadline(browser, settings.requestTime().toMillis());
    try (browser) {
      HttpHead request = HttpHead.read(browser.getInputStream());
      arrived.complete(true);
      serve(browser, request);
    } catch (IOException e) {
      LOG.debug("A request to a live preview has broken", e);
    } finally {
      arrived.complete(true);
      free.release();
    }
  }

  /** Cuts the connection after this time, unless completed before. */
  private static CompletableFuture<Boolean> deadline(Socket socket, long millis) {
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS)
        .execute(
            () -> {
              if (done.complete(false)) {
                cut(socket);
              }
            });
    return done;
  }

  private void serve(Socket browser, HttpHead request) throws IOException {
    String host = request.only("host").orElse("");
    Optional<PreviewToken> token = addresses.token(host, request.part(1));
    Optional<LiveRoute> route = token.map(routes::get).filter(this::isOpen);
    Optional<Refusal> refusal = refusal(host, request, route.isPresent());
    if (refusal.isPresent()) {
      tell(token, request, refusal.get().status);
      answer(browser, refusal.get());
    } else if (route.orElseThrow().connections().size() >= settings.maxRequests()) {
      tell(token, request, 503);
      answer(browser, new Refusal(503, "This preview has too many open connections."));
    } else {
      carry(browser, request, route.get());
    }
  }

  private record Refusal(int status, String text) {}

  private Optional<Refusal> refusal(String host, HttpHead request, boolean isKnown) {
    if (!addresses.isOwn(host)) {
      return Optional.of(
          new Refusal(421, "This server answers only under a preview's own address."));
    }
    if (!request.part(2).equals("HTTP/1.1") || !request.part(1).startsWith("/")) {
      return Optional.of(new Refusal(400, "Not a request to a preview."));
    }
    boolean hasBody = request.has("transfer-encoding") || request.has("content-length");
    if (!List.of("GET", "HEAD").contains(request.part(0)) || hasBody) {
      return Optional.of(new Refusal(405, "A preview can only be read: GET or HEAD."));
    }
    if (request.has("service-worker")) {
      return Optional.of(new Refusal(403, "A preview cannot install a service worker."));
    }
    return isKnown ? Optional.empty() : Optional.of(new Refusal(404, "The preview has ended."));
  }

  private boolean isOpen(LiveRoute route) {
    return clock.instant().isBefore(route.expiresAt());
  }

  private void carry(Socket browser, HttpHead request, LiveRoute route) throws IOException {
    LiveExchange exchange = new LiveExchange(browser, request, threads);
    CompletableFuture<Boolean> sent =
        exchange.isWebSocket()
            ? CompletableFuture.completedFuture(true)
            : deadline(browser, settings.responseTime().toMillis());
    route.connections().add(browser);
    try {
      tell(Optional.of(route.token()), request, 200);
      exchange.run(route.server(), sources(route.token()), headers, shim);
    } catch (IOException e) {
      LOG.debug("The dev server of {} did not answer to the end", route.token(), e);
      if (!exchange.hasBegun()) {
        answer(browser, new Refusal(502, "The dev server does not answer."));
      }
    } finally {
      sent.complete(true);
      route.connections().remove(browser);
    }
  }

  /** The preview's own place, for pages and for the web socket that tells of changes. */
  private List<String> sources(PreviewToken token) {
    String pages = addresses.source(token);
    return List.of(pages, pages.replaceFirst("^http", "ws"));
  }

  URI uri(PreviewToken token) {
    return addresses.uri(token);
  }

  private void tell(Optional<PreviewToken> token, HttpHead request, int status) {
    String path = request.part(1).split("\\?", 2)[0];
    try {
      listener.onAccess(new PreviewAccess(token, request.part(0), path, status));
    } catch (RuntimeException e) {
      LOG.warn("The access listener failed on {}", token, e);
    }
  }

  private void answer(Socket browser, Refusal refusal) throws IOException {
    byte[] body = (refusal.text + "\n").getBytes(UTF_8);
    Headers added = new Headers();
    headers.addTo(added, "text/plain; charset=utf-8");
    added.set("Content-Length", Integer.toString(body.length));
    added.set("Connection", "close");
    List<Map.Entry<String, String>> fields = new ArrayList<>();
    added.forEach((name, values) -> fields.add(Map.entry(name, values.get(0))));
    browser.getOutputStream().write(HttpHead.bytes("HTTP/1.1 " + refusal.status + " ", fields));
    browser.getOutputStream().write(body);
  }

  private static void cut(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.debug("A connection could not be closed", e);
    }
  }
}
