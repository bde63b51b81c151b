package io.ollio.local.isolation;

/** A started command with everything it has started. Thread-safe. */
public interface IsolatedProcess {
  /** Its streams and its end. */
  Process process();

  /** What it uses now. */
  ProcessUse use();

  /** Its memory with shared pages divided among those who share them; slower than {@link #use}. */
  long exactMemoryBytes();

  /** Bytes of files that it has deleted and still holds open. */
  long deletedFileBytes();

  /** Kills it with everything it started. Returns at once, may be repeated until it is dead. */
  void kill();

  /** Kills what is left after its end. Returns when nothing of it runs any more. */
  void sweep();
}
