package io.ollio.jdbc.project;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Texts as columns hold them: as they are, or sealed, which a first character of U+0001 and an "s"
 * tell. A plain text that begins with U+0001 gets that and a "p" in front.
 */
final class SealedText {
  private static final String MARK = "\u0001";
  private static final String SEALED = MARK + "s";
  private static final String PLAIN = MARK + "p";

  private final BodyCipher cipher;

  SealedText(BodyCipher cipher) {
    this.cipher = cipher;
  }

  boolean isSealing() {
    return cipher != BodyCipher.NONE;
  }

  byte[] seal(byte[] plain) {
    return cipher.seal(plain);
  }

  byte[] unseal(byte[] stored, boolean isSealed) {
    return isSealed ? cipher.unseal(stored) : stored;
  }

  String seal(String plain) {
    if (isSealing()) {
      byte[] sealed = cipher.seal(plain.getBytes(StandardCharsets.UTF_8));
      return SEALED + Base64.getEncoder().encodeToString(sealed);
    }
    return plain.startsWith(MARK) ? PLAIN + plain : plain;
  }

  String unseal(String stored) {
    if (stored.startsWith(SEALED)) {
      byte[] sealed = Base64.getDecoder().decode(stored.substring(SEALED.length()));
      return new String(cipher.unseal(sealed), StandardCharsets.UTF_8);
    }
    return stored.startsWith(PLAIN) ? stored.substring(PLAIN.length()) : stored;
  }
}
