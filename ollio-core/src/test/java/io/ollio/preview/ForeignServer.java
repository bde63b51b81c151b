package io.ollio.preview;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Another web server on this machine: the embedding application, or somebody else's. */
final class ForeignServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final Map<String, String> pages = new ConcurrentHashMap<>();
  private final Map<String, String> policies = new ConcurrentHashMap<>();
  private final Set<String> hits = ConcurrentHashMap.newKeySet();
  private final Map<String, CountDownLatch> awaited = new ConcurrentHashMap<>();

  ForeignServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException("No port for a test server", e);
    }
    server.setExecutor(executor);
    server.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          hits.add(path);
          byte[] body = pages.getOrDefault(path, "hit").getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Access-Control-Allow-Origin", "*");
          exchange.getResponseHeaders().set("Set-Cookie", "session=host-secret");
          exchange
              .getResponseHeaders()
              .set("Content-Type", path.endsWith("js") ? "text/javascript" : "text/html");
          if (policies.containsKey(path)) {
            exchange.getResponseHeaders().set("Content-Security-Policy", policies.get(path));
          }
          exchange.sendResponseHeaders(200, body.length);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
          }
          awaited.getOrDefault(path, new CountDownLatch(0)).countDown();
        });
    server.start();
  }

  void page(String path, String text) {
    pages.put(path, text);
  }

  void policy(String path, String policy) {
    policies.put(path, policy);
  }

  CountDownLatch await(String path) {
    return awaited.computeIfAbsent(path, key -> new CountDownLatch(1));
  }

  Set<String> hits() {
    return hits;
  }

  String url(String host) {
    return "http://" + host + ":" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }
}
