package io.ollio.preview;

import io.ollio.preview.PreviewSettings.TokenPlace;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * Turns tokens into addresses and requests back into tokens. Used by the servers of this library.
 */
public final class TokenAddresses {
  private static final String PATH_PREFIX = "/p/";

  private final TokenPlace place;
  private final String scheme;
  private final String authority;

  /** The addresses of a server that listens on this port. */
  public TokenAddresses(PreviewSettings settings, int boundPort) {
    this.place = settings.tokenPlace();
    URI base = settings.publicBase();
    String host = place == TokenPlace.HOST ? "localhost" : "127.0.0.1";
    this.scheme = base == null ? "http" : base.getScheme().toLowerCase(Locale.ROOT);
    this.authority =
        base == null ? host + ":" + boundPort : base.getRawAuthority().toLowerCase(Locale.ROOT);
  }

  /** Address of the preview's entry page. */
  public URI uri(PreviewToken token) {
    return URI.create(source(token) + (place == TokenPlace.HOST ? "/" : ""));
  }

  /** The preview's own place as a source expression of a Content-Security-Policy. */
  public String source(PreviewToken token) {
    return place == TokenPlace.HOST
        ? scheme + "://" + token.value() + "." + authority
        : scheme + "://" + authority + PATH_PREFIX + token.value() + "/";
  }

  /** Source expression that covers every preview of this server. */
  String anySource() {
    return place == TokenPlace.HOST
        ? scheme + "://*." + authority
        : scheme + "://" + authority + PATH_PREFIX;
  }

  /** Whether a request with this Host header is meant for this server at all. */
  public boolean isOwn(String host) {
    return place == TokenPlace.HOST
        ? hostToken(host).isPresent()
        : host.equalsIgnoreCase(authority);
  }

  /** The token of a request, empty when the address names none. */
  public Optional<PreviewToken> token(String host, String path) {
    if (place == TokenPlace.HOST) {
      return hostToken(host);
    }
    int end = PATH_PREFIX.length() + PreviewToken.LENGTH;
    boolean fits = path.startsWith(PATH_PREFIX) && path.length() > end && path.charAt(end) == '/';
    return fits ? PreviewToken.find(path.substring(PATH_PREFIX.length(), end)) : Optional.empty();
  }

  /** The part of the path below the token, without leading slash. */
  String below(String path) {
    return place == TokenPlace.HOST
        ? path.substring(1)
        : path.substring(PATH_PREFIX.length() + PreviewToken.LENGTH + 1);
  }

  private Optional<PreviewToken> hostToken(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    boolean fits =
        lower.length() == PreviewToken.LENGTH + 1 + authority.length()
            && lower.endsWith("." + authority);
    return fits ? PreviewToken.find(lower.substring(0, PreviewToken.LENGTH)) : Optional.empty();
  }
}
