package io.ollio.local.isolation.bubblewrap;

import io.ollio.local.isolation.IsolatedProcess;
import io.ollio.local.isolation.ProcessTree;
import io.ollio.local.isolation.ProcessUse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bubblewrap and, below it, process 1 of a process namespace. Bubblewrap ends after process 1, and
 * that one when the kernel has killed everything else in there.
 */
final class BubblewrapProcess implements IsolatedProcess {
  private static final Logger LOG = LoggerFactory.getLogger(BubblewrapProcess.class);
  private static final int LOOKS = 2_000;
  private static final long PAUSE_NANOS = 1_000_000;

  private final Process process;
  private final Path arguments;
  private final ProcessTree tree;
  private final Set<Long> killed = ConcurrentHashMap.newKeySet();

  BubblewrapProcess(Process process, Path arguments) {
    this.process = process;
    this.arguments = arguments;
    this.tree = ProcessTree.below(process.pid());
  }

  @Override
  public Process process() {
    return process;
  }

  @Override
  public ProcessUse use() {
    return tree.use();
  }

  @Override
  public long exactMemoryBytes() {
    return tree.exactMemoryBytes();
  }

  @Override
  public long deletedFileBytes() {
    return tree.deletedFileBytes();
  }

  /** Process 1 first, so that bubblewrap waits for it; at the second call bubblewrap, too. */
  @Override
  public void kill() {
    List<ProcessHandle> first = process.children().toList();
    boolean isFirstTime = first.stream().allMatch(child -> killed.add(child.pid()));
    first.forEach(ProcessHandle::destroyForcibly);
    if (first.isEmpty() || !isFirstTime) {
      process.toHandle().destroyForcibly();
    }
  }

  /** Only a bubblewrap that was killed itself can leave something, which is dying then. */
  @Override
  public void sweep() {
    for (int i = 0; i < LOOKS && killed.stream().anyMatch(BubblewrapProcess::runs); i++) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    try {
      Files.deleteIfExists(arguments);
    } catch (IOException e) {
      LOG.debug("{} stays until the provider is closed", arguments.getFileName(), e);
    }
  }

  /** A zombie that nobody has waited for does not run. */
  private static boolean runs(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      return !stat.substring(stat.lastIndexOf(')')).startsWith(") Z");
    } catch (IOException gone) {
      return false;
    }
  }
}
