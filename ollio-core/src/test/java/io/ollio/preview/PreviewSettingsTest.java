package io.ollio.preview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.InvalidInput;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreviewSettingsTest {
  @Test
  void defaults_listenOnLoopbackForNobodyElse() {
    PreviewSettings settings = PreviewSettings.defaults();

    assertThat(settings.bind().getAddress().isLoopbackAddress()).isTrue();
    assertThat(settings.bind().getPort()).isZero();
    assertThat(settings.embedders()).isEmpty();
    assertThat(settings.allowedSources()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://app.example.com",
        "http://localhost:8080",
        "https://*.example.com",
        "http://localhost:*"
      })
  void embedders_origin_isTaken(String origin) {
    assertThat(PreviewSettings.builder().embedders(origin).build().embedders())
        .containsExactly(origin);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*",
        "app.example.com",
        "https://a.example/path",
        "https://a.example; script-src *",
        "https://a.example\r\nSet-Cookie: a=b",
        "https://a.example https://b.example",
        "javascript:alert(1)",
        "'self'"
      })
  void embedders_noOrigin_isRefused(String origin) {
    assertThatThrownBy(() -> PreviewSettings.builder().embedders(origin).build())
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("embedders");
    assertThatThrownBy(() -> PreviewSettings.builder().allowedSources(origin).build())
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("allowedSources");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ftp://a.example", "https://a.example/x", "previews", "https://*.a.example"})
  void publicBase_noBase_isRefused(String base) {
    assertThatThrownBy(() -> PreviewSettings.builder().publicBase(URI.create(base)).build())
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("publicBase");
  }

  @Test
  void numbers_outOfRange_areRefused() {
    assertThatThrownBy(() -> PreviewSettings.builder().port(70_000))
        .hasMessageContaining("port must be 0 to 65535, not 70000");
    assertThatThrownBy(() -> PreviewSettings.builder().maxRequests(0).build())
        .hasMessageContaining("maxRequests must be 1 to 10000, not 0");
    assertThatThrownBy(
            () -> PreviewSettings.builder().times(Duration.ZERO, Duration.ofSeconds(1)).build())
        .hasMessageContaining("requestTime must be positive");
    assertThatThrownBy(
            () -> PreviewSettings.builder().times(Duration.ofSeconds(1), Duration.ZERO).build())
        .hasMessageContaining("responseTime must be positive");
  }
}
