package io.ollio.preview;

import io.ollio.InvalidInput;
import io.ollio.file.FileContent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * The unguessable part of a preview's address. Who knows it can read the preview, so it is treated
 * like a password: compared in constant time and never printed in full.
 *
 * @param value {@value #LENGTH} lower-case hexadecimal digits (160 bits), fit for a host name
 */
public record PreviewToken(String value) {
  /** Characters of a token. */
  public static final int LENGTH = 40;

  private static final Pattern SHAPE = Pattern.compile("[0-9a-f]{" + LENGTH + "}");

  /** Checks the shape; the message does not repeat the value. */
  public PreviewToken {
    InvalidInput.check(
        SHAPE.matcher(value).matches(),
        "preview token",
        "must be "
            + LENGTH
            + " lower-case hexadecimal digits, not "
            + value.length()
            + " characters");
  }

  /** A new token; the source of chance must be a secure one. */
  public static PreviewToken random(RandomGenerator secure) {
    byte[] bytes = new byte[LENGTH / 2];
    secure.nextBytes(bytes);
    return new PreviewToken(HexFormat.of().formatHex(bytes));
  }

  /** The token written like this, empty when it is none. */
  public static Optional<PreviewToken> find(String text) {
    return SHAPE.matcher(text).matches() ? Optional.of(new PreviewToken(text)) : Optional.empty();
  }

  /** SHA-256 of the token, for stores: a leaked table of digests opens no preview. */
  public String digest() {
    return FileContent.of(value).sha256();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PreviewToken that && MessageDigest.isEqual(ascii(), that.ascii());
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return "preview " + value.substring(0, 6) + "…";
  }

  private byte[] ascii() {
    return value.getBytes(StandardCharsets.US_ASCII);
  }
}
