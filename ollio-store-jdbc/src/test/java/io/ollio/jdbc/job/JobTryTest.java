package io.ollio.jdbc.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.OwnerId;
import io.ollio.RetryPolicy;
import io.ollio.job.Job;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JobTryTest {
  private final JobTry attempt =
      new JobTry(
          new JobStart(1, new Job("work", "a", OwnerId.of("ann"), "p", "{}"), 1, 0, false, "1"));

  private JobState end() {
    return attempt.judge(null, RetryPolicy.NONE, new Random(1)).state();
  }

  @Test
  void cancel_whileTheHandlerRuns_isInTimeAndDecidesTheEnd() {
    assertThat(attempt.cancel()).isTrue();
    assertThat(end()).isEqualTo(JobState.CANCELLED);
  }

  /** The try is still known here for a moment while its end is being stored. */
  @Test
  void cancel_afterTheEndWasJudged_isTooLate() {
    assertThat(end()).isEqualTo(JobState.DONE);
    assertThat(attempt.cancel()).isFalse();
  }
}
