package io.ollio.sandbox.e2b.http;

import java.nio.charset.StandardCharsets;

/** Percent encoding by RFC 3986: all but letters, digits and {@code - . _ ~}. */
public final class Percent {
  private static final String DIGITS = "0123456789ABCDEF";

  private Percent() {}

  /** The text, encoded from its UTF-8. */
  public static String encode(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xFF);
      if ((c >= 'a' && c <= 'z')
          || (c >= 'A' && c <= 'Z')
          || (c >= '0' && c <= '9')
          || "-._~".indexOf(c) >= 0) {
        out.append(c);
      } else {
        out.append('%').append(DIGITS.charAt(c >> 4)).append(DIGITS.charAt(c & 15));
      }
    }
    return out.toString();
  }
}
