package io.ollio.local.workspace;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeRemoverTest {
  @TempDir Path directory;

  @Test
  void remove_fifteenHundredLevels_isGone() throws Exception {
    shell(
        "mkdir top && cd top && p=$(printf 'a-name-so-long-that-it-passes-every-limit/%.0s' {1..100})"
            + " && for i in {1..15}; do mkdir -p $p && cd -P $p; done; touch x");

    TreeRemover.remove(directory.resolve("top"), true);

    assertThat(directory).isEmptyDirectory();
  }

  @Test
  @Tag("slow")
  void remove_twentyThousandFiles_isGone() throws Exception {
    shell("mkdir -p top/sub && cd top/sub && seq 20000 | xargs touch");

    TreeRemover.remove(directory.resolve("top"), true);

    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void remove_namesThatAreNotUtf8_isGone() throws Exception {
    shell("mkdir -p top/$'\\xff\\xfe' && touch top/$'\\xff\\xfe'/$'\\xc3(' top/$'new\\nline'");

    TreeRemover.remove(directory.resolve("top"), true);

    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void remove_directoriesWithoutPermissions_isGone() throws Exception {
    shell(
        "mkdir -p top/a/b/c top/d/e && touch top/a/b/c/x top/d/e/y && chmod 0 top/a/b/c"
            + " && chmod 500 top/a/b && chmod 300 top/d/e && chmod 0 top/a top/d");

    TreeRemover.remove(directory.resolve("top"), true);

    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void remove_linksAndSpecialFiles_leavesWhatTheyPointTo() throws Exception {
    shell(
        "mkdir -p kept top/sub && touch kept/file && ln -s ../kept top/dir"
            + " && ln -s ../../kept top/sub/dir && ln -s ../kept/file top/file && mkfifo top/pipe");

    TreeRemover.remove(directory.resolve("top"), true);

    assertThat(directory.resolve("top")).doesNotExist();
    assertThat(directory.resolve("kept/file")).exists();
  }

  @Test
  void remove_directoryThatIsALink_leavesItsTarget() throws Exception {
    shell("mkdir -p kept top && touch kept/file && ln -s ../kept top/link");

    TreeRemover.remove(directory.resolve("top"), false);

    assertThat(directory.resolve("kept/file")).exists();
  }

  @Test
  void remove_nothingThere_doesNothing() throws Exception {
    TreeRemover.remove(directory.resolve("missing"), true);

    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void remove_othersStillInside_takesWhatItMay() throws IOException {
    Path locked = Files.createDirectories(directory.resolve("top/a/b"));
    Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("r-x------"));

    TreeRemover.remove(directory.resolve("top"), false);

    assertThat(directory).isEmptyDirectory();
  }

  private void shell(String script) throws Exception {
    Process process =
        new ProcessBuilder("bash", "-c", script)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), ISO_8859_1);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
  }
}
