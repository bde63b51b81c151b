package io.ollio.testkit.project;

import static io.ollio.project.Generation.Status.CANCELLED;
import static io.ollio.project.Generation.Status.FAILED;
import static io.ollio.project.Generation.Status.RUNNING;
import static io.ollio.project.Generation.Status.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.file.FileTree;
import io.ollio.project.Generation;
import io.ollio.project.GenerationId;
import io.ollio.project.Generations;
import io.ollio.project.Generations.Checkpoint;
import io.ollio.project.Project;
import io.ollio.project.ProjectException.StaleAttempt;
import io.ollio.testkit.store.Race;
import io.ollio.testkit.store.StoreSuite;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How every {@link Generations} keeps checkpoints. */
public abstract class CheckpointsContract extends StoreSuite {
  /** A contract. */
  protected CheckpointsContract() {}

  @Test
  void checkpoint_noneSaved_isEmpty() {
    assertThat(generations().checkpoint(runningGeneration(savedProject(ANN)).id())).isEmpty();
    assertThat(generations().checkpoint(new GenerationId("nowhere"))).isEmpty();
  }

  @Test
  void saveCheckpoint_ofTheRunningAttempt_replacesTheOneBefore() {
    Generation running = runningGeneration(savedProject(ANN));
    Generation other = runningGeneration(savedProject(ANN));
    Checkpoint kept = samples().checkpoint(other, 1, 5);
    Checkpoint last = samples().checkpoint(running, 1, 2);
    generations().saveCheckpoint(kept);
    generations().saveCheckpoint(samples().checkpoint(running, 1, 1));
    generations().saveCheckpoint(last);
    assertThat(generations().checkpoint(running.id())).contains(last);
    assertThat(generations().checkpoint(other.id())).contains(kept);
  }

  @Test
  void saveCheckpoint_large_returnsItUnchanged() {
    Generation running = runningGeneration(savedProject(ANN));
    Checkpoint large =
        new Checkpoint(
            running.id(),
            1,
            20,
            "[\"" + "é😀\\n".repeat(1_000_000) + "\"]",
            FileTree.ofTexts(Map.of("big.html", "0123456789".repeat(512 * 1_024), "empty", "")));
    generations().saveCheckpoint(large);
    Checkpoint found = generations().checkpoint(running.id()).orElseThrow();
    assertThat(found.equals(large)).as("the same large checkpoint").isTrue();
  }

  @Test
  void saveCheckpoint_ofAWaitingGeneration_throwsStaleAttempt() {
    Generation waiting = savedGeneration(savedProject(ANN));
    refuse(waiting, 0);
    refuse(waiting, 1);
    assertThat(generations().checkpoint(waiting.id())).isEmpty();
  }

  @Test
  void saveCheckpoint_ofAnotherAttempt_throwsStaleAttemptAndKeepsTheLast() {
    Generation first = runningGeneration(savedProject(ANN));
    Checkpoint kept = samples().checkpoint(first, 1, 3);
    generations().saveCheckpoint(kept);
    Generation second = changed(first, samples().state(RUNNING, 2));
    refuse(second, 1);
    refuse(second, 3);
    assertThat(generations().checkpoint(first.id())).contains(kept);
    Checkpoint next = samples().checkpoint(second, 2, 4);
    generations().saveCheckpoint(next);
    assertThat(generations().checkpoint(first.id())).contains(next);
  }

  @Test
  void saveCheckpoint_afterTheEnd_throwsStaleAttemptAndKeepsTheLast() {
    for (Generation.Status status : List.of(SUCCEEDED, FAILED, CANCELLED)) {
      Generation running = runningGeneration(savedProject(ANN));
      Checkpoint kept = samples().checkpoint(running, 1, 3);
      generations().saveCheckpoint(kept);
      refuse(changed(running, samples().state(status, 1)), 1);
      assertThat(generations().checkpoint(running.id())).contains(kept);
    }
  }

  @Test
  void saveCheckpoint_ofAnUnknownGeneration_throwsStaleAttempt() {
    Project project = savedProject(ANN);
    refuse(samples().generation(project, savedMessage(project)), 1);
  }

  @Test
  void saveCheckpoint_againstTheStartOfAnotherAttempt_endsOneWayOnly() throws Exception {
    for (int round = 0; round < 20; round++) {
      Generation running = runningGeneration(savedProject(ANN));
      Race.between(2, racer -> racer == 0 ? takeOver(running) : saveOrGiveUp(running));
      assertThatThrownBy(() -> generations().saveCheckpoint(samples().checkpoint(running, 1, 2)))
          .isInstanceOf(StaleAttempt.class);
    }
  }

  private Generations generations() {
    return store().generations();
  }

  private void refuse(Generation generation, int attempt) {
    assertThatThrownBy(
            () -> generations().saveCheckpoint(samples().checkpoint(generation, attempt, 9)))
        .isInstanceOf(StaleAttempt.class)
        .hasMessageContaining(generation.id().value())
        .hasMessageContaining("ttempt " + attempt);
  }

  private boolean takeOver(Generation running) {
    return generations().changeState(running.id(), running.state(), samples().state(RUNNING, 2));
  }

  private boolean saveOrGiveUp(Generation running) {
    try {
      generations().saveCheckpoint(samples().checkpoint(running, 1, 1));
      return true;
    } catch (StaleAttempt e) {
      return false;
    }
  }
}
