package io.ollio.preview;

import java.net.URI;

/**
 * What an application puts into its own page to show a preview safely. Both parts matter: the
 * iframe keeps the page away from the application, the header keeps the page from walking off to a
 * foreign address with what it knows.
 *
 * @param html an iframe element without {@code allow-same-origin}
 * @param frameSource value for {@code frame-src} in the application's own Content-Security-Policy
 */
public record EmbedSnippet(String html, String frameSource) {
  /** For an address with this source expression. */
  public static EmbedSnippet of(URI uri, String source, String title) {
    String html =
        "<iframe src=\"%s\" title=\"%s\" sandbox=\"allow-scripts allow-forms\""
            + " referrerpolicy=\"no-referrer\" allow=\"\" loading=\"lazy\"></iframe>";
    return new EmbedSnippet(html.formatted(escaped(uri.toString()), escaped(title)), source);
  }

  /** The whole header line: {@code Content-Security-Policy: frame-src …}. */
  public String header() {
    return "Content-Security-Policy: frame-src " + frameSource;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
  }
}
