package io.ollio.llm.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.InvalidInput;
import io.ollio.llm.openai.OpenAiSettings.OutputLimit;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OpenAiSettingsTest {
  @Test
  void of_keyAndModel_hasTheDocumentedDefaults() {
    OpenAiSettings settings = OpenAiSettings.of("sk-1", "gpt-x");

    assertThat(settings.baseUrl()).isEqualTo("https://api.openai.com/v1");
    assertThat(settings.outputLimit()).isEqualTo(OutputLimit.MAX_COMPLETION_TOKENS);
    assertThat(settings.limits().connect()).isEqualTo(Duration.ofSeconds(10));
    assertThat(settings.limits().firstToken()).isEqualTo(Duration.ofMinutes(3));
    assertThat(settings.limits().idle()).isEqualTo(Duration.ofSeconds(60));
    assertThat(settings.limits().total()).isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void build_otherServer_sendsTheOlderOutputLimit() {
    assertThat(OpenAiSettings.builder().baseUrl("http://localhost:11434/v1").build().outputLimit())
        .isEqualTo(OutputLimit.MAX_TOKENS);
  }

  @Test
  void build_keyWithBlanksAround_isStripped() {
    assertThat(OpenAiSettings.of(" sk-1\n", "m").apiKey()).isEqualTo("sk-1");
  }

  @Test
  void toString_neverShowsKeyHeadersOrBody() {
    OpenAiSettings settings =
        OpenAiSettings.builder()
            .baseUrl("https://user:pa55@host.example/v1")
            .apiKey("sk-s3cret")
            .extraHeader("api-key", "s3cret-header")
            .extraBody("user", "s3cret-body")
            .build();

    assertThat(settings.toString())
        .doesNotContain("s3cret", "pa55")
        .contains("host.example", "apiKey=***", "[api-key]", "[user]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "api.openai.com/v1", "ftp://host/v1", "http://"})
  void build_addressThatIsNone_saysWhatItMustBe(String address) {
    assertThatThrownBy(() -> OpenAiSettings.builder().baseUrl(address).build())
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            "baseUrl is \"%s\", must be an http or https address such as https://api.openai.com/v1",
            address);
  }

  @Test
  void build_wholePath_saysWhichPart() {
    assertThatThrownBy(
            () -> OpenAiSettings.builder().baseUrl("http://h/v1/chat/completions").build())
        .hasMessageStartingWith("baseUrl must be the part before /chat/completions");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  "})
  void build_blankKey_saysToLeaveItOut(String key) {
    assertThatThrownBy(() -> OpenAiSettings.of(key, "m"))
        .hasMessage("apiKey must not be blank; leave it out for a server that needs none");
  }

  @Test
  void build_keyThatNoHeaderCarries_saysWhereWithoutShowingIt() {
    assertThatThrownBy(() -> OpenAiSettings.of("sk-s3cret\nx", "m"))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("apiKey has a character at position 9 that a header cannot carry");
  }

  @Test
  void build_headerThatIsNone_isInvalid() {
    assertThatThrownBy(() -> OpenAiSettings.builder().extraHeader("a b", "c").build())
        .hasMessage("extraHeaders holds a name that is no header name, of 3 characters");
    assertThatThrownBy(() -> OpenAiSettings.builder().extraHeader("a", "ü").build())
        .hasMessage("header a has a character at position 0 that a header cannot carry");
  }

  @Test
  void build_reservedBodyField_isInvalid() {
    assertThatThrownBy(() -> OpenAiSettings.builder().extraBody("stream", false).build())
        .hasMessage("extraBody holds \"stream\", which the client sets itself");
  }

  @Test
  void limits_outOfRange_areInvalid() {
    OpenAiLimits limits = OpenAiLimits.DEFAULT;

    assertThatThrownBy(() -> limits.withIdle(Duration.ZERO))
        .hasMessage("idle is PT0S, must be more than zero and at most PT24H");
    assertThatThrownBy(() -> limits.withTotal(Duration.ofDays(2)))
        .hasMessageStartingWith("total is PT48H");
    assertThatThrownBy(() -> limits.withConnect(Duration.ofSeconds(-1)))
        .hasMessageStartingWith("connect is PT-1S");
    assertThatThrownBy(() -> limits.withFirstToken(Duration.ZERO))
        .hasMessageStartingWith("firstToken is PT0S");
    assertThatThrownBy(() -> limits.withSizes(10, 10_000))
        .hasMessage("maxEventBytes is 10, must be at least 1024");
    assertThatThrownBy(() -> limits.withSizes(2_000, 1_000))
        .hasMessage("maxReplyBytes is 1000, must be at least maxEventBytes, 2000");
  }
}
