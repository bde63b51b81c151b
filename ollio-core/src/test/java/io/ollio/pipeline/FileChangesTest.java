package io.ollio.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.file.FileTree;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FileChangesTest {
  @Test
  void applyTo_anotherBase_keepsWhatBothChanged() {
    FileTree before = FileTree.ofTexts(Map.of("a", "1", "b", "1", "gone", "1"));
    FileTree ours = FileTree.ofTexts(Map.of("a", "2", "b", "1", "new", "1"));
    FileTree theirs = FileTree.ofTexts(Map.of("a", "1", "b", "3", "gone", "1", "theirs", "1"));

    assertThat(FileChanges.between(before, ours).applyTo(theirs))
        .isEqualTo(FileTree.ofTexts(Map.of("a", "2", "b", "3", "new", "1", "theirs", "1")));
  }

  @Test
  void between_equalTrees_isNothing() {
    FileTree tree = FileTree.ofTexts(Map.of("a", "1"));
    FileChanges none = FileChanges.between(tree, tree);
    assertThat(none.written()).isEmpty();
    assertThat(none.removed()).isEmpty();
  }
}
