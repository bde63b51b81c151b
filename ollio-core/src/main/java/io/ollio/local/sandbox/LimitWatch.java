package io.ollio.local.sandbox;

import io.ollio.local.isolation.IsolatedProcess;
import io.ollio.local.isolation.ProcessUse;
import io.ollio.local.workspace.DiskUsage;
import io.ollio.sandbox.CommandResult.Limit;
import io.ollio.sandbox.SandboxSpec.Resources;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at what a command uses and tells which of its sandbox's bounds it has passed. A look costs
 * processor time, so the next one waits several times as long as the last one took. Used by the one
 * thread that stays with the command.
 */
final class LimitWatch {
  private static final Logger LOG = LoggerFactory.getLogger(LimitWatch.class);

  /** The sandbox's own few processes, e.g. the one that waits for the command. */
  private static final int OWN_PROCESSES = 8;

  private static final long DISK_PERIOD_NANOS = 200_000_000;
  private static final int REST = 5;

  private final IsolatedProcess process;
  private final Resources resources;
  private final DiskUsage disk;
  private final SharedUse shared;
  private final Duration cpuBudget;
  private final Optional<CpuWindow> cpuWindow;
  private long nextLookNanos = System.nanoTime();
  private long nextDiskNanos = System.nanoTime();

  LimitWatch(
      IsolatedProcess process,
      Resources resources,
      Duration timeLimit,
      DiskUsage disk,
      SharedUse shared,
      Optional<CpuWindow> cpuWindow) {
    this.process = process;
    this.resources = resources;
    this.disk = disk;
    this.shared = shared;
    this.cpuBudget = Duration.ofMillis((long) (timeLimit.toMillis() * resources.cpus()));
    this.cpuWindow = cpuWindow;
  }

  /** The bound that it has passed, if any. */
  Optional<Limit> look() {
    long start = System.nanoTime();
    if (start - nextLookNanos < 0) {
      return Optional.empty();
    }
    Optional<Limit> hit = lookAtProcesses().or(this::lookAtDisk);
    long end = System.nanoTime();
    nextLookNanos = end + REST * (end - start);
    return hit;
  }

  /** The command has ended. */
  void end() {
    shared.remove(this);
  }

  private Optional<Limit> lookAtProcesses() {
    ProcessUse use = process.use();
    shared.update(this, use);
    if (isMemoryFull(use)) {
      return Optional.of(Limit.MEMORY);
    }
    if (shared.threads() > resources.maxProcesses() + OWN_PROCESSES && shared.hasMostThreads(use)) {
      return Optional.of(Limit.PROCESSES);
    }
    boolean isBusy = cpuWindow.map(window -> window.isFull(use.cpuTime())).orElse(false);
    return isBusy || use.cpuTime().compareTo(cpuBudget) > 0
        ? Optional.of(Limit.CPU)
        : Optional.empty();
  }

  /** The exact figure is asked for only when the rough one, which counts too much, is too high. */
  private boolean isMemoryFull(ProcessUse use) {
    long rough = shared.memoryBytes();
    return rough > resources.memoryBytes()
        && shared.usesMostMemory(use)
        && rough - use.memoryBytes() + process.exactMemoryBytes() > resources.memoryBytes();
  }

  private Optional<Limit> lookAtDisk() {
    long start = System.nanoTime();
    if (start - nextDiskNanos < 0) {
      return Optional.empty();
    }
    boolean isFull = isDiskFull();
    long end = System.nanoTime();
    nextDiskNanos = end + Math.max(DISK_PERIOD_NANOS, 2 * REST * (end - start));
    return isFull ? Optional.of(Limit.DISK) : Optional.empty();
  }

  private boolean isDiskFull() {
    try {
      return disk.isExceeded(process.deletedFileBytes());
    } catch (IOException e) {
      LOG.debug("The disk use of a command could not be measured; the next look tries again", e);
      return false;
    }
  }
}
