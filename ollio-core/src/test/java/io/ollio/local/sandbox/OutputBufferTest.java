package io.ollio.local.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutputBufferTest {
  private static String kept(int limit, String text, int block) {
    OutputBuffer buffer = new OutputBuffer(limit);
    byte[] bytes = text.getBytes(UTF_8);
    for (int from = 0; from < bytes.length; from += block) {
      byte[] part = java.util.Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + block));
      buffer.append(part, part.length);
    }
    return buffer.text();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 10, 100})
  void text_upToTheLimit_isWhole(int block) {
    assertThat(kept(10, "0123456789", block)).isEqualTo("0123456789");
    assertThat(kept(10, "01234", block)).isEqualTo("01234");
    assertThat(kept(10, "", block)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 10, 100})
  void text_beyondTheLimit_keepsBothEnds(int block) {
    assertThat(kept(10, "0123456789abcdefghij", block)).isEqualTo("01234\n… 10 bytes cut …\nfghij");
    assertThat(kept(9, "0123456789abc", block)).isEqualTo("0123\n… 4 bytes cut …\n89abc");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 10, 100})
  void text_cutInsideCharacters_leavesThemOut(int block) {
    assertThat(kept(10, "尺".repeat(10), block)).isEqualTo("尺\n… 20 bytes cut …\n尺");
    assertThat(kept(10, "ab😀😀😀😀yz", block)).isEqualTo("ab\n… 10 bytes cut …\nyz");
    assertThat(kept(8, "😀😀😀", block)).isEqualTo("😀\n… 4 bytes cut …\n😀");
  }

  @Test
  void text_limitOfOne_keepsTheLastByte() {
    assertThat(kept(1, "abc", 2)).isEqualTo("\n… 2 bytes cut …\nc");
  }
}
