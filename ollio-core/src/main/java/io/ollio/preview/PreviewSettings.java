package io.ollio.preview;

import io.ollio.InvalidInput;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How previews are served.
 *
 * @param bind where to listen; port 0 takes any free one
 * @param publicBase the address users reach the server by, when something stands in front of it:
 *     {@code https://previews.example.com}. With {@link TokenPlace#HOST} its host is the domain
 *     below which every name leads here. Null: the server itself, on {@code localhost} with {@link
 *     TokenPlace#HOST} and {@code 127.0.0.1} with {@link TokenPlace#PATH}
 * @param tokenPlace where in the address the token stands
 * @param embedders origins that may show previews in an iframe, e.g. {@code
 *     https://app.example.com}; none by default: then a preview opens only in a tab of its own
 * @param allowedSources foreign origins that previews may load from and talk to, e.g. a font
 *     server; none by default. Each one is also a way out for whatever a page knows
 * @param requestTime how long a request may take to arrive
 * @param responseTime how long finding and sending the answer may take
 * @param maxRequests requests worked on at the same time; four times as many wait
 */
public record PreviewSettings(
    InetSocketAddress bind,
    @Nullable URI publicBase,
    TokenPlace tokenPlace,
    List<String> embedders,
    List<String> allowedSources,
    Duration requestTime,
    Duration responseTime,
    int maxRequests) {
  /** Time for a request to arrive. */
  public static final Duration DEFAULT_REQUEST_TIME = Duration.ofSeconds(5);

  /** Time for an answer to be found and sent. */
  public static final Duration DEFAULT_RESPONSE_TIME = Duration.ofSeconds(60);

  /** Requests worked on at the same time. */
  public static final int DEFAULT_MAX_REQUESTS = 64;

  private static final Pattern ORIGIN =
      Pattern.compile("https?://(\\*\\.)?[A-Za-z0-9.-]{1,253}(:(\\d{1,5}|\\*))?");

  /** Where in the address the token stands. */
  public enum TokenPlace {
    /**
     * {@code http://TOKEN.localhost:PORT/}: every preview is an origin of its own. Needs names that
     * resolve: browsers do it for {@code localhost}, a wildcard record for a real domain.
     */
    HOST,
    /**
     * {@code http://127.0.0.1:PORT/p/TOKEN/}, where sub-domains do not resolve. Previews are kept
     * apart by the sandbox alone, and cookies of the same host name are sent here (and ignored), so
     * the host must not be the application's.
     */
    PATH
  }

  /** Checks and copies. */
  public PreviewSettings {
    embedders = checkedOrigins(embedders, "embedders");
    allowedSources = checkedOrigins(allowedSources, "allowedSources");
    InvalidInput.check(
        isBase(publicBase), "publicBase", "must be like https://previews.example.com");
    InvalidInput.check(isPositive(requestTime), "requestTime", "must be positive");
    InvalidInput.check(isPositive(responseTime), "responseTime", "must be positive");
    InvalidInput.check(
        maxRequests >= 1 && maxRequests <= 10_000,
        "maxRequests",
        "must be 1 to 10000, not " + maxRequests);
  }

  /** Loopback, any free port, tokens in the host name, no embedders. */
  public static PreviewSettings defaults() {
    return builder().build();
  }

  /** A builder that starts from {@link #defaults}. */
  public static Builder builder() {
    return new Builder();
  }

  private static List<String> checkedOrigins(List<String> origins, String field) {
    for (String origin : origins) {
      InvalidInput.check(
          ORIGIN.matcher(origin).matches(),
          field,
          "must be origins like https://app.example.com, without path; not \"" + origin + "\"");
    }
    return List.copyOf(origins);
  }

  private static boolean isBase(@Nullable URI uri) {
    return uri == null
        || (ORIGIN.matcher(uri.toString().replaceFirst("/$", "")).matches()
            && !uri.toString().contains("*"));
  }

  private static boolean isPositive(Duration duration) {
    return !duration.isZero() && !duration.isNegative();
  }

  /** Collects settings. */
  public static final class Builder {
    private InetSocketAddress bind = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private @Nullable URI publicBase;
    private TokenPlace tokenPlace = TokenPlace.HOST;
    private List<String> embedders = List.of();
    private List<String> allowedSources = List.of();
    private Duration requestTime = DEFAULT_REQUEST_TIME;
    private Duration responseTime = DEFAULT_RESPONSE_TIME;
    private int maxRequests = DEFAULT_MAX_REQUESTS;

    private Builder() {}

    /** Listens on this port of the loopback address. */
    public Builder port(int port) {
      InvalidInput.check(port >= 0 && port <= 65_535, "port", "must be 0 to 65535, not " + port);
      return bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    /** Listens on this address; anything but loopback makes previews reachable by others. */
    public Builder bind(InetSocketAddress address) {
      this.bind = address;
      return this;
    }

    /** The address in front of the server. */
    public Builder publicBase(URI base) {
      this.publicBase = base;
      return this;
    }

    /** Where the token stands. */
    public Builder tokenPlace(TokenPlace place) {
      this.tokenPlace = place;
      return this;
    }

    /** The applications that show previews in an iframe. */
    public Builder embedders(String... origins) {
      this.embedders = List.of(origins);
      return this;
    }

    /** Foreign origins that pages may use. */
    public Builder allowedSources(String... origins) {
      this.allowedSources = List.of(origins);
      return this;
    }

    /** Time limits for the request to arrive and for the answer to be sent. */
    public Builder times(Duration request, Duration response) {
      this.requestTime = request;
      this.responseTime = response;
      return this;
    }

    /** How many requests are worked on at the same time. */
    public Builder maxRequests(int count) {
      this.maxRequests = count;
      return this;
    }

    /** The settings, checked. */
    public PreviewSettings build() {
      return new PreviewSettings(
          bind,
          publicBase,
          tokenPlace,
          embedders,
          allowedSources,
          requestTime,
          responseTime,
          maxRequests);
    }
  }
}
