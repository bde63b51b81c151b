package io.ollio.local.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.local.isolation.IsolatedProcess;
import io.ollio.local.isolation.ProcessUse;
import io.ollio.local.workspace.DiskUsage;
import io.ollio.local.workspace.Workspace;
import io.ollio.sandbox.CommandResult.Limit;
import io.ollio.sandbox.SandboxSpec.Resources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LimitWatchTest {
  private static final Resources RESOURCES = new Resources(1_000, 1.0, 100, 5, 10);

  @TempDir Path directory;
  private final SharedUse shared = new SharedUse();
  private Workspace workspace;

  @BeforeEach
  void createWorkspace() throws IOException {
    workspace = Workspace.create(directory.resolve("home"), OptionalInt.empty());
  }

  private LimitWatch watch(FakeProcess process) {
    return new LimitWatch(
        process,
        RESOURCES,
        Duration.ofSeconds(60),
        new DiskUsage(workspace, RESOURCES),
        shared,
        Optional.empty());
  }

  private static ProcessUse use(long memory, int threads, long cpuSeconds) {
    return new ProcessUse(memory, threads, Duration.ofSeconds(cpuSeconds));
  }

  @Test
  void look_allWithinBounds_findsNothing() {
    assertThat(watch(new FakeProcess(use(1_000, 10, 60), 1_000)).look()).isEmpty();
  }

  @Test
  void look_moreMemoryThanAllowed_isMemory() {
    assertThat(watch(new FakeProcess(use(1_001, 1, 1), 1_001)).look()).contains(Limit.MEMORY);
  }

  @Test
  void look_memoryThatIsSharedInTruth_findsNothing() {
    assertThat(watch(new FakeProcess(use(5_000, 1, 1), 900)).look()).isEmpty();
  }

  @Test
  void look_twoCommandsTogetherTooLarge_findsTheLargerOne() {
    LimitWatch smaller = watch(new FakeProcess(use(400, 1, 1), 400));
    LimitWatch larger = watch(new FakeProcess(use(700, 1, 1), 700));

    assertThat(smaller.look()).isEmpty();
    assertThat(larger.look()).contains(Limit.MEMORY);
    larger.end();
    assertThat(watch(new FakeProcess(use(500, 1, 1), 500)).look()).isEmpty();
  }

  @Test
  void look_asManyThreadsAsAllowedAndOurOwn_findsNothing() {
    assertThat(watch(new FakeProcess(use(1, 18, 1), 1)).look()).isEmpty();
  }

  @Test
  void look_moreThreadsThanThat_isProcesses() {
    assertThat(watch(new FakeProcess(use(1, 19, 1), 1)).look()).contains(Limit.PROCESSES);
  }

  @Test
  void look_moreProcessorTimeThanTheTimeLimitAllows_isCpu() {
    assertThat(watch(new FakeProcess(use(1, 1, 61), 1)).look()).contains(Limit.CPU);
  }

  @Test
  void look_fullDisk_isDisk() throws IOException {
    Files.write(workspace.work().resolve("file"), new byte[101]);

    assertThat(watch(new FakeProcess(use(1, 1, 1), 1)).look()).contains(Limit.DISK);
  }

  @Test
  void look_deletedFilesThatAreStillOpen_countToo() throws IOException {
    Files.write(workspace.work().resolve("file"), new byte[60]);
    FakeProcess process = new FakeProcess(use(1, 1, 1), 1);
    process.deleted = 41;

    assertThat(watch(process).look()).contains(Limit.DISK);
  }

  @Test
  void look_tooManyFiles_isDisk() throws IOException {
    for (int i = 0; i < 6; i++) {
      Files.createFile(workspace.work().resolve("f" + i));
    }

    assertThat(watch(new FakeProcess(use(1, 1, 1), 1)).look()).contains(Limit.DISK);
  }

  private static final class FakeProcess implements IsolatedProcess {
    private final ProcessUse use;
    private final long exactMemory;
    private long deleted;

    FakeProcess(ProcessUse use, long exactMemory) {
      this.use = use;
      this.exactMemory = exactMemory;
    }

    @Override
    public Process process() {
      throw new UnsupportedOperationException();
    }

    @Override
    public ProcessUse use() {
      return use;
    }

    @Override
    public long exactMemoryBytes() {
      return exactMemory;
    }

    @Override
    public long deletedFileBytes() {
      return deleted;
    }

    @Override
    public void kill() {}

    @Override
    public void sweep() {}
  }
}
