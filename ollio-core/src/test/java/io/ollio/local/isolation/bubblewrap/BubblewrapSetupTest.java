package io.ollio.local.isolation.bubblewrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.local.isolation.CommandIsolation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the probe makes of programs that fail or do not isolate. */
class BubblewrapSetupTest {
  @TempDir Path directory;

  private CommandIsolation prove(String script) throws IOException {
    Path fake = directory.resolve("bwrap");
    Files.writeString(fake, "#!/bin/bash\n[ \"$1\" = --help ] && exit 0\n" + script + "\n");
    Files.setPosixFilePermissions(fake, PosixFilePermissions.fromString("rwxr-xr-x"));
    return prove(Optional.of(fake));
  }

  private CommandIsolation prove(Optional<Path> program) throws IOException {
    Path files = Files.createDirectory(directory.resolve("files"));
    return new BubblewrapSetup(files, List.of(), program).prove(false);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          setting up uid map: Permission denied                  | apparmor_restrict_unprivileged_userns
          loopback: Failed RTM_NEWADDR: Operation not permitted  | AppArmor
          No permissions to create new namespace, likely because the kernel does not allow non-privileged user namespaces. | seccomp=unconfined
          No permissions to creating new namespace, likely because the kernel does not allow non-privileged user namespaces. | seccomp=unconfined
          Creating new namespace failed: Operation not permitted | seccomp=unconfined
          Creating new namespace failed, likely because the kernel does not support user namespaces: No space left on device | max_user_namespaces
          Can't mount proc on /newroot/proc: Operation not permitted | systempaths=unconfined
          Failed to make / slave: Permission denied              | apparmor=unconfined
          Unknown option --as-pid-1                              | 0.6 or newer
          Can't find source path /x: Permission denied           | LocalSandboxSettings.directory
          """)
  void prove_knownFailure_saysWhatToDo(String message, String advice) throws IOException {
    CommandIsolation isolation = prove("echo \"bwrap: " + message + "\" >&2; exit 1");

    assertThat(isolation.allowsCommands()).isFalse();
    assertThat(isolation.isolation().separatesCommands()).isFalse();
    assertThat(isolation.isolation().detail())
        .startsWith("bubblewrap fails (bwrap: " + message.substring(0, 10))
        .contains(advice)
        .doesNotContain("\n");
  }

  @Test
  void prove_unknownFailure_quotesIt() throws IOException {
    assertThat(prove("echo 'bwrap: strange things' >&2; exit 1").isolation().detail())
        .isEqualTo("bubblewrap fails: bwrap: strange things");
  }

  @Test
  void prove_programThatIsolatesNothing_isNotBelieved() throws IOException {
    CommandIsolation isolation =
        prove("while [ \"$1\" != -- ]; do shift; done; shift; HOME=/tmp exec \"$@\"");

    assertThat(isolation.allowsCommands()).isFalse();
    assertThat(isolation.isolation().detail())
        .containsAnyOf("/ is writable", "does not isolate: no sign of NoNewPrivs: 1");
  }

  /** The right words, but from the same namespaces. */
  @Test
  void prove_programThatLies_isNotBelieved() throws IOException {
    CommandIsolation isolation =
        prove(
            """
            cat <<END
            NoNewPrivs:\t1
            Seccomp:\t2
            CapEff:\t0000000000000000
            CapBnd:\t0000000000000000
            END
            for n in user pid net mnt ipc uts; do echo $n=$(readlink /proc/self/ns/$n); done
            echo workspace=writable; echo system=read-only; echo host=hidden
            """);

    assertThat(isolation.isolation().detail())
        .isEqualTo("bubblewrap runs but does not isolate: same namespace user");
  }

  @Test
  void prove_programThatDoesNothing_isNotBelieved() throws IOException {
    assertThat(prove("exit 0").allowsCommands()).isFalse();
  }

  @Test
  void prove_readOnlyPathMissing_isNamed() throws IOException {
    List<Path> paths = List.of(Path.of("/no/such/place"));

    assertThat(
            new BubblewrapSetup(directory, paths, Optional.empty())
                .prove(false)
                .isolation()
                .detail())
        .isEqualTo(
            "/no/such/place, one of LocalSandboxSettings.readOnlyPaths, does not exist: leave it"
                + " out");
  }

  @Test
  void prove_namedProgramMissing_isNotReplacedByAnother() throws IOException {
    CommandIsolation isolation = prove(Optional.of(Path.of("/no/such/bwrap")));

    assertThat(isolation.allowsCommands()).isFalse();
    assertThat(isolation.isolation().detail())
        .isEqualTo(
            "The program for isolation, /no/such/bwrap, does not exist or may not be executed");
  }

  @Test
  void prove_realOne_isBelieved() throws IOException {
    boolean isRoot = Integer.valueOf(0).equals(Files.getAttribute(directory, "unix:uid"));
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
    Path files = Files.createDirectory(directory.resolve("files"));
    Files.setPosixFilePermissions(files, PosixFilePermissions.fromString("rwx--x--x"));

    try (CommandIsolation isolation =
        new BubblewrapSetup(files, List.of(), Optional.empty()).prove(isRoot)) {
      assertThat(isolation.isolation().detail()).startsWith("bubblewrap: own user, process");
      assertThat(isolation.isolation().separatesCommands()).isTrue();
      assertThat(isolation.isolation().mechanism()).isEqualTo("bubblewrap");
      assertThat(isolation.seat().uid().isPresent()).isEqualTo(isRoot);
    }
  }
}
