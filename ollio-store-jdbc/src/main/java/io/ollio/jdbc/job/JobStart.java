package io.ollio.jdbc.job;

import io.ollio.job.Job;

/**
 * A try that has begun, as stored.
 *
 * @param id the job's number
 * @param job the job
 * @param attempt which try, from 1; whoever has a smaller one is too late
 * @param failures tries that have failed before
 * @param isCancelled whether somebody has cancelled the job
 * @param engineKey the engine's name for this turn
 */
record JobStart(
    long id, Job job, int attempt, int failures, boolean isCancelled, String engineKey) {}
