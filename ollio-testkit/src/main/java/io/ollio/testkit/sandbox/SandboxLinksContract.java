package io.ollio.testkit.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.Cancellation;
import io.ollio.file.FilePath;
import io.ollio.sandbox.Command;
import io.ollio.sandbox.CommandOutput;
import io.ollio.sandbox.CommandResult;
import io.ollio.sandbox.FileEntry;
import io.ollio.sandbox.FileEntry.Kind;
import io.ollio.sandbox.Sandbox;
import io.ollio.sandbox.SandboxCommands;
import io.ollio.sandbox.SandboxException.FileMissing;
import io.ollio.sandbox.SandboxException.FileRefused;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * That files never follow what commands have built: links, pipes, names that are no paths. Part of
 * {@link SandboxCommandsContract}.
 */
public abstract class SandboxLinksContract extends SandboxContract {
  /** For subclasses. */
  protected SandboxLinksContract() {}

  /** The commands, which must be offered. */
  protected static SandboxCommands commands(Sandbox sandbox) {
    return sandbox
        .commands()
        .orElseThrow(
            () -> new AssertionError("No commands are offered: " + sandbox.isolation().detail()));
  }

  /** Runs a script to its end. */
  protected static CommandResult run(Sandbox sandbox, String script) {
    return commands(sandbox).run(Command.of(script), CommandOutput.SILENT, Cancellation.none());
  }

  /** A workspace with a file, a directory, and links to both and to the outside. */
  private Sandbox openWithLinks() {
    Sandbox sandbox = open();
    write(sandbox, "real/file.txt", "real");
    CommandResult result =
        run(
            sandbox,
            "ln -s real/file.txt link; ln -s real dirlink; ln -s /etc/passwd outside;"
                + " ln -s / root; ln -s missing dangling");
    assertThat(result.isSuccess()).isTrue();
    return sandbox;
  }

  private static FilePath path(String value) {
    return FilePath.of(value);
  }

  @Nested
  class Links {
    @Test
    void find_link_isRefused() {
      Sandbox sandbox = openWithLinks();

      for (String link : List.of("link", "dirlink", "outside", "root", "dangling")) {
        assertThatThrownBy(() -> sandbox.files().find(path(link)))
            .as(link)
            .isInstanceOf(FileRefused.class)
            .hasMessageContaining(link);
      }
    }

    @Test
    void find_throughLink_isRefused() {
      Sandbox sandbox = openWithLinks();

      assertThatThrownBy(() -> sandbox.files().find(path("dirlink/file.txt")))
          .isInstanceOf(FileRefused.class);
      assertThatThrownBy(() -> sandbox.files().find(path("root/etc/passwd")))
          .isInstanceOf(FileRefused.class);
    }

    @Test
    void write_overLinkOrThroughIt_isRefusedAndTheTargetStays() {
      Sandbox sandbox = openWithLinks();

      for (String path : List.of("link", "dirlink/file.txt", "dirlink/new.txt", "dangling")) {
        assertThatThrownBy(() -> write(sandbox, path, "changed"))
            .as(path)
            .isInstanceOf(FileRefused.class);
      }
      assertThat(read(sandbox, "real/file.txt")).isEqualTo("real");
      assertThat(sandbox.files().list(Optional.of(path("real")), 1)).hasSize(1);
    }

    @Test
    void list_link_isOtherAndNotEntered() {
      Sandbox sandbox = openWithLinks();

      assertThat(sandbox.files().list(Optional.empty(), 9))
          .containsExactly(
              new FileEntry(path("dangling"), Kind.OTHER, 0),
              new FileEntry(path("dirlink"), Kind.OTHER, 0),
              new FileEntry(path("link"), Kind.OTHER, 0),
              new FileEntry(path("outside"), Kind.OTHER, 0),
              new FileEntry(path("real"), Kind.DIRECTORY, 0),
              new FileEntry(path("real/file.txt"), Kind.FILE, 4),
              new FileEntry(path("root"), Kind.OTHER, 0));
    }

    @Test
    void list_startingAtLink_isMissing() {
      Sandbox sandbox = openWithLinks();

      assertThatThrownBy(() -> sandbox.files().list(Optional.of(path("dirlink")), 1))
          .isInstanceOf(FileMissing.class);
    }

    @Test
    void collect_links_areLeftOut() {
      assertThat(openWithLinks().files().collect(List.of()).files().keySet())
          .containsExactly(path("real/file.txt"));
    }

    @Test
    void delete_link_leavesItsTarget() {
      Sandbox sandbox = openWithLinks();

      assertThat(sandbox.files().delete(path("link"))).isTrue();
      assertThat(sandbox.files().delete(path("dirlink"))).isTrue();

      assertThat(sandbox.files().find(path("link"))).isEmpty();
      assertThat(read(sandbox, "real/file.txt")).isEqualTo("real");
      assertThatThrownBy(() -> sandbox.files().delete(path("root/etc")))
          .isInstanceOf(FileRefused.class);
    }

    @Test
    void delete_directoryWithLinks_leavesTheirTargets() {
      Sandbox sandbox = open();
      write(sandbox, "kept/file.txt", "kept");
      run(sandbox, "mkdir gone; ln -s ../kept gone/a; ln -s ../kept/file.txt gone/b");

      assertThat(sandbox.files().delete(path("gone"))).isTrue();

      assertThat(read(sandbox, "kept/file.txt")).isEqualTo("kept");
    }

    @Test
    void move_linkOrOntoLinkOrThroughIt_isRefused() {
      Sandbox sandbox = openWithLinks();
      write(sandbox, "a.txt", "x");

      assertRefused(sandbox, "link", "b.txt");
      assertRefused(sandbox, "a.txt", "link");
      assertRefused(sandbox, "a.txt", "dirlink/a.txt");
      assertRefused(sandbox, "dirlink/file.txt", "b.txt");
      assertThat(read(sandbox, "a.txt")).isEqualTo("x");
      assertThat(read(sandbox, "real/file.txt")).isEqualTo("real");
    }

    private static void assertRefused(Sandbox sandbox, String from, String to) {
      assertThatThrownBy(() -> sandbox.files().move(path(from), path(to)))
          .as(from + " to " + to)
          .isInstanceOf(FileRefused.class);
    }
  }

  @Nested
  class Names {
    @Test
    void list_namesThatAreNoPaths_areLeftOut() {
      Sandbox sandbox = open();

      run(
          sandbox,
          "touch ok.txt $'bad\\xff' $'new\\nline' 'back\\slash' 'co:lon'; mkdir $'d\\xff'");

      assertThat(sandbox.files().list(Optional.empty(), 2))
          .containsExactly(new FileEntry(path("ok.txt"), Kind.FILE, 0));
      assertThat(sandbox.files().collect(List.of()).files().keySet())
          .containsExactly(path("ok.txt"));
    }
  }
}
