package io.ollio.local.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.sandbox.SandboxException.SandboxGone;
import io.ollio.sandbox.SandboxId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LeaseTest {
  private Instant now = Instant.EPOCH;
  private final InstantSource clock = () -> now;
  private final Lease lease = new Lease(new SandboxId("s-1"), clock, Duration.ofSeconds(10));

  @Test
  void during_lastMoment_runs_thenIsGone() {
    now = Instant.EPOCH.plusMillis(9_999);
    assertThat(lease.during(() -> "ran")).isEqualTo("ran");

    now = Instant.EPOCH.plusMillis(10_000);
    assertThatThrownBy(() -> lease.during(() -> "ran"))
        .isInstanceOf(SandboxGone.class)
        .hasMessageContaining("s-1");
  }

  @Test
  void end_operationUnderWay_waitsForIt() throws InterruptedException {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    Thread operation = new Thread(() -> lease.during(() -> awaitAfter(running, go)));
    operation.start();
    running.await();

    new Thread(
            () -> {
              lease.end();
              ended.countDown();
            })
        .start();

    assertThat(ended.await(50, TimeUnit.MILLISECONDS)).isFalse();
    go.countDown();
    assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(lease.isOver()).isTrue();
  }

  private static boolean awaitAfter(CountDownLatch running, CountDownLatch go) {
    running.countDown();
    try {
      return go.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
