package io.ollio.testkit.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.Cancellation;
import io.ollio.CancellationSource;
import io.ollio.OperationCancelled;
import io.ollio.project.EventLog;
import io.ollio.project.EventLog.StoredEvent;
import io.ollio.project.Generation;
import io.ollio.project.Project;
import io.ollio.project.ProjectException.GenerationNotFound;
import io.ollio.testkit.store.Race;
import io.ollio.testkit.store.StoreSuite;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** How readers of every {@link EventLog} wait for events. Real time passes here. */
public abstract class EventWaitingContract extends StoreSuite {
  private static final Duration LONG = Duration.ofSeconds(50);

  /** A contract. */
  protected EventWaitingContract() {}

  @Test
  void read_whenThereAreEvents_doesNotWait() {
    Generation generation = runningGeneration(savedProject(ANN));
    append(generation);
    assertThat(read(generation, 0, LONG, Cancellation.none())).hasSize(1);
  }

  @Test
  void read_inVain_waitsAsLongAsAskedFor() {
    Generation generation = runningGeneration(savedProject(ANN));
    long start = System.nanoTime();
    List<StoredEvent> found = read(generation, 0, Duration.ofMillis(80), Cancellation.none());
    assertThat(found).isEmpty();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(70));
  }

  @Test
  void read_zeroOrNegativeWait_doesNotWaitEvenWhenCancelled() {
    Generation generation = runningGeneration(savedProject(ANN));
    CancellationSource cancelled = new CancellationSource();
    cancelled.cancel();
    assertThat(read(generation, 0, Duration.ZERO, cancelled)).isEmpty();
    assertThat(read(generation, 0, Duration.ofSeconds(-5), cancelled)).isEmpty();
    append(generation);
    assertThat(read(generation, 0, LONG, cancelled)).hasSize(1);
  }

  @Test
  void read_whileOthersAppend_isWokenEachTime() throws Exception {
    Generation generation = runningGeneration(savedProject(ANN));
    int rounds = 40;
    Semaphore asking = new Semaphore(0);
    Future<List<Long>> reader =
        Race.started(
            () -> {
              List<Long> seen = new ArrayList<>();
              for (long after = 0; after < rounds; after++) {
                asking.release();
                read(generation, after, LONG, Cancellation.none())
                    .forEach(event -> seen.add(event.number()));
              }
              return seen;
            });
    for (int i = 0; i < rounds; i++) {
      asking.acquire();
      append(generation);
    }
    assertThat(reader.get(25, TimeUnit.SECONDS))
        .isEqualTo(LongStream.rangeClosed(1, rounds).boxed().toList());
  }

  @Test
  void read_manyReaders_areAllWoken() throws Exception {
    Generation generation = runningGeneration(savedProject(ANN));
    Semaphore asking = new Semaphore(0);
    List<Future<List<StoredEvent>>> readers = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      readers.add(
          Race.started(
              () -> {
                asking.release();
                return read(generation, 0, LONG, Cancellation.none());
              }));
    }
    asking.acquire(16);
    append(generation);
    for (Future<List<StoredEvent>> reader : readers) {
      assertThat(reader.get(25, TimeUnit.SECONDS)).hasSize(1);
    }
  }

  @Test
  void read_eventsOfAnotherGeneration_keepsWaiting() throws Exception {
    Generation generation = runningGeneration(savedProject(ANN));
    Generation other = runningGeneration(savedProject(ANN));
    Future<List<StoredEvent>> reader = waiting(generation, Cancellation.none());
    append(other);
    assertThat(read(generation, 0, Duration.ofMillis(30), Cancellation.none())).isEmpty();
    assertThat(reader.isDone()).isFalse();
    append(generation);
    assertThat(reader.get(25, TimeUnit.SECONDS)).hasSize(1);
  }

  @Test
  void read_eventsOfAnOpenUnit_areSeenAfterItsCommitOnly() throws Exception {
    Generation generation = runningGeneration(savedProject(ANN));
    Future<List<StoredEvent>> reader = waiting(generation, Cancellation.none());
    List<StoredEvent> early =
        unitOfWork()
            .call(
                () -> {
                  append(generation);
                  return inAnotherThread(generation);
                });
    assertThat(early).isEmpty();
    assertThat(reader.get(25, TimeUnit.SECONDS)).hasSize(1);
  }

  @Test
  void read_eventsOfAnUndoneUnit_areNeverSeenAndTheirNumbersAreFree() {
    Generation generation = runningGeneration(savedProject(ANN));
    assertThatThrownBy(
            () ->
                unitOfWork()
                    .run(
                        () -> {
                          append(generation);
                          append(generation);
                          throw new IllegalStateException("no");
                        }))
        .hasMessage("no");
    assertThat(read(generation, 0, Duration.ofMillis(20), Cancellation.none())).isEmpty();
    assertThat(append(generation)).isEqualTo(1);
    assertThat(read(generation, 0, LONG, Cancellation.none())).hasSize(1);
  }

  @Test
  void read_insideAUnit_seesItsOwnEventsAndNeverWaits() {
    Generation generation = runningGeneration(savedProject(ANN));
    unitOfWork()
        .run(
            () -> {
              assertThat(read(generation, 0, LONG, Cancellation.none())).isEmpty();
              append(generation);
              assertThat(read(generation, 0, LONG, Cancellation.none())).hasSize(1);
            });
  }

  @Test
  void read_cancelledWhileWaiting_throwsAtOnce() throws Exception {
    Generation generation = runningGeneration(savedProject(ANN));
    CancellationSource cancellation = new CancellationSource();
    Future<List<StoredEvent>> reader = waiting(generation, cancellation);
    cancellation.cancel();
    assertThatThrownBy(() -> reader.get(10, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(OperationCancelled.class);
  }

  @Test
  void read_cancelledBefore_throwsInsteadOfWaiting() {
    Generation generation = runningGeneration(savedProject(ANN));
    CancellationSource cancellation = new CancellationSource();
    cancellation.cancel();
    assertThatThrownBy(() -> read(generation, 0, LONG, cancellation))
        .isInstanceOf(OperationCancelled.class);
  }

  @Test
  void read_interruptedWhileWaiting_throwsAndKeepsTheFlag() {
    Generation generation = runningGeneration(savedProject(ANN));
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> read(generation, 0, LONG, Cancellation.none()))
          .isInstanceOf(OperationCancelled.class);
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
    } finally {
      Thread.interrupted();
    }
  }

  @Test
  void read_projectDeletedWhileWaiting_throwsGenerationNotFound() throws Exception {
    Project project = savedProject(ANN);
    Generation generation = runningGeneration(project);
    Future<List<StoredEvent>> reader =
        Race.started(() -> read(generation, 0, Duration.ofSeconds(1), Cancellation.none()));
    delete(project);
    assertThatThrownBy(() -> reader.get(25, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(GenerationNotFound.class);
  }

  @Test
  void read_whileManyAppend_missesNoneAndKeepsTheOrder() throws Exception {
    Generation generation = runningGeneration(savedProject(ANN));
    Future<List<Long>> reader = Race.started(() -> follow(generation, 200));
    Race.between(
        4,
        racer -> {
          for (int i = 0; i < 50; i++) {
            append(generation);
          }
          return racer;
        });
    assertThat(reader.get(25, TimeUnit.SECONDS))
        .isEqualTo(LongStream.rangeClosed(1, 200).boxed().toList());
  }

  private EventLog events() {
    return store().events();
  }

  private long append(Generation generation) {
    return events().append(generation.id(), List.of(samples().event("text")));
  }

  private List<StoredEvent> read(
      Generation generation, long after, Duration wait, Cancellation cancellation) {
    return events().read(ANN, generation.id(), after, 7, wait, cancellation);
  }

  private List<Long> follow(Generation generation, int count) {
    List<Long> seen = new ArrayList<>();
    while (seen.size() < count) {
      long last = seen.isEmpty() ? 0 : seen.get(seen.size() - 1);
      read(generation, last, LONG, Cancellation.none()).forEach(event -> seen.add(event.number()));
    }
    return seen;
  }

  /** A reader that has at least begun to ask, and most likely waits by now. */
  private Future<List<StoredEvent>> waiting(Generation generation, Cancellation cancellation)
      throws InterruptedException {
    Semaphore asking = new Semaphore(0);
    Future<List<StoredEvent>> reader =
        Race.started(
            () -> {
              asking.release();
              return read(generation, 0, LONG, cancellation);
            });
    asking.acquire();
    return reader;
  }

  private List<StoredEvent> inAnotherThread(Generation generation) {
    try {
      return Race.started(() -> read(generation, 0, Duration.ofMillis(30), Cancellation.none()))
          .get(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("A read waited for another thread's unit", e);
    }
  }
}
