package io.ollio.testkit.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.InvalidInput;
import io.ollio.Page;
import io.ollio.PageRequest;
import io.ollio.file.FileContent;
import io.ollio.file.FilePath;
import io.ollio.file.FileTree;
import io.ollio.project.Project;
import io.ollio.project.Project.Sharing;
import io.ollio.project.ProjectException.Forbidden;
import io.ollio.project.ProjectException.KeyInUse;
import io.ollio.project.ProjectException.ProjectNotFound;
import io.ollio.project.ProjectException.RevisionConflict;
import io.ollio.project.ProjectId;
import io.ollio.project.Version;
import io.ollio.project.VersionId;
import io.ollio.project.Versions;
import io.ollio.testkit.store.Pages;
import io.ollio.testkit.store.Race;
import io.ollio.testkit.store.StoreSuite;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What every {@link Versions} does. */
public abstract class VersionsContract extends StoreSuite {
  /** A contract. */
  protected VersionsContract() {}

  @Test
  void head_noVersion_isEmpty() {
    assertThat(versions().head(ANN, savedProject(ANN).id())).isEmpty();
    assertThat(versions().head(ANN, new ProjectId("nowhere"))).isEmpty();
  }

  @Test
  void append_next_becomesTheHeadAndKeepsTheOthers() {
    Project project = savedProject(ANN);
    Version first = savedVersion(project);
    savedVersion(savedProject(ANN));
    Version second = savedVersion(project);
    assertThat(versions().head(ANN, project.id())).contains(second);
    assertThat(versions().find(ANN, first.id())).contains(first);
    assertThat(versions().find(ANN, second.id())).contains(second);
  }

  @Test
  void append_fromAnOlderVersion_isAllowed() {
    Project project = savedProject(ANN);
    Version first = savedVersion(project);
    savedVersion(project);
    Version restored = samples().version(project, 3, Optional.of(first.id()), first.files());
    versions().append(ANN, restored);
    assertThat(versions().head(ANN, project.id())).contains(restored);
  }

  @Test
  void append_anyNumberButTheNext_throwsRevisionConflict() {
    Project project = savedProject(ANN);
    refuse(project, 2, Optional.empty());
    Version first = savedVersion(project);
    refuse(project, 1, Optional.empty());
    refuse(project, 1, Optional.of(first.id()));
    refuse(project, 3, Optional.of(first.id()));
    assertThat(versions().head(ANN, project.id())).contains(first);
  }

  @Test
  void append_parentThatIsNoVersionOfTheProject_throwsRevisionConflict() {
    Project project = savedProject(ANN);
    Version other = savedVersion(savedProject(ANN));
    refuse(project, 1, Optional.of(other.id()));
    savedVersion(project);
    refuse(project, 2, Optional.of(other.id()));
    refuse(project, 2, Optional.of(new VersionId("nowhere")));
    refuse(project, 2, Optional.empty());
    assertThat(versions().head(ANN, project.id()).orElseThrow().number()).isEqualTo(1);
  }

  @Test
  void append_byManyAtOnce_lastsForOneOnly() throws InterruptedException {
    Project project = savedProject(ANN);
    Version first = savedVersion(project);
    List<Boolean> won =
        Race.between(
            16,
            racer -> {
              Version next =
                  samples().version(project, 2, Optional.of(first.id()), tree("racer", "" + racer));
              try {
                versions().append(ANN, next);
                return true;
              } catch (RevisionConflict e) {
                assertThat(e.isRetryable()).isTrue();
                return false;
              }
            });
    assertThat(won).containsOnlyOnce(true);
    assertThat(versions().head(ANN, project.id()).orElseThrow().number()).isEqualTo(2);
  }

  @Test
  void append_takenId_throwsKeyInUseAndLeavesTheFirst() {
    Version first = savedVersion(savedProject(ANN));
    Project other = savedProject(BOB);
    Version second =
        new Version(
            first.id(), other.id(), 1, Optional.empty(), FileTree.empty(), "", time().instant());
    assertThatThrownBy(() -> versions().append(BOB, second)).isInstanceOf(KeyInUse.class);
    assertThat(versions().find(ANN, first.id())).contains(first);
    assertThat(versions().head(BOB, other.id())).isEmpty();
  }

  @Test
  void append_toUnknownForeignOrDeletedProject_throwsProjectNotFound() {
    Project foreign = savedProject(ANN);
    for (Project project : List.of(foreign, deletedProject(BOB), samples().project(BOB))) {
      Version version = samples().version(project, Optional.empty());
      assertThatThrownBy(() -> versions().append(BOB, version)).isInstanceOf(ProjectNotFound.class);
    }
    assertThat(versions().head(ANN, foreign.id())).isEmpty();
  }

  @Test
  void append_toForeignReadableProject_isForbidden() {
    Project project = savedProject(ANN, Sharing.PUBLIC);
    Version version = samples().version(project, Optional.empty());
    assertThatThrownBy(() -> versions().append(BOB, version)).isInstanceOf(Forbidden.class);
    assertThat(versions().head(ANN, project.id())).isEmpty();
  }

  @Test
  void find_anyBytes_returnsThemUnchanged() {
    Project project = savedProject(ANN);
    byte[] bytes = new byte[70_000];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 31);
    }
    TreeMap<FilePath, FileContent> files = new TreeMap<>();
    files.put(FilePath.of("img/logo.png"), FileContent.of(bytes));
    files.put(FilePath.of("nul.txt"), FileContent.of("a\0b"));
    files.put(FilePath.of("empty.txt"), FileContent.of(""));
    Version version = samples().version(project, 1, Optional.empty(), new FileTree(files));
    versions().append(ANN, version);
    assertThat(versions().find(ANN, version.id())).contains(version);
  }

  @Test
  void find_pathsThatLookAlike_keepsThemApart() {
    Project project = savedProject(ANN);
    FileTree files =
        FileTree.ofTexts(
            Map.of(
                "a.html",
                "1",
                "A.html",
                "2",
                "a.html ",
                "3",
                "ä.html",
                "4",
                "a\u0308.html",
                "5",
                "ß.html",
                "6",
                "ss.html",
                "7",
                "a/b.html",
                "8",
                "😀.html",
                "9"));
    Version version = samples().version(project, 1, Optional.empty(), files);
    versions().append(ANN, version);
    assertThat(versions().find(ANN, version.id()).orElseThrow().files()).isEqualTo(files);
  }

  @Test
  void find_noFile_returnsAnEmptyTree() {
    Project project = savedProject(ANN);
    Version version = samples().version(project, 1, Optional.empty(), FileTree.empty());
    versions().append(ANN, version);
    assertThat(versions().find(ANN, version.id())).contains(version);
  }

  @Test
  void find_tenThousandFiles_returnsThem() {
    Project project = savedProject(ANN);
    TreeMap<FilePath, FileContent> files = new TreeMap<>();
    for (int i = 0; i < 10_000; i++) {
      files.put(FilePath.of("dir" + i % 100 + "/file" + i + ".html"), FileContent.of("<p>" + i));
    }
    Version version = samples().version(project, 1, Optional.empty(), new FileTree(files));
    versions().append(ANN, version);
    Version found = versions().find(ANN, version.id()).orElseThrow();
    assertThat(found.files().equals(version.files())).as("same 10,000 files").isTrue();
  }

  @Test
  void find_fileThatStaysInTheNextVersion_isInBoth() {
    Project project = savedProject(ANN);
    FileTree one = FileTree.ofTexts(Map.of("a.html", "same", "b.html", "old"));
    FileTree two = FileTree.ofTexts(Map.of("a.html", "same", "b.html", "new", "c.html", "same"));
    Version first = samples().version(project, 1, Optional.empty(), one);
    Version second = samples().version(project, 2, Optional.of(first.id()), two);
    versions().append(ANN, first);
    versions().append(ANN, second);
    assertThat(versions().find(ANN, first.id()).orElseThrow().files()).isEqualTo(one);
    assertThat(versions().head(ANN, project.id()).orElseThrow().files()).isEqualTo(two);
  }

  @Test
  void find_followsTheProjectsVisibility() {
    Project secret = savedProject(ANN);
    Version hidden = savedVersion(secret);
    Project shared = savedProject(ANN, Sharing.with(Set.of(BOB)));
    Version visible = savedVersion(shared);
    Project gone = savedProject(BOB);
    Version deleted = savedVersion(gone);
    delete(gone);
    assertThat(versions().find(BOB, hidden.id())).isEmpty();
    assertThat(versions().head(BOB, secret.id())).isEmpty();
    assertThat(versions().find(BOB, visible.id())).contains(visible);
    assertThat(versions().head(BOB, shared.id())).contains(visible);
    assertThat(versions().head(CAT, shared.id())).isEmpty();
    assertThat(versions().find(BOB, deleted.id())).isEmpty();
    assertThat(versions().head(BOB, gone.id())).isEmpty();
  }

  @Test
  void list_ofAProject_goesByNumberAndSumsUpTheFiles() {
    Project project = savedProject(ANN);
    Version first =
        samples()
            .version(project, 1, Optional.empty(), FileTree.ofTexts(Map.of("a", "ä", "b", "12")));
    versions().append(ANN, first);
    Version second = savedVersion(project);
    savedVersion(savedProject(ANN));
    assertThat(list(project, PageRequest.newest(9)).items())
        .containsExactly(second.toSummary(), first.toSummary());
    Version.Summary summary = list(project, PageRequest.oldest(1)).items().get(0);
    assertThat(summary.fileCount()).isEqualTo(2);
    assertThat(summary.totalBytes()).isEqualTo(4);
  }

  @Test
  void list_moreThanNineVersions_goesByNumberNotByText() {
    Project project = savedProject(ANN);
    List<Integer> numbers = new ArrayList<>();
    for (int i = 1; i <= 11; i++) {
      numbers.add(savedVersion(project).number());
    }
    assertThat(Pages.walk(PageRequest.oldest(4), page -> list(project, page)))
        .extracting(Version.Summary::number)
        .isEqualTo(numbers);
  }

  @Test
  void list_positionOfAnotherProject_isRefused() {
    Project project = savedProject(ANN);
    Version other = savedVersion(savedProject(ANN));
    assertThatThrownBy(() -> list(project, PageRequest.newest(2).after(other.id().value())))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("page position");
  }

  @Test
  void list_hiddenProject_throwsProjectNotFound() {
    for (Project project : List.of(savedProject(BOB), deletedProject(ANN))) {
      assertThatThrownBy(() -> list(project, PageRequest.newest(2)))
          .isInstanceOf(ProjectNotFound.class);
    }
  }

  private Versions versions() {
    return store().versions();
  }

  private Page<Version.Summary> list(Project project, PageRequest page) {
    return versions().list(ANN, project.id(), page);
  }

  private void refuse(Project project, int number, Optional<VersionId> parent) {
    Version version = samples().version(project, number, parent, FileTree.empty());
    assertThatThrownBy(() -> versions().append(ANN, version))
        .isInstanceOf(RevisionConflict.class)
        .hasMessageContaining("Version " + number);
  }

  private static FileTree tree(String path, String text) {
    return FileTree.ofTexts(Map.of(path, text));
  }
}
