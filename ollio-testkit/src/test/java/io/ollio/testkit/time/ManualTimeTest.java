package io.ollio.testkit.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.Cancellation;
import io.ollio.CancellationSource;
import io.ollio.OperationCancelled;
import io.ollio.local.Threads;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ManualTimeTest {
  private final ManualTime time = new ManualTime();
  private final ExecutorService threads = Threads.newTaskExecutor("sleeper");

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void advance_anyDuration_movesTheClock() {
    time.advance(Duration.ofMinutes(90));

    assertThat(time.instant()).isEqualTo(Instant.parse("2030-01-01T01:30:00Z"));
  }

  @Test
  void advance_lessThanOneSleeps_wakesTheOtherOnly() {
    CompletableFuture<Void> two = sleep(Duration.ofSeconds(2), Cancellation.none());
    CompletableFuture<Void> three = sleep(Duration.ofSeconds(3), Cancellation.none());
    time.awaitSleepers(2);

    time.advance(Duration.ofSeconds(2));

    two.join();
    assertThat(three).isNotDone();
    assertThat(time.sleepers()).isEqualTo(1);
    time.advance(Duration.ofSeconds(1));
    three.join();
  }

  @Test
  void sleep_zeroOrLess_returnsAtOnce() {
    time.sleep(Duration.ZERO, Cancellation.none());
    time.sleep(Duration.ofSeconds(-1), Cancellation.none());

    assertThat(time.sleepers()).isZero();
  }

  @Test
  void sleep_cancelledMeanwhile_throwsAndSleepsNoMore() {
    CancellationSource cancellation = new CancellationSource();
    CompletableFuture<Void> sleeper = sleep(Duration.ofSeconds(1), cancellation);
    time.awaitSleepers(1);

    cancellation.cancel();

    assertThatThrownBy(sleeper::join)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(OperationCancelled.class);
    assertThat(time.sleepers()).isZero();
  }

  @Test
  void sleep_cancelledBefore_throws() {
    CancellationSource cancellation = new CancellationSource();
    cancellation.cancel();

    assertThatThrownBy(() -> time.sleep(Duration.ofSeconds(1), cancellation))
        .isInstanceOf(OperationCancelled.class);
  }

  private CompletableFuture<Void> sleep(Duration duration, Cancellation cancellation) {
    return CompletableFuture.runAsync(() -> time.sleep(duration, cancellation), threads);
  }
}
