package io.ollio.jdbc.job;

import java.time.Duration;

/**
 * How a try ended.
 *
 * @param start the try
 * @param state {@link JobState#READY} to run again, else a final one
 * @param pause how long to wait before the next try
 * @param failures tries that have failed so far, this one included
 * @param reason short code of the last failure; empty for none
 */
record JobEnd(JobStart start, JobState state, Duration pause, int failures, String reason) {
  static JobEnd of(JobStart start, JobState state, String reason) {
    return new JobEnd(start, state, Duration.ZERO, start.failures(), reason);
  }
}
