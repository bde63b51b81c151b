package io.ollio.preview;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/**
 * Serves stored pages under unguessable addresses on an origin of their own, so that a page written
 * by a model cannot reach the application that shows it. No file of this machine is read: what a
 * token does not lead to does not exist.
 *
 * <p>Thread-safety: any number of threads. Blocking: only {@link #start} and {@link #close}, for
 * milliseconds. Lifetime: who starts it closes it; afterwards the port is free and requests under
 * way are cut. Limits: see {@link PreviewSettings}; a connection that never sends a byte is closed
 * by the JDK's server after about half a minute.
 */
public final class PreviewServer implements AutoCloseable {
  private final HttpServer server;
  private final RequestGuard guard;
  private final TokenAddresses addresses;

  private PreviewServer(HttpServer server, RequestGuard guard, TokenAddresses addresses) {
    this.server = server;
    this.guard = guard;
    this.addresses = addresses;
  }

  /** Starts with default settings and no listener. */
  public static PreviewServer start(PreviewSource source) {
    return start(PreviewSettings.defaults(), source, PreviewAccess.Listener.none());
  }

  /**
   * Starts to listen.
   *
   * @throws PreviewException.CannotListen when the address is taken or not this machine's
   */
  public static PreviewServer start(
      PreviewSettings settings, PreviewSource source, PreviewAccess.Listener listener) {
    HttpServer server = bound(settings);
    RequestGuard guard = new RequestGuard(settings);
    TokenAddresses addresses = new TokenAddresses(settings, server.getAddress().getPort());
    PageHeaders headers = new PageHeaders(settings);
    server.setExecutor(guard);
    server.createContext("/", new PreviewHandler(source, addresses, headers, guard, listener));
    server.start();
    return new PreviewServer(server, guard, addresses);
  }

  /** The port listened on. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** The address of a preview; the same at any time and on every node with the same public base. */
  public URI uri(PreviewToken token) {
    return addresses.uri(token);
  }

  /** The token in an address of this server; empty when it is none of its addresses. */
  public Optional<PreviewToken> token(URI address) {
    String host = address.getRawAuthority() == null ? "" : address.getRawAuthority();
    String path = address.getPath() == null ? "" : address.getPath();
    return addresses.isOwn(host) ? addresses.token(host, path) : Optional.empty();
  }

  /** The address of a preview that was issued. */
  public PreviewAddress address(PreviewRegistry.Grant grant) {
    return new PreviewAddress(grant.token(), uri(grant.token()), grant.expiresAt());
  }

  /** What the application puts into its page to show this preview. */
  public EmbedSnippet embed(PreviewToken token, String title) {
    return EmbedSnippet.of(uri(token), addresses.source(token), title);
  }

  /** A {@code frame-src} value for every preview of this server, for pages with a fixed header. */
  public String frameSource() {
    return addresses.anySource();
  }

  /** Stops listening and cuts what is under way; a second call does nothing. */
  @Override
  public void close() {
    server.stop(0);
    guard.close();
  }

  private static HttpServer bound(PreviewSettings settings) {
    try {
      return HttpServer.create(settings.bind(), 0);
    } catch (IOException e) {
      throw new PreviewException.CannotListen(settings.bind(), e);
    }
  }
}
