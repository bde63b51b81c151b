package io.ollio.preview;

import com.sun.net.httpserver.Headers;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The headers that make a page harmless. The page is untrusted as a whole, so inline code and eval
 * cost nothing; what matters is that it runs on an opaque origin ({@code sandbox} without {@code
 * allow-same-origin}) and reaches only its own files.
 *
 * <p>Left out on purpose: Cross-Origin-Opener-Policy, as a sandboxed document with it is a network
 * error (HTML standard, "determine the creation sandboxing flags"); {@code 'self'}, as the explicit
 * place also confines path tokens.
 *
 * <p>Used by the servers of this library; hosts use {@link PreviewServer}.
 */
public final class PageHeaders {
  private static final List<String> FEATURES =
      List.of(
          "accelerometer",
          "autoplay",
          "browsing-topics",
          "camera",
          "clipboard-read",
          "clipboard-write",
          "display-capture",
          "encrypted-media",
          "fullscreen",
          "gamepad",
          "geolocation",
          "gyroscope",
          "hid",
          "identity-credentials-get",
          "idle-detection",
          "local-fonts",
          "magnetometer",
          "microphone",
          "midi",
          "otp-credentials",
          "payment",
          "picture-in-picture",
          "publickey-credentials-get",
          "screen-wake-lock",
          "serial",
          "storage-access",
          "usb",
          "window-management",
          "xr-spatial-tracking");
  private static final String PERMISSIONS = String.join("=(), ", FEATURES) + "=()";

  private final String frameAncestors;
  private final List<String> allowedSources;

  /** The headers for pages of a server with these settings. */
  public PageHeaders(PreviewSettings settings) {
    this.frameAncestors =
        settings.embedders().isEmpty() ? "'none'" : String.join(" ", settings.embedders());
    this.allowedSources = settings.allowedSources();
  }

  /** Adds them for a file of the preview with this source expression. */
  void addTo(Headers headers, String source, String contentType) {
    addTo(headers, List.of(source), contentType);
  }

  /** Adds them for a file of a preview that may reach these places. */
  public void addTo(Headers headers, List<String> sources, String contentType) {
    // A picture may not run anything anyway; opened as a document it must not either.
    boolean isPicture = contentType.startsWith("image/svg");
    headers.set("Content-Security-Policy", isPicture ? still() : page(sources));
    headers.set("Connection-Allowlist", allowlist(sources));
    addCommon(headers, contentType);
  }

  /** Adds them for a short text of the server itself. */
  public void addTo(Headers headers, String contentType) {
    headers.set("Content-Security-Policy", still());
    headers.set("Connection-Allowlist", "()");
    addCommon(headers, contentType);
  }

  private static void addCommon(Headers headers, String contentType) {
    headers.set("Content-Type", contentType);
    headers.set("Permissions-Policy", PERMISSIONS);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cache-Control", "no-store");
    headers.set("X-Robots-Tag", "noindex, nofollow");
    headers.set("X-DNS-Prefetch-Control", "off");
    // An opaque origin is foreign even to its own files: modules, fonts and fetch need both.
    headers.set("Access-Control-Allow-Origin", "*");
    headers.set("Cross-Origin-Resource-Policy", "cross-origin");
  }

  /**
   * The ways out that a Content-Security-Policy does not know: WebRTC, and walking off to a foreign
   * address (<a href="https://wicg.github.io/connection-allowlists/">draft</a>, in Chrome since
   * 152; other browsers ignore it).
   */
  private String allowlist(List<String> sources) {
    String patterns =
        Stream.concat(sources.stream(), allowedSources.stream())
            .map(place -> "\"" + place + (place.endsWith("/") ? "*" : "/*") + "\"")
            .collect(Collectors.joining(" "));
    return "(" + patterns + ")";
  }

  private String still() {
    return "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; " + ends();
  }

  private String ends() {
    return "form-action 'none'; base-uri 'none'; object-src 'none'; frame-src 'none';"
        + " frame-ancestors "
        + frameAncestors;
  }

  private String page(List<String> sources) {
    String own =
        Stream.concat(sources.stream(), allowedSources.stream()).collect(Collectors.joining(" "));
    return "sandbox allow-scripts allow-forms; default-src 'none'; script-src "
        + (own + " 'unsafe-inline' 'unsafe-eval' blob:; style-src " + own + " 'unsafe-inline'; ")
        + ("img-src " + own + " data: blob:; font-src " + own + " data:; ")
        + ("media-src " + own + " data: blob:; connect-src " + own + " data: blob:; ")
        + ("worker-src blob: data:; manifest-src " + own + "; " + ends());
  }
}
