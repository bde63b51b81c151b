package io.ollio.testkit.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.InvalidInput;
import io.ollio.file.FileContent;
import io.ollio.file.FilePath;
import io.ollio.sandbox.FileEntry;
import io.ollio.sandbox.FileEntry.Kind;
import io.ollio.sandbox.Sandbox;
import io.ollio.sandbox.SandboxException.FileMissing;
import io.ollio.sandbox.SandboxException.FileRefused;
import io.ollio.sandbox.SandboxFiles;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * What every sandbox promises: its life ({@link SandboxLifetimeContract}) and its files. One that
 * runs commands extends {@link SandboxCommandsContract} instead; one with disk bounds implements
 * {@link BoundedDiskContract}, too.
 */
public abstract class SandboxContract extends SandboxLifetimeContract {
  /** For subclasses. */
  protected SandboxContract() {}

  private static FilePath path(String value) {
    return FilePath.of(value);
  }

  private static FileContent text(String value) {
    return FileContent.of(value);
  }

  private static List<String> names(Sandbox sandbox, int depth) {
    return sandbox.files().list(Optional.empty(), depth).stream()
        .map(entry -> entry.path().value())
        .toList();
  }

  @Nested
  class Reading {
    @Test
    void find_nothingThere_isEmpty() {
      Sandbox sandbox = open();
      write(sandbox, "file.txt", "x");

      assertThat(sandbox.files().find(path("missing.txt"))).isEmpty();
      assertThat(sandbox.files().find(path("missing/too.txt"))).isEmpty();
      assertThat(sandbox.files().find(path("file.txt/below"))).isEmpty();
    }

    @Test
    void read_nothingThere_isMissing() {
      Sandbox sandbox = open();

      assertThatThrownBy(() -> sandbox.files().read(path("css/site.css")))
          .isInstanceOf(FileMissing.class)
          .hasMessageContaining("css/site.css");
    }

    @Test
    void find_directory_isRefused() {
      Sandbox sandbox = open();
      write(sandbox, "css/site.css", "x");

      assertThatThrownBy(() -> sandbox.files().find(path("css")))
          .isInstanceOf(FileRefused.class)
          .hasMessageContaining("css");
    }
  }

  @Nested
  class Writing {
    @Test
    void write_newFile_createsDirectoriesAbove() {
      Sandbox sandbox = open();

      write(sandbox, "a/b/c/d.txt", "deep");

      assertThat(read(sandbox, "a/b/c/d.txt")).isEqualTo("deep");
    }

    @Test
    void write_existingFile_replacesIt() {
      Sandbox sandbox = open();
      write(sandbox, "a.txt", "a long first text");

      write(sandbox, "a.txt", "short");

      assertThat(read(sandbox, "a.txt")).isEqualTo("short");
    }

    @Test
    void write_everyByteValue_comesBackUnchanged() {
      Sandbox sandbox = open();
      byte[] bytes = new byte[256 * 40];
      IntStream.range(0, bytes.length).forEach(i -> bytes[i] = (byte) i);

      sandbox.files().write(path("all.bin"), FileContent.of(bytes));

      assertThat(sandbox.files().read(path("all.bin")).bytes()).isEqualTo(bytes);
    }

    @Test
    void write_noBytes_leavesEmptyFile() {
      Sandbox sandbox = open();

      write(sandbox, "empty.txt", "");

      assertThat(sandbox.files().find(path("empty.txt"))).contains(text(""));
    }

    @Test
    void write_unusualNames_areKept() {
      Sandbox sandbox = open();

      write(sandbox, "Größe – 尺寸/it's \"5\" $HOME %20 & more.txt", "x");
      write(sandbox, "-rf", "y");
      write(sandbox, " .hidden ", "z");

      assertThat(names(sandbox, 2))
          .containsExactly(
              " .hidden ", "-rf", "Größe – 尺寸", "Größe – 尺寸/it's \"5\" $HOME %20 & more.txt");
    }

    @Test
    void write_overDirectory_isRefused() {
      Sandbox sandbox = open();
      write(sandbox, "css/site.css", "x");

      assertThatThrownBy(() -> write(sandbox, "css", "y")).isInstanceOf(FileRefused.class);
      assertThat(read(sandbox, "css/site.css")).isEqualTo("x");
    }

    @Test
    void write_belowFile_isRefused() {
      Sandbox sandbox = open();
      write(sandbox, "a.txt", "x");

      assertThatThrownBy(() -> write(sandbox, "a.txt/b.txt", "y")).isInstanceOf(FileRefused.class);
      assertThat(read(sandbox, "a.txt")).isEqualTo("x");
    }

    @Test
    void write_largerThanAllowed_isRefused() {
      Sandbox sandbox = open();
      FileContent large = FileContent.of(new byte[SandboxFiles.MAX_FILE_BYTES + 1]);

      assertThatThrownBy(() -> sandbox.files().write(path("large.bin"), large))
          .isInstanceOf(FileRefused.class)
          .hasMessageContaining("67108865");
      assertThat(sandbox.files().find(path("large.bin"))).isEmpty();
    }

    @Test
    void writeAll_severalFiles_areAllThere() {
      Sandbox sandbox = open();

      sandbox
          .files()
          .writeAll(
              Map.of(path("a.txt"), text("1"), path("b/c.txt"), text("2"), path("d"), text("3")));

      assertThat(names(sandbox, 2)).containsExactly("a.txt", "b", "b/c.txt", "d");
      assertThat(read(sandbox, "b/c.txt")).isEqualTo("2");
    }

    @Test
    void writeAll_failureInTheMiddle_leavesTheFilesBeforeIt() {
      Sandbox sandbox = open();
      write(sandbox, "dir/x.txt", "x");
      Map<FilePath, FileContent> files = new LinkedHashMap<>();
      files.put(path("first.txt"), text("1"));
      files.put(path("dir"), text("2"));

      assertThatThrownBy(() -> sandbox.files().writeAll(files)).isInstanceOf(FileRefused.class);

      assertThat(read(sandbox, "first.txt")).isEqualTo("1");
    }

    @Test
    void write_manyThreadsOnePath_endsWithOneOfTheContents() {
      Sandbox sandbox = open();
      List<String> texts =
          IntStream.range(0, 16).mapToObj(i -> ("" + (char) ('a' + i)).repeat(5_000)).toList();

      texts.parallelStream().forEach(text -> write(sandbox, "a/b.txt", text));

      assertThat(texts).contains(read(sandbox, "a/b.txt"));
    }
  }

  @Nested
  class Listing {
    @Test
    void list_workspace_givesKindsAndSizesSortedByPath() {
      Sandbox sandbox = open();
      write(sandbox, "z.txt", "12345");
      write(sandbox, "a/b.txt", "1");
      write(sandbox, "a-b.txt", "");

      assertThat(sandbox.files().list(Optional.empty(), 5))
          .containsExactly(
              new FileEntry(path("a"), Kind.DIRECTORY, 0),
              new FileEntry(path("a-b.txt"), Kind.FILE, 0),
              new FileEntry(path("a/b.txt"), Kind.FILE, 1),
              new FileEntry(path("z.txt"), Kind.FILE, 5));
    }

    @Test
    void list_depthOne_givesDirectChildrenOnly() {
      Sandbox sandbox = open();
      write(sandbox, "a/b/c.txt", "x");

      assertThat(names(sandbox, 1)).containsExactly("a");
      assertThat(names(sandbox, 2)).containsExactly("a", "a/b");
    }

    @Test
    void list_directory_givesPathsFromTheWorkspace() {
      Sandbox sandbox = open();
      write(sandbox, "a/b.txt", "x");
      write(sandbox, "c.txt", "x");

      assertThat(sandbox.files().list(Optional.of(path("a")), 1))
          .containsExactly(new FileEntry(path("a/b.txt"), Kind.FILE, 1));
    }

    @Test
    void list_noSuchDirectory_isMissing() {
      Sandbox sandbox = open();
      write(sandbox, "file.txt", "x");

      assertThatThrownBy(() -> sandbox.files().list(Optional.of(path("missing")), 1))
          .isInstanceOf(FileMissing.class)
          .hasMessageContaining("missing");
      assertThatThrownBy(() -> sandbox.files().list(Optional.of(path("file.txt")), 1))
          .isInstanceOf(FileMissing.class);
    }

    @Test
    void list_depthZero_isInvalid() {
      Sandbox sandbox = open();

      assertThatThrownBy(() -> sandbox.files().list(Optional.empty(), 0))
          .isInstanceOf(InvalidInput.class)
          .hasMessageContaining("depth");
    }
  }

  @Nested
  class Deleting {
    @Test
    void delete_file_tellsThatItWasThere() {
      Sandbox sandbox = open();
      write(sandbox, "a/b.txt", "x");

      assertThat(sandbox.files().delete(path("a/b.txt"))).isTrue();
      assertThat(sandbox.files().find(path("a/b.txt"))).isEmpty();
      assertThat(names(sandbox, 2)).containsExactly("a");
    }

    @Test
    void delete_directory_takesAllItHolds() {
      Sandbox sandbox = open();
      write(sandbox, "a/b/c.txt", "x");
      write(sandbox, "a/d.txt", "x");
      write(sandbox, "ab.txt", "kept");

      assertThat(sandbox.files().delete(path("a"))).isTrue();

      assertThat(names(sandbox, 9)).containsExactly("ab.txt");
    }

    @Test
    void delete_nothingThere_tellsSo() {
      Sandbox sandbox = open();

      assertThat(sandbox.files().delete(path("missing.txt"))).isFalse();
      assertThat(sandbox.files().delete(path("missing/too.txt"))).isFalse();
    }
  }

  @Nested
  class Moving {
    @Test
    void move_file_createsDirectoriesAboveTheNewName() {
      Sandbox sandbox = open();
      write(sandbox, "a.txt", "x");

      sandbox.files().move(path("a.txt"), path("b/c/d.txt"));

      assertThat(sandbox.files().find(path("a.txt"))).isEmpty();
      assertThat(read(sandbox, "b/c/d.txt")).isEqualTo("x");
    }

    @Test
    void move_directory_takesAllItHolds() {
      Sandbox sandbox = open();
      write(sandbox, "a/b/c.txt", "x");

      sandbox.files().move(path("a"), path("z"));

      assertThat(names(sandbox, 9)).containsExactly("z", "z/b", "z/b/c.txt");
    }

    @Test
    void move_ontoFile_replacesIt() {
      Sandbox sandbox = open();
      write(sandbox, "a.txt", "new");
      write(sandbox, "b.txt", "old");

      sandbox.files().move(path("a.txt"), path("b.txt"));

      assertThat(names(sandbox, 1)).containsExactly("b.txt");
      assertThat(read(sandbox, "b.txt")).isEqualTo("new");
    }

    @Test
    void move_ontoDirectory_isRefused() {
      Sandbox sandbox = open();
      write(sandbox, "a.txt", "x");
      write(sandbox, "b/c.txt", "y");

      assertThatThrownBy(() -> sandbox.files().move(path("a.txt"), path("b")))
          .isInstanceOf(FileRefused.class);
      assertThat(names(sandbox, 2)).containsExactly("a.txt", "b", "b/c.txt");
    }

    @Test
    void move_directoryOntoFileOrIntoItself_isRefused() {
      Sandbox sandbox = open();
      write(sandbox, "a/b.txt", "x");
      write(sandbox, "c.txt", "y");

      assertThatThrownBy(() -> sandbox.files().move(path("a"), path("c.txt")))
          .isInstanceOf(FileRefused.class);
      assertThatThrownBy(() -> sandbox.files().move(path("a"), path("a/d")))
          .isInstanceOf(FileRefused.class);
      assertThat(names(sandbox, 2)).containsExactly("a", "a/b.txt", "c.txt");
    }

    @Test
    void move_nothingThere_isMissing() {
      Sandbox sandbox = open();

      assertThatThrownBy(() -> sandbox.files().move(path("a.txt"), path("b.txt")))
          .isInstanceOf(FileMissing.class)
          .hasMessageContaining("a.txt");
    }
  }

  @Nested
  class Collecting {
    @Test
    void collect_readsEveryFile() {
      Sandbox sandbox = open();
      write(sandbox, "index.html", "<p>");
      write(sandbox, "css/site.css", "p {}");
      write(sandbox, ".hidden/x", "y");

      assertThat(sandbox.files().collect(List.of()).files())
          .containsOnlyKeys(path(".hidden/x"), path("css/site.css"), path("index.html"))
          .containsEntry(path("css/site.css"), text("p {}"));
    }

    @Test
    void collect_excludedDirectories_areLeftOutAtAnyDepth() {
      Sandbox sandbox = open();
      write(sandbox, "node_modules/a.js", "x");
      write(sandbox, "app/node_modules/deep/b.js", "x");
      write(sandbox, "app/main.js", "kept");
      write(sandbox, "docs/node_modules", "a file of that name is kept");

      assertThat(sandbox.files().collect(List.of("node_modules", "dist")).files().keySet())
          .containsExactly(path("app/main.js"), path("docs/node_modules"));
    }

    @Test
    void collect_emptyWorkspace_isEmptyTree() {
      assertThat(open().files().collect(List.of()).isEmpty()).isTrue();
    }
  }
}
