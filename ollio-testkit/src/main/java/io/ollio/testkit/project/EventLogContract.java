package io.ollio.testkit.project;

import static io.ollio.project.Generation.Status.FAILED;
import static io.ollio.project.Generation.Status.RUNNING;
import static io.ollio.project.Generation.Status.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.Cancellation;
import io.ollio.InvalidInput;
import io.ollio.OwnerId;
import io.ollio.project.EventLog;
import io.ollio.project.EventLog.NewEvent;
import io.ollio.project.EventLog.StoredEvent;
import io.ollio.project.Generation;
import io.ollio.project.GenerationId;
import io.ollio.project.Generations.Checkpoint;
import io.ollio.project.Project;
import io.ollio.project.Project.Sharing;
import io.ollio.project.ProjectException.GenerationNotFound;
import io.ollio.testkit.store.Race;
import io.ollio.testkit.store.StoreSuite;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What every {@link EventLog} does, apart from waiting: see {@link EventWaitingContract}. */
public abstract class EventLogContract extends StoreSuite {
  /** A contract. */
  protected EventLogContract() {}

  @Test
  void append_numbersFromOneWithoutAGap() {
    Generation generation = runningGeneration(savedProject(ANN));
    NewEvent first = samples().event("started");
    NewEvent second = samples().event("text");
    NewEvent third = samples().event("done");
    assertThat(events().append(generation.id(), List.of(first, second))).isEqualTo(2);
    assertThat(events().append(generation.id(), List.of(third))).isEqualTo(3);
    assertThat(read(generation, 0))
        .containsExactly(
            new StoredEvent(1, first), new StoredEvent(2, second), new StoredEvent(3, third));
  }

  @Test
  void append_countsEachGenerationApart() {
    Project project = savedProject(ANN);
    Generation one = runningGeneration(project);
    Generation two = savedGeneration(project);
    append(one, 3);
    assertThat(append(two, 1)).isEqualTo(1);
    assertThat(append(one, 1)).isEqualTo(4);
    assertThat(read(two, 0)).hasSize(1);
  }

  @Test
  void append_nothing_returnsTheLastNumber() {
    Generation generation = runningGeneration(savedProject(ANN));
    assertThat(events().append(generation.id(), List.of())).isZero();
    append(generation, 2);
    assertThat(events().append(generation.id(), List.of())).isEqualTo(2);
    assertThat(read(generation, 0)).hasSize(2);
  }

  @Test
  void append_afterTheEnd_goesOn() {
    Generation running = runningGeneration(savedProject(ANN));
    append(running, 1);
    changed(running, samples().state(SUCCEEDED, 1));
    assertThat(append(running, 1)).isEqualTo(2);
    assertThat(read(running, 1)).hasSize(1);
  }

  @Test
  void append_anyText_returnsItUnchanged() {
    Generation generation = runningGeneration(savedProject(ANN));
    Instant at = Instant.parse("2031-02-03T04:05:06.789Z");
    String json =
        "{\"b\":1,  \"a\":\"\\u0000 \\uD83D '?:x\",\"a\":\"" + "é😀".repeat(900_000) + "\"}";
    NewEvent event = new NewEvent("file-delta", json, at);
    events().append(generation.id(), List.of(event, new NewEvent("empty", "", at)));
    List<StoredEvent> found = read(generation, 0);
    assertThat(found.get(0).event().equals(event)).as("the same large event").isTrue();
    assertThat(found.get(1).event().json()).isEmpty();
  }

  @Test
  void append_unknownGeneration_throwsGenerationNotFound() {
    GenerationId unknown = new GenerationId("nowhere");
    assertThatThrownBy(() -> events().append(unknown, List.of(samples().event("text"))))
        .isInstanceOf(GenerationNotFound.class)
        .hasMessageContaining("nowhere");
  }

  @Test
  void append_inDeletedProject_works() {
    Project project = savedProject(ANN);
    Generation running = runningGeneration(project);
    delete(project);
    assertThat(append(running, 1)).isEqualTo(1);
  }

  @Test
  void append_byManyAtOnce_leavesNoGapAndNoDouble() throws InterruptedException {
    Generation generation = runningGeneration(savedProject(ANN));
    List<Long> lasts =
        Race.between(
            8,
            racer -> {
              long last = 0;
              for (int i = 0; i < 20; i++) {
                NewEvent one = samples().event(racer + "-" + i);
                last = events().append(generation.id(), List.of(one, one));
              }
              return last;
            });
    List<StoredEvent> all = read(generation, 0);
    assertThat(all)
        .extracting(StoredEvent::number)
        .isEqualTo(LongStream.rangeClosed(1, 320).boxed().toList());
    assertThat(lasts).contains(320L);
    assertThat(pairs(all)).as("events of one call stay together").hasSize(160);
    assertThat(ofRacer(all, 3)).as("calls of one thread stay in order").isEqualTo(expected(3));
  }

  @Test
  void read_afterANumber_returnsTheRestUpToTheLimit() {
    Generation generation = runningGeneration(savedProject(ANN));
    append(generation, 5);
    assertThat(numbers(generation, 0, 2)).containsExactly(1L, 2L);
    assertThat(numbers(generation, 2, 2)).containsExactly(3L, 4L);
    assertThat(numbers(generation, 4, 2)).containsExactly(5L);
    assertThat(numbers(generation, 5, 2)).isEmpty();
    assertThat(numbers(generation, 99, Integer.MAX_VALUE)).isEmpty();
    assertThat(numbers(generation, Long.MAX_VALUE, 2)).isEmpty();
  }

  @Test
  void read_followsTheProjectsVisibility() {
    Generation secret = runningGeneration(savedProject(ANN));
    Generation open = runningGeneration(savedProject(ANN, Sharing.PUBLIC));
    Project gone = savedProject(BOB);
    Generation deleted = runningGeneration(gone);
    delete(gone);
    append(open, 1);
    assertThat(read(BOB, open.id())).hasSize(1);
    for (GenerationId hidden : List.of(secret.id(), deleted.id(), new GenerationId("nowhere"))) {
      assertThatThrownBy(() -> read(BOB, hidden))
          .isInstanceOf(GenerationNotFound.class)
          .hasMessageContaining(hidden.value());
    }
  }

  @Test
  void read_outOfRange_isRefused() {
    Generation generation = runningGeneration(savedProject(ANN));
    assertThatThrownBy(() -> numbers(generation, -1, 5)).isInstanceOf(InvalidInput.class);
    assertThatThrownBy(() -> numbers(generation, 0, 0)).isInstanceOf(InvalidInput.class);
  }

  @Test
  void deleteEndedBefore_endedEarlier_removesEventsAndCheckpoint() {
    Generation ended = endedGeneration(3);
    tick();
    assertThat(events().deleteEndedBefore(time().instant())).isEqualTo(3);
    assertThat(read(ended, 0)).isEmpty();
    assertThat(store().generations().checkpoint(ended.id())).isEmpty();
    assertThat(store().generations().find(ANN, ended.id())).contains(ended);
    assertThat(store().messages().find(ANN, ended.prompt())).isPresent();
    assertThat(events().deleteEndedBefore(time().instant())).isZero();
  }

  @Test
  void deleteEndedBefore_runningOrEndedLater_keepsThem() {
    Generation running = runningGeneration(savedProject(ANN));
    Checkpoint kept = samples().checkpoint(running, 1, 1);
    append(running, 2);
    store().generations().saveCheckpoint(kept);
    Generation ended = endedGeneration(1);
    assertThat(events().deleteEndedBefore(ended.state().updatedAt())).isZero();
    assertThat(read(running, 0)).hasSize(2);
    assertThat(read(ended, 0)).hasSize(1);
    assertThat(store().generations().checkpoint(running.id())).contains(kept);
  }

  @Test
  void deleteEndedBefore_thenMoreEvents_usesNoNumberTwice() {
    Generation ended = endedGeneration(3);
    tick();
    events().deleteEndedBefore(time().instant());
    assertThat(append(ended, 2)).isEqualTo(5);
    assertThat(numbers(ended, 0, 9)).containsExactly(4L, 5L);
    assertThat(numbers(ended, 4, 9)).containsExactly(5L);
    assertThat(events().deleteEndedBefore(time().instant())).isEqualTo(2);
  }

  private EventLog events() {
    return store().events();
  }

  private long append(Generation generation, int count) {
    List<NewEvent> batch = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      batch.add(samples().event("e" + i));
    }
    return events().append(generation.id(), batch);
  }

  /** A generation with events and a checkpoint that has failed just now. */
  private Generation endedGeneration(int events) {
    Generation running = runningGeneration(savedProject(ANN));
    append(running, events);
    store().generations().saveCheckpoint(samples().checkpoint(running, 1, 1));
    assertThat(running.state().status()).isEqualTo(RUNNING);
    return changed(running, samples().state(FAILED, 1));
  }

  private List<StoredEvent> read(Generation generation, long after) {
    return events().read(ANN, generation.id(), after, 1_000, Duration.ZERO, Cancellation.none());
  }

  private List<StoredEvent> read(OwnerId reader, GenerationId id) {
    return events().read(reader, id, 0, 1_000, Duration.ZERO, Cancellation.none());
  }

  private List<Long> numbers(Generation generation, long after, int limit) {
    return events()
        .read(ANN, generation.id(), after, limit, Duration.ZERO, Cancellation.none())
        .stream()
        .map(StoredEvent::number)
        .toList();
  }

  private static List<String> pairs(List<StoredEvent> all) {
    List<String> pairs = new ArrayList<>();
    for (int i = 0; i + 1 < all.size(); i += 2) {
      if (all.get(i).event().type().equals(all.get(i + 1).event().type())) {
        pairs.add(all.get(i).event().type());
      }
    }
    return pairs;
  }

  private static List<String> ofRacer(List<StoredEvent> all, int racer) {
    return pairs(all).stream().filter(type -> type.startsWith(racer + "-")).toList();
  }

  private static List<String> expected(int racer) {
    return LongStream.range(0, 20).mapToObj(i -> racer + "-" + i).toList();
  }
}
