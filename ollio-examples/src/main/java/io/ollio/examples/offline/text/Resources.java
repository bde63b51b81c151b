package io.ollio.examples.offline.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The templates and lists that come with the offline model. */
public final class Resources {
  private static final String ROOT = "/io/ollio/examples/offline/";

  private Resources() {}

  /** The bundled file as text. */
  public static String text(String path) {
    return find(path)
        .orElseThrow(
            () -> new IllegalStateException("Bundled file " + path + " is not on the class path"));
  }

  /** The bundled file as text, if there is one. */
  public static Optional<String> find(String path) {
    try (InputStream stream = Resources.class.getResourceAsStream(ROOT + path)) {
      return stream == null
          ? Optional.empty()
          : Optional.of(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("Reading the bundled file " + path + " failed", e);
    }
  }
}
