package io.ollio.sandbox.e2b.code;

import java.util.Map;
import java.util.Optional;

/**
 * One thing that code showed.
 *
 * @param isMain whether it is the value of the last expression
 * @param formats the same thing in several forms: {@code text}, {@code html}, {@code markdown},
 *     {@code svg}, {@code png}, {@code jpeg}, {@code pdf} (the last three in Base64), {@code
 *     latex}, {@code json}, {@code javascript}, {@code data}, {@code chart} and others; what is no
 *     text is JSON
 */
public record CodeResult(boolean isMain, Map<String, String> formats) {
  /** Copies. */
  public CodeResult {
    formats = Map.copyOf(formats);
  }

  /** The thing as plain text. */
  public Optional<String> text() {
    return Optional.ofNullable(formats.get("text"));
  }
}
