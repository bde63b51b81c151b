package io.ollio.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.Cancellation;
import io.ollio.CancellationSource;
import io.ollio.InvalidInput;
import io.ollio.OperationCancelled;
import io.ollio.local.memory.InMemoryProjectStore;
import io.ollio.local.memory.InMemoryUnitOfWork;
import io.ollio.project.EventLog.StoredEvent;
import io.ollio.project.Generation;
import io.ollio.project.Generation.Status;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * What the embedded store does beyond the contract: it forgets old events by itself, and is quick.
 */
class InMemoryRetentionTest extends StoreSuite {
  private static final int KEPT = 2;

  @Override
  protected StoreFixture open() {
    InMemoryFixture family = InMemoryFixture.open();
    InMemoryUnitOfWork unit = (InMemoryUnitOfWork) family.unitOfWork();
    return family.with(new InMemoryProjectStore(unit, family.time(), KEPT));
  }

  @Test
  void end_ofMoreGenerationsThanKept_forgetsTheEventsOfTheFirst() {
    Generation first = ended();
    Generation second = ended();
    assertThat(events(first)).hasSize(3);
    Generation third = ended();
    assertThat(events(first)).isEmpty();
    assertThat(store().generations().checkpoint(first.id())).isEmpty();
    assertThat(store().generations().find(ANN, first.id())).contains(first);
    assertThat(events(second)).hasSize(3);
    assertThat(events(third)).hasSize(3);
  }

  @Test
  void end_ofManyGenerations_keepsTheEventsOfRunningOnes() {
    Generation running = running();
    for (int i = 0; i < 5; i++) {
      ended();
    }
    assertThat(events(running)).hasSize(3);
    assertThat(store().generations().checkpoint(running.id())).isPresent();
  }

  @Test
  void append_toAGenerationThatIsForgotten_isForgottenInItsTurnToo() {
    Generation first = ended();
    ended();
    ended();
    store().events().append(first.id(), List.of(samples().event("late")));
    assertThat(events(first)).extracting(StoredEvent::number).containsExactly(4L);
    ended();
    assertThat(events(first)).isEmpty();
  }

  @Test
  void settings_negative_areRefused() {
    assertThatThrownBy(() -> new InMemoryProjectStore(new InMemoryUnitOfWork(), time(), -1))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("-1");
  }

  @Test
  void read_cancelled_returnsWithinATenthOfASecond() throws Exception {
    Generation generation = runningGeneration(savedProject(ANN));
    long fastest = Long.MAX_VALUE;
    for (int round = 0; round < 5; round++) {
      fastest = Math.min(fastest, nanosToCancel(generation));
    }
    assertThat(Duration.ofNanos(fastest)).isLessThan(Duration.ofMillis(100));
  }

  private long nanosToCancel(Generation generation) throws Exception {
    CancellationSource cancellation = new CancellationSource();
    Future<Long> reader =
        Race.started(
            () -> {
              assertThatThrownBy(() -> read(generation, Duration.ofSeconds(50), cancellation))
                  .isInstanceOf(OperationCancelled.class);
              return System.nanoTime();
            });
    long start = System.nanoTime();
    cancellation.cancel();
    return reader.get() - start;
  }

  private Generation running() {
    Generation running = runningGeneration(savedProject(ANN));
    store()
        .events()
        .append(
            running.id(),
            List.of(samples().event("1"), samples().event("2"), samples().event("3")));
    store().generations().saveCheckpoint(samples().checkpoint(running, 1, 1));
    return running;
  }

  private Generation ended() {
    return changed(running(), samples().state(Status.FAILED, 1));
  }

  private List<StoredEvent> events(Generation generation) {
    return read(generation, Duration.ZERO, Cancellation.none());
  }

  private List<StoredEvent> read(Generation generation, Duration wait, Cancellation cancellation) {
    return store().events().read(ANN, generation.id(), 0, 99, wait, cancellation);
  }
}
