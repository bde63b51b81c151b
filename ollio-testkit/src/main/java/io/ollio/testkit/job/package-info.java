/**
 * For authors of job runners: {@link io.ollio.testkit.job.JobRunnerContract} is the suite that
 * every adapter of {@link io.ollio.job.JobRunner} passes, through a {@link
 * io.ollio.testkit.job.JobRunnerFixture}. For tests of hosts: {@link
 * io.ollio.testkit.job.ManualJobRunner}.
 */
@NullMarked
package io.ollio.testkit.job;

import org.jspecify.annotations.NullMarked;
