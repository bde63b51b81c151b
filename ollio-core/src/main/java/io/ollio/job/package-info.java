/**
 * The job port: {@link io.ollio.job.JobRunner} runs named jobs in the background, at least once
 * each, with limits, retries and cancellation. Nothing here knows what the jobs do.
 */
@NullMarked
package io.ollio.job;

import org.jspecify.annotations.NullMarked;
