package io.ollio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StorableTextTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "plain", "tab\tand\nline", "ümläut", "pair \uD83D\uDE00 inside"})
  void check_whatEveryStoreCanHold_isReturned(String text) {
    assertThat(StorableText.check(text, "note")).isSameAs(text);
    assertThat(StorableText.clean(text)).isSameAs(text);
  }

  @Test
  void check_nul_namesFieldAndPlace() {
    assertThatThrownBy(() -> StorableText.check("ab\0c", "note"))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("note has a NUL character at position 2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ab\uD83D", "ab\uD83Dc", "ab\uDE00\uD83D", "ab\uD83D\uD83D\uDE00"})
  void check_loneSurrogate_namesFieldAndPlace(String text) {
    assertThatThrownBy(() -> StorableText.check(text, "note"))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("note has half a surrogate pair at position 2");
  }

  @Test
  void clean_replacesOnlyWhatNoStoreCanHold() {
    assertThat(StorableText.clean("a\0b\uD83Dc\uD83D\uDE00d\uDE00"))
        .isEqualTo("a\uFFFDb\uFFFDc\uD83D\uDE00d\uFFFD");
  }

  @Test
  void cut_insideAPair_leavesNoHalfOfIt() {
    assertThat(StorableText.cut("abc\uD83D\uDE00de", 5)).isEqualTo("abc\uFFFD…");
    assertThat(StorableText.cut("abcde", 5)).isEqualTo("abcde");
  }
}
