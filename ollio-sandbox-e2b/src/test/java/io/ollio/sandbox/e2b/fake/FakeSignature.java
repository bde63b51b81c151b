package io.ollio.sandbox.e2b.fake;

import io.ollio.sandbox.e2b.fake.http.FakeRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Signed addresses of files. Protocol notes, section 3.3. */
final class FakeSignature {
  private FakeSignature() {}

  static boolean isValid(FakeMachine machine, FakeRequest request) {
    String operation = request.method().equals("GET") ? "read" : "write";
    String expiration = request.query("signature_expiration").orElse("");
    String canonical =
        request.query("path").orElse("")
            + ":"
            + operation
            + ":"
            + request.query("username").orElse("")
            + ":"
            + machine.token()
            + (expiration.isEmpty() ? "" : ":" + expiration);
    boolean isTimely =
        expiration.isEmpty()
            || Long.parseLong(expiration) > machine.cloud().clock().instant().getEpochSecond();
    return isTimely && ("v1_" + hash(canonical)).equals(request.query("signature").orElse(""));
  }

  private static String hash(String text) {
    try {
      return Base64.getEncoder()
          .withoutPadding()
          .encodeToString(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
