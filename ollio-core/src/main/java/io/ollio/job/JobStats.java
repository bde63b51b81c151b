package io.ollio.job;

import java.time.Duration;

/**
 * How much a runner has to do, for health checks.
 *
 * @param queued jobs that wait, those waiting for a retry included
 * @param running jobs that run, over all nodes
 * @param oldestQueuedAge how long the longest waiting job has waited; zero when none waits
 * @param failed jobs that have failed for good since the runner's records begin
 */
public record JobStats(long queued, long running, Duration oldestQueuedAge, long failed) {}
