package io.ollio.testkit.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.Cancellation;
import io.ollio.file.FileContent;
import io.ollio.file.FilePath;
import io.ollio.sandbox.Sandbox;
import io.ollio.sandbox.SandboxException.QuotaExceeded;
import io.ollio.sandbox.SandboxFiles;
import io.ollio.sandbox.SandboxProvider;
import io.ollio.sandbox.SandboxSpec;
import io.ollio.sandbox.SandboxSpec.Resources;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a sandbox promises whose disk really has the bounds of its {@link SandboxSpec}. */
public interface BoundedDiskContract {
  /** Opens with at most 1,000 bytes in at most 5 files and directories. */
  private Sandbox openSmall() {
    Resources small = new Resources(512L << 20, 1.0, 1_000, 5, 128);
    return diskProvider().open(SandboxSpec.DEFAULT.withResources(small), Cancellation.none());
  }

  /** The provider under test. */
  SandboxProvider diskProvider();

  /** A file that would not fit is not written, and the old one stays. */
  @Test
  default void write_moreBytesThanFit_keepsTheOldContent() {
    try (Sandbox sandbox = openSmall()) {
      FilePath path = FilePath.of("a.txt");
      sandbox.files().write(path, FileContent.of("old"));

      assertThatThrownBy(() -> sandbox.files().write(path, FileContent.of("n".repeat(1_001))))
          .isInstanceOf(QuotaExceeded.class)
          .hasMessageContaining("1000");
      assertThat(sandbox.files().read(path).text()).isEqualTo("old");
    }
  }

  /** The bound is the sum of all files, and what is replaced does not count. */
  @Test
  default void write_upToTheLastByte_fits() {
    try (Sandbox sandbox = openSmall()) {
      sandbox.files().write(FilePath.of("a.txt"), FileContent.of("a".repeat(600)));
      sandbox.files().write(FilePath.of("a.txt"), FileContent.of("b".repeat(400)));
      sandbox.files().write(FilePath.of("b.txt"), FileContent.of("c".repeat(600)));

      assertThatThrownBy(() -> sandbox.files().write(FilePath.of("c.txt"), FileContent.of("d")))
          .isInstanceOf(QuotaExceeded.class);
    }
  }

  /** Directories count as files. */
  @Test
  default void write_moreFilesThanAllowed_isRefused() {
    try (Sandbox sandbox = openSmall()) {
      sandbox.files().write(FilePath.of("a/b/c.txt"), FileContent.of("1"));
      sandbox.files().write(FilePath.of("a/b/d.txt"), FileContent.of("2"));

      assertThatThrownBy(() -> sandbox.files().write(FilePath.of("e/f.txt"), FileContent.of("3")))
          .isInstanceOf(QuotaExceeded.class)
          .hasMessageContaining("5");
      sandbox.files().write(FilePath.of("g.txt"), FileContent.of("4"));
    }
  }

  /** What fits on the disk need not fit into the JVM. */
  @Test
  default void collect_moreThanIsHeldInMemory_isRefused() {
    try (Sandbox sandbox = diskProvider().open(SandboxSpec.DEFAULT, Cancellation.none())) {
      FileContent half = FileContent.of(new byte[SandboxFiles.MAX_COLLECTED_BYTES / 2 + 1]);
      sandbox.files().write(FilePath.of("a.bin"), half);
      sandbox.files().write(FilePath.of("dist/b.bin"), half);

      assertThatThrownBy(() -> sandbox.files().collect(List.of()))
          .isInstanceOf(QuotaExceeded.class)
          .hasMessageContaining("67108864");
      assertThat(sandbox.files().collect(List.of("dist")).files()).hasSize(1);
    }
  }

  /** What is deleted makes room. */
  @Test
  default void write_afterDelete_fitsAgain() {
    try (Sandbox sandbox = openSmall()) {
      sandbox.files().write(FilePath.of("a/b.txt"), FileContent.of("a".repeat(900)));
      sandbox.files().delete(FilePath.of("a"));

      sandbox.files().write(FilePath.of("c.txt"), FileContent.of("c".repeat(900)));

      assertThat(sandbox.files().read(FilePath.of("c.txt")).size()).isEqualTo(900);
    }
  }
}
