package io.ollio.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.InvalidInput;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FileTreeTest {
  @Test
  void ofTexts_fileThatIsADirectoryToo_isRefused() {
    assertThatThrownBy(() -> FileTree.ofTexts(Map.of("a/b", "1", "a/b/c/d", "2", "a/b-c", "3")))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("\"a/b/c/d\" cannot be there: \"a/b\" is a file");
  }

  @Test
  void with_theDirectoryOfAnotherFile_isRefusedUntilThatIsGone() {
    FileTree tree = FileTree.ofTexts(Map.of("css/site.css", "1"));
    FilePath directory = FilePath.of("css");

    assertThatThrownBy(() -> tree.with(directory, FileContent.of("2")))
        .isInstanceOf(InvalidInput.class);
    assertThat(
            tree.without(FilePath.of("css/site.css")).with(directory, FileContent.of("2")).files())
        .containsOnlyKeys(directory);
  }

  @Test
  void ofTexts_namesThatOnlyBeginAlike_areFine() {
    assertThat(FileTree.ofTexts(Map.of("a", "1", "a.css", "2", "a-b/c", "3")).files()).hasSize(3);
  }
}
