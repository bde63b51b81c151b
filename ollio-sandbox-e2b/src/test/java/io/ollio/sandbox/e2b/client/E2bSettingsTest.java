package io.ollio.sandbox.e2b.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.InvalidInput;
import io.ollio.sandbox.e2b.api.DaemonVersion;
import io.ollio.sandbox.e2b.api.E2bSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class E2bSettingsTest {
  @ParameterizedTest
  @ValueSource(strings = {"KnowledgeBuilder/1.0", "Mozilla/5.0", "my-OPERA-ting-system", " "})
  void userAgent_thatLooksLikeABrowser_isRefused(String agent) {
    assertThatThrownBy(() -> E2bSettings.builder().apiKey("k").userAgent(agent).build())
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("userAgent");
  }

  @Test
  void key_missingOrUnusable_isRefusedWithoutShowingIt() {
    assertThatThrownBy(() -> E2bSettings.builder().build())
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("apiKey");
    assertThatThrownBy(() -> E2bSettings.of("sec\nret"))
        .isInstanceOf(InvalidInput.class)
        .hasMessageNotContaining("ret");
  }

  @Test
  void addresses_thatAreNone_areRefused() {
    assertThatThrownBy(() -> E2bSettings.builder().apiKey("k").apiUrl("nowhere").build())
        .isInstanceOf(InvalidInput.class);
    assertThatThrownBy(() -> E2bSettings.builder().apiKey("k").domain("a/b").build())
        .isInstanceOf(InvalidInput.class);
  }

  @ParameterizedTest
  @CsvSource({"0.6.13,0.6.13", "v0.10.2-dev,0.10.2", "1.2,1.2.0", "soon,0.1.0", "'',0.1.0"})
  void version_inAnyForm_isRead(String text, String version) {
    assertThat(DaemonVersion.parse(text)).hasToString(version);
  }

  @Test
  void versions_compareByNumber() {
    assertThat(new DaemonVersion(0, 10, 0).isAtLeast(new DaemonVersion(0, 9, 9))).isTrue();
    assertThat(new DaemonVersion(0, 5, 6).isAtLeast(DaemonVersion.PLAIN_UPLOAD)).isFalse();
  }
}
