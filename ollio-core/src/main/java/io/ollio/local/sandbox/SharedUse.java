package io.ollio.local.sandbox;

import io.ollio.local.isolation.ProcessUse;
import java.util.HashMap;
import java.util.Map;

/** What all commands of one sandbox use together, each as it was last seen. Thread-safe. */
final class SharedUse {
  private final Map<Object, ProcessUse> byCommand = new HashMap<>();

  synchronized void update(Object command, ProcessUse use) {
    byCommand.put(command, use);
  }

  synchronized void remove(Object command) {
    byCommand.remove(command);
  }

  synchronized long memoryBytes() {
    return byCommand.values().stream().mapToLong(ProcessUse::memoryBytes).sum();
  }

  synchronized int threads() {
    return byCommand.values().stream().mapToInt(ProcessUse::threads).sum();
  }

  /** Whether no other command uses more memory: the one that is killed first. */
  synchronized boolean usesMostMemory(ProcessUse use) {
    return byCommand.values().stream().noneMatch(u -> u.memoryBytes() > use.memoryBytes());
  }

  /** The same for processes and threads. */
  synchronized boolean hasMostThreads(ProcessUse use) {
    return byCommand.values().stream().noneMatch(u -> u.threads() > use.threads());
  }
}
