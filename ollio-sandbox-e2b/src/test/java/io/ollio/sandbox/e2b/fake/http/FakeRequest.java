package io.ollio.sandbox.e2b.fake.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * A request as it came.
 *
 * @param target path and query, encoded
 * @param headers by lower-case name
 */
public record FakeRequest(
    String method,
    String target,
    String version,
    String host,
    Map<String, String> headers,
    InputStream body) {
  public String path() {
    int end = target.indexOf('?');
    return end < 0 ? target : target.substring(0, end);
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /** A parameter of the query, decoded. */
  public Optional<String> query(String name) {
    int start = target.indexOf('?');
    if (start >= 0) {
      for (String pair : target.substring(start + 1).split("&", -1)) {
        if (pair.startsWith(name + "=")) {
          return Optional.of(decode(pair.substring(name.length() + 1)));
        }
      }
    }
    return Optional.empty();
  }

  public byte[] bytes() throws IOException {
    return body.readAllBytes();
  }

  public static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
