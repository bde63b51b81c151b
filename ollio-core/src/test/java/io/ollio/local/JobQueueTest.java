package io.ollio.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.OwnerId;
import io.ollio.job.Job;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobQueueTest {
  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

  @Test
  void add_endedJobThatIsRemembered_isRefused() {
    JobQueue queue = queue(1, 1, 1);
    queue.add(job("a", "ann"), NOW);
    queue.end(queue.startNext());

    assertThat(queue.add(job("a", "ann"), NOW)).isFalse();
  }

  @Test
  void add_endedJobThatIsForgotten_isTaken() {
    JobQueue queue = queue(1, 1, 1);
    for (String key : List.of("a", "b")) {
      queue.add(job(key, "ann"), NOW);
      queue.end(queue.startNext());
    }

    assertThat(queue.add(job("b", "ann"), NOW)).isFalse();
    assertThat(queue.add(job("a", "ann"), NOW)).isTrue();
  }

  @Test
  void startNext_threeOwnersWithManyJobs_takesThemInTurn() {
    JobQueue queue = queue(9, 9, 1);
    for (String job : List.of("a1", "a2", "a3", "b1", "b2", "c1")) {
      queue.add(job(job, job.substring(0, 1)), NOW);
    }

    assertThat(startAll(queue)).containsExactly("a1", "b1", "c1", "a2", "b2", "a3");
  }

  @Test
  void startNext_ownerAtItsLimit_isPassedOver() {
    JobQueue queue = queue(3, 1, 1);
    for (String job : List.of("a1", "a2", "b1", "b2")) {
      queue.add(job(job, job.substring(0, 1)), NOW);
    }

    assertThat(startAll(queue)).containsExactly("a1", "b1");
  }

  @Test
  void ready_jobThatWasPutBack_goesBeforeYoungerOnesOfItsOwner() {
    JobQueue queue = queue(1, 1, 1);
    queue.add(job("a1", "ann"), NOW);
    queue.add(job("a2", "ann"), NOW);
    JobQueue.Entry first = queue.startNext();
    queue.putBack(first, NOW);
    queue.ready(first);

    assertThat(queue.startNext()).isSameAs(first);
    assertThat(first.attempts()).isEqualTo(2);
  }

  @Test
  void end_waitingJobOfABusySerialKey_startsNothing() {
    JobQueue queue = queue(9, 9, 9);
    queue.add(new Job("n", "1", OwnerId.of("ann"), "p", ""), NOW);
    queue.add(new Job("n", "2", OwnerId.of("ann"), "p", ""), NOW);
    queue.add(new Job("n", "3", OwnerId.of("ann"), "p", ""), NOW);
    queue.startNext();
    queue.end(queue.find("n", "2"));

    assertThat(queue.startNext()).isNull();
  }

  private static List<String> startAll(JobQueue queue) {
    List<String> keys = new ArrayList<>();
    for (JobQueue.Entry next = queue.startNext(); next != null; next = queue.startNext()) {
      keys.add(next.job.key());
    }
    return keys;
  }

  private static JobQueue queue(int total, int perOwner, int remembered) {
    return new JobQueue(
        InProcessJobSettings.DEFAULT
            .withConcurrency(total, perOwner)
            .withRememberedKeys(remembered));
  }

  private static Job job(String key, String owner) {
    return new Job("n", key, OwnerId.of(owner), key, "");
  }
}
