package io.ollio.sandbox.e2b.files;

import io.ollio.sandbox.e2b.control.SandboxAccess;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import okhttp3.HttpUrl;

/**
 * Addresses by which somebody without the sandbox's token, such as a browser, reads or writes one
 * file. Of an unsecured sandbox they are plain. Protocol notes, section 3.3.
 */
public final class SignedUrls {
  private final HttpUrl base;
  private final Optional<String> token;
  private final Optional<String> user;

  SignedUrls(HttpUrl base, SandboxAccess access, Optional<String> user) {
    this.base = base;
    this.token = access.accessToken();
    this.user = user;
  }

  /** For a {@code GET} of the file; valid for ever, that is as long as the sandbox. */
  public URI download(String path) {
    return url("read", Optional.of(path), Optional.empty());
  }

  /** For a {@code GET} of the file until the moment. */
  public URI download(String path, Instant until) {
    return url("read", Optional.of(path), Optional.of(until));
  }

  /** For a {@code POST} of a form with the file as part {@code file}. */
  public URI upload(String path) {
    return url("write", Optional.of(path), Optional.empty());
  }

  /** For a {@code POST} of the file until the moment. */
  public URI upload(String path, Instant until) {
    return url("write", Optional.of(path), Optional.of(until));
  }

  /** For a {@code POST} of files that say themselves where they go. */
  public URI uploadAnywhere() {
    return url("write", Optional.empty(), Optional.empty());
  }

  private URI url(String operation, Optional<String> path, Optional<Instant> until) {
    HttpUrl.Builder url = base.newBuilder().addPathSegment("files");
    path.ifPresent(value -> url.addQueryParameter("path", value));
    user.ifPresent(name -> url.addQueryParameter("username", name));
    token.ifPresent(
        secret -> {
          String plain = path.orElse("") + ":" + operation + ":" + user.orElse("") + ":" + secret;
          url.addEncodedQueryParameter(
              "signature", encoded(signature(plain, until.map(Instant::getEpochSecond))));
          until.ifPresent(
              end -> url.addQueryParameter("signature_expiration", "" + end.getEpochSecond()));
        });
    return url.build().uri();
  }

  /** {@code v1_} and the Base64, without padding, of the SHA-256. */
  static String signature(String plain, Optional<Long> untilSeconds) {
    String canonical = plain + untilSeconds.map(seconds -> ":" + seconds).orElse("");
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(StandardCharsets.UTF_8));
      return "v1_" + Base64.getEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  private static String encoded(String signature) {
    return signature.replace("+", "%2B").replace("/", "%2F");
  }
}
