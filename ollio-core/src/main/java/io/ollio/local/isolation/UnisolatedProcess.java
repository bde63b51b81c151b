package io.ollio.local.isolation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** A plain process and whatever carries its mark. */
final class UnisolatedProcess implements IsolatedProcess {
  private static final int SWEEPS = 500;
  private static final long PAUSE_NANOS = 1_000_000;

  private final Process process;
  private final String mark;
  private final ProcessTree tree;

  UnisolatedProcess(Process process, String mark) {
    this.process = process;
    this.mark = mark;
    this.tree = ProcessTree.of(process.pid());
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

  @Override
  public void kill() {
    Set<ProcessHandle> victims = new LinkedHashSet<>();
    process.descendants().forEach(victims::add);
    victims.addAll(marked());
    process.toHandle().destroyForcibly();
    victims.forEach(ProcessHandle::destroyForcibly);
  }

  @Override
  public void sweep() {
    for (int i = 0; i < SWEEPS; i++) {
      Set<ProcessHandle> left = marked();
      if (left.isEmpty()) {
        return;
      }
      left.forEach(ProcessHandle::destroyForcibly);
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private Set<ProcessHandle> marked() {
    return ProcessHandle.allProcesses().filter(this::hasMark).collect(Collectors.toSet());
  }

  private boolean hasMark(ProcessHandle handle) {
    try {
      byte[] environment =
          Files.readAllBytes(Path.of("/proc", Long.toString(handle.pid()), "environ"));
      return new String(environment, StandardCharsets.ISO_8859_1).contains(mark);
    } catch (IOException goneOrForeign) {
      return false;
    }
  }
}
