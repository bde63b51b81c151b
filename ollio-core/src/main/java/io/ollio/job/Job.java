package io.ollio.job;

import io.ollio.InvalidInput;
import io.ollio.OwnerId;

/**
 * A piece of background work.
 *
 * @param name which {@link JobHandler} runs it, 1 to 100 characters
 * @param key the caller's name for it, unique among the jobs of this name, 1 to 200 characters
 * @param owner whose work it is, for fair turns and the per-owner limit
 * @param serialKey jobs with the same serial key never run at the same time, and start in the order
 *     they were submitted; one that waits for a retry keeps its turn
 * @param payload small JSON text, at most {@value #MAX_PAYLOAD_LENGTH} characters
 */
public record Job(String name, String key, OwnerId owner, String serialKey, String payload) {
  /** Longest payload, in characters. */
  public static final int MAX_PAYLOAD_LENGTH = 10_000;

  /** Checks the lengths. */
  public Job {
    InvalidInput.text(name, "job name", 100);
    InvalidInput.text(key, "job key", 200);
    InvalidInput.text(serialKey, "job serialKey", 200);
    InvalidInput.check(
        payload.length() <= MAX_PAYLOAD_LENGTH,
        "job payload",
        "has " + payload.length() + " characters, more than " + MAX_PAYLOAD_LENGTH);
  }

  /** Name and key in one text, for messages. */
  public String label() {
    return name + " " + key;
  }
}
