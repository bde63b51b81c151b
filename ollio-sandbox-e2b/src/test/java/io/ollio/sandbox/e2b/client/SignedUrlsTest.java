package io.ollio.sandbox.e2b.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.sandbox.e2b.api.DaemonVersion;
import io.ollio.sandbox.e2b.api.E2bSettings;
import io.ollio.sandbox.e2b.control.SandboxAccess;
import io.ollio.sandbox.e2b.control.SandboxRequest;
import io.ollio.sandbox.e2b.files.SignedUrls;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The test vectors of the protocol notes, section 13, and recordings 25, 203 and 207. */
class SignedUrlsTest {
  private static final String TOKEN = "envd_tok_0123456789abcdef";
  private static final String BASE = "https://49983-i1a2b3c4d5e6f7g8h9j0k.e2b.app/files";

  @Test
  void upload_withPath_isSigned() {
    assertThat(urls().upload("/home/user/a b.txt"))
        .hasToString(
            BASE
                + "?path=%2Fhome%2Fuser%2Fa%20b.txt"
                + "&signature=v1_yqFqg75IL88Vilx0BEikI4O0Pu1u25qeSJpWofYniaA");
  }

  @Test
  void upload_withoutPath_isSigned() {
    assertThat(urls().uploadAnywhere())
        .hasToString(BASE + "?signature=v1_2CtQJm717AB49ywA13GQZ8E60rrIxgIzoGhxGWzw7mw");
  }

  @Test
  void download_asUserUntil_isSigned() {
    SignedUrls urls = sandbox(Optional.of(TOKEN)).files().as("root").urls();

    assertThat(urls.download("a.txt", Instant.ofEpochSecond(1_795_448_438)))
        .hasToString(
            BASE
                + "?path=a.txt&username=root"
                + "&signature=v1_mFlKcej6O6Gq5O49n7t8CcwBOTBWaMS%2FMMFYB2JSWMs"
                + "&signature_expiration=1795448438");
  }

  @Test
  void download_until_isSigned() {
    assertThat(urls().download("/tmp/x", Instant.ofEpochSecond(1_795_448_460)))
        .hasToString(
            BASE
                + "?path=%2Ftmp%2Fx&signature=v1_vJ32kE%2FFcrX59Hb%2FYc1Vm86rJte1IA3xeAMbCkT5fgQ"
                + "&signature_expiration=1795448460");
  }

  @Test
  void upload_shortPath_isSigned() {
    assertThat(urls().upload("/tmp/x"))
        .hasToString(
            BASE + "?path=%2Ftmp%2Fx&signature=v1_vG%2FdF3mCF4jrnx6jsS1BJcYtbtmB6Ga4orVeIpO7EVM");
  }

  @Test
  void download_nameNotAscii_isSigned() {
    SignedUrls urls = sandbox(Optional.of(TOKEN)).files().as("user").urls();

    assertThat(urls.download("/data/é.txt"))
        .hasToString(
            BASE
                + "?path=%2Fdata%2F%C3%A9.txt&username=user"
                + "&signature=v1_uiAdGes%2Fl5%2BznRv8Czx2QwmMmbdUpmzpk3zr1%2Fct%2Fjk");
  }

  @Test
  void download_unsecuredSandbox_isPlain() {
    assertThat(sandbox(Optional.empty()).files().urls().download("/a"))
        .hasToString(BASE + "?path=%2Fa");
  }

  @Test
  void debugMode_isOnThisMachine() {
    try (E2bClient client = new E2bClient(E2bSettings.builder().debug(true).build())) {
      RemoteSandbox local = client.create(SandboxRequest.of("base"));

      assertThat(local.id()).isEqualTo("debug_sandbox_id");
      assertThat(local.url(3000)).hasToString("http://localhost:3000/");
      assertThat(local.files().urls().download("/a"))
          .hasToString("http://localhost:49983/files?path=%2Fa");
      assertThat(local.kill()).isTrue();
    }
  }

  private static SignedUrls urls() {
    return sandbox(Optional.of(TOKEN)).files().urls();
  }

  private static RemoteSandbox sandbox(Optional<String> token) {
    return new E2bClient(E2bSettings.of("key"))
        .sandbox(
            new SandboxAccess(
                "i1a2b3c4d5e6f7g8h9j0k",
                "base",
                new DaemonVersion(0, 6, 13),
                token,
                Optional.empty(),
                Optional.empty()));
  }
}
