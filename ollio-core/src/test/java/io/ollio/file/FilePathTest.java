package io.ollio.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.InvalidInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilePathTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''              | 1 to 1024 characters
          /a              | relative
          a//b            | empty segment
          a/              | empty segment
          ./a             | . or ..
          a/../b          | . or ..
          a\\b            | backslash
          c:a             | colon
          """)
  void of_pathThatBreaksARule_namesIt(String path, String rule) {
    assertThatThrownBy(() -> FilePath.of(path))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining(rule);
  }

  @Test
  void of_nameTooLongForFileSystems_isRefused() {
    assertThat(FilePath.of("ü".repeat(120)).name()).hasSize(120);
    assertThatThrownBy(() -> FilePath.of("ü".repeat(121)))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("240 bytes");
    assertThatThrownBy(() -> FilePath.of("a".repeat(201)))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("200 characters");
  }

  @Test
  void of_tooManySegments_isRefused() {
    assertThat(FilePath.of("a/".repeat(99) + "a").segments()).hasSize(100);
    assertThatThrownBy(() -> FilePath.of("a/".repeat(100) + "a"))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("100 segments");
  }
}
