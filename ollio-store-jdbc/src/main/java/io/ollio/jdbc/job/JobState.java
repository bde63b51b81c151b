package io.ollio.jdbc.job;

/** Where a job stands; stored by name. */
enum JobState {
  /** Submitted, not yet looked at by any worker. */
  NEW,
  /** May run when it is due and has a turn. */
  READY,
  /** Waits for an earlier job of its serial key. */
  BLOCKED,
  /** Has a slot and is handed to the engine. */
  ADMITTED,
  /** Runs on a worker. */
  RUNNING,
  /** Has ended well. */
  DONE,
  /** Has failed for good. */
  FAILED,
  /** Was cancelled. */
  CANCELLED
}
