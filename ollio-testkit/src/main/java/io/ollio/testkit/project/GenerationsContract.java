package io.ollio.testkit.project;

import static io.ollio.project.Generation.Status.CANCELLED;
import static io.ollio.project.Generation.Status.FAILED;
import static io.ollio.project.Generation.Status.QUEUED;
import static io.ollio.project.Generation.Status.RUNNING;
import static io.ollio.project.Generation.Status.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.InvalidInput;
import io.ollio.PageRequest;
import io.ollio.project.Generation;
import io.ollio.project.Generation.State;
import io.ollio.project.GenerationId;
import io.ollio.project.Generations;
import io.ollio.project.Message;
import io.ollio.project.Project;
import io.ollio.project.Project.Sharing;
import io.ollio.project.ProjectException.Forbidden;
import io.ollio.project.ProjectException.KeyInUse;
import io.ollio.project.ProjectException.ProjectNotFound;
import io.ollio.project.Version;
import io.ollio.testkit.store.Pages;
import io.ollio.testkit.store.Race;
import io.ollio.testkit.store.StoreSuite;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every {@link Generations} does, apart from checkpoints: see {@link CheckpointsContract}. */
public abstract class GenerationsContract extends StoreSuite {
  /** A contract. */
  protected GenerationsContract() {}

  @Test
  void find_added_returnsAllOfIt() {
    Generation generation = savedGeneration(savedProject(ANN));
    assertThat(generations().find(ANN, generation.id())).contains(generation);
  }

  /** As long as the pictures of a prompt may make them. */
  @Test
  void find_optionsOfMegabytes_areWhole() {
    Project project = savedProject(ANN);
    String options = "{\"data\":\"" + "QUJD".repeat(3_500_000) + "\"}";
    Generation plain = samples().generation(project, savedMessage(project));
    Generation generation =
        new Generation(
            plain.id(),
            plain.project(),
            plain.owner(),
            plain.prompt(),
            plain.idempotencyKey(),
            options,
            plain.state(),
            plain.createdAt());
    generations().add(generation);
    boolean isWhole =
        generations().find(ANN, generation.id()).orElseThrow().options().equals(options);
    assertThat(isWhole).isTrue();
  }

  @Test
  void find_followsTheProjectsVisibility() {
    Generation secret = savedGeneration(savedProject(ANN));
    Generation open = savedGeneration(savedProject(ANN, Sharing.PUBLIC));
    Project gone = savedProject(BOB, Sharing.PUBLIC);
    Generation deleted = savedGeneration(gone);
    delete(gone);
    assertThat(generations().find(BOB, secret.id())).isEmpty();
    assertThat(generations().find(BOB, open.id())).contains(open);
    assertThat(generations().find(BOB, deleted.id())).isEmpty();
    assertThat(generations().find(BOB, new GenerationId("nowhere"))).isEmpty();
  }

  @Test
  void add_keyOfTheSameOwner_throwsKeyInUseAndLeavesTheFirst() {
    Generation first = savedGeneration(savedProject(ANN), "once");
    Project other = savedProject(ANN);
    Generation second = samples().generation(other, savedMessage(other), "once");
    assertThatThrownBy(() -> generations().add(second))
        .isInstanceOf(KeyInUse.class)
        .hasMessageContaining("once");
    assertThat(generations().find(ANN, second.id())).isEmpty();
    assertThat(generations().findByKey(ANN, "once")).contains(first);
  }

  @Test
  void add_keysThatLookAlike_areKeptApart() {
    Project project = savedProject(ANN);
    for (String key : List.of("key", "KEY", "key ", "kéy", "ke\u0301y")) {
      Generation generation = savedGeneration(project, key);
      assertThat(generations().findByKey(ANN, key)).contains(generation);
    }
    assertThat(list(project, PageRequest.newest(10))).hasSize(5);
  }

  @Test
  void add_sameKeyByManyAtOnce_lastsForOneOnly() throws InterruptedException {
    Project project = savedProject(ANN);
    Message prompt = savedMessage(project);
    List<Boolean> won =
        Race.between(
            16,
            racer -> {
              try {
                generations().add(samples().generation(project, prompt, "once"));
                return true;
              } catch (KeyInUse e) {
                return false;
              }
            });
    assertThat(won).containsOnlyOnce(true);
    assertThat(list(project, PageRequest.newest(20))).hasSize(1);
  }

  @Test
  void add_takenId_throwsKeyInUseAndLeavesTheFirst() {
    Generation first = savedGeneration(savedProject(ANN));
    Project other = savedProject(BOB);
    Generation fresh = samples().generation(other, savedMessage(other));
    Generation second =
        new Generation(
            first.id(),
            other.id(),
            BOB,
            fresh.prompt(),
            "another key",
            "{}",
            fresh.state(),
            fresh.createdAt());
    assertThatThrownBy(() -> generations().add(second)).isInstanceOf(KeyInUse.class);
    assertThat(generations().find(ANN, first.id())).contains(first);
    assertThat(generations().findByKey(BOB, "another key")).isEmpty();
  }

  @Test
  void add_toUnknownForeignOrDeletedProject_throwsProjectNotFound() {
    Project own = savedProject(BOB);
    Message prompt = savedMessage(own);
    for (Project hidden : List.of(savedProject(ANN), deletedProject(BOB), samples().project(BOB))) {
      Generation generation = by(samples().generation(hidden, prompt));
      assertThatThrownBy(() -> generations().add(generation)).isInstanceOf(ProjectNotFound.class);
      assertThat(generations().findByKey(BOB, generation.idempotencyKey())).isEmpty();
    }
  }

  @Test
  void add_toForeignReadableProject_isForbidden() {
    Project project = savedProject(ANN, Sharing.PUBLIC);
    Generation generation = by(samples().generation(project, savedMessage(project)));
    assertThatThrownBy(() -> generations().add(generation)).isInstanceOf(Forbidden.class);
    assertThat(list(project, PageRequest.newest(5))).isEmpty();
  }

  @Test
  void findByKey_foreignUnknownOrDeleted_isEmpty() {
    Project project = savedProject(ANN, Sharing.PUBLIC);
    Generation generation = savedGeneration(project, "mine");
    assertThat(generations().findByKey(BOB, "mine")).isEmpty();
    assertThat(generations().findByKey(ANN, "other")).isEmpty();
    assertThat(generations().findByKey(ANN, "mine")).contains(generation);
    delete(project);
    assertThat(generations().findByKey(ANN, "mine")).isEmpty();
  }

  @Test
  void add_keyOfAnotherOwner_isAllowed() {
    Generation anns = savedGeneration(savedProject(ANN), "same");
    Generation bobs = savedGeneration(savedProject(BOB), "same");
    assertThat(generations().findByKey(ANN, "same")).contains(anns);
    assertThat(generations().findByKey(BOB, "same")).contains(bobs);
  }

  @Test
  void list_ofAProject_showsItsGenerationsInOrder() {
    Project project = savedProject(ANN);
    Generation first = savedGeneration(project);
    savedGeneration(savedProject(ANN));
    Generation second = savedGeneration(project);
    Generation third = savedGeneration(project);
    assertThat(list(project, PageRequest.newest(9))).containsExactly(third, second, first);
    assertThat(
            Pages.walk(PageRequest.oldest(2), page -> generations().list(ANN, project.id(), page)))
        .containsExactly(first, second, third);
  }

  @Test
  void list_positionOfAnotherProject_isRefused() {
    Project project = savedProject(ANN);
    Generation other = savedGeneration(savedProject(ANN));
    PageRequest page = PageRequest.newest(2).after(other.id().value());
    assertThatThrownBy(() -> list(project, page))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("page position");
  }

  @Test
  void list_followsTheProjectsVisibility() {
    Project open = savedProject(BOB, Sharing.with(Set.of(ANN)));
    Generation generation = savedGeneration(open);
    assertThat(list(open, PageRequest.newest(2))).containsExactly(generation);
    for (Project hidden : List.of(savedProject(BOB), deletedProject(ANN))) {
      assertThatThrownBy(() -> list(hidden, PageRequest.newest(2)))
          .isInstanceOf(ProjectNotFound.class);
    }
  }

  @Test
  void changeState_asExpected_storesAllOfTheNextState() {
    Project project = savedProject(ANN);
    Version version = savedVersion(project);
    Generation waiting = savedGeneration(project);
    Generation running = changed(waiting, samples().state(RUNNING, 1));
    tick();
    State end =
        new State(
            SUCCEEDED,
            1,
            "Done",
            "It is \"done\" 😀",
            Optional.of(version.id()),
            new Generation.Usage(7, 3_000_000_000L, 2_000_000_000L, 9, new BigDecimal("1.234567")),
            time().instant());
    assertThat(generations().changeState(running.id(), running.state(), end)).isTrue();
    assertThat(generations().find(ANN, running.id())).contains(running.withState(end));
    assertThat(generations().findByKey(ANN, running.idempotencyKey()))
        .contains(running.withState(end));
  }

  @Test
  void changeState_otherStatusOrAttempt_changesNothing() {
    Generation running = runningGeneration(savedProject(ANN));
    State next = samples().state(FAILED, 1);
    assertThat(change(running, samples().state(QUEUED, 1), next)).isFalse();
    assertThat(change(running, samples().state(RUNNING, 0), next)).isFalse();
    assertThat(change(running, samples().state(RUNNING, 2), next)).isFalse();
    assertThat(generations().find(ANN, running.id())).contains(running);
  }

  @Test
  void changeState_whereOnlyUsageOrTimeDiffer_changes() {
    Generation running = runningGeneration(savedProject(ANN));
    tick();
    State seen =
        new State(RUNNING, 1, "x", "y", Optional.empty(), Generation.Usage.NONE, time().instant());
    State next = samples().state(RUNNING, 2);
    assertThat(change(running, seen, next)).isTrue();
    assertThat(generations().find(ANN, running.id())).contains(running.withState(next));
  }

  @Test
  void changeState_final_neverChangesAgain() {
    for (Generation.Status status : List.of(SUCCEEDED, FAILED, CANCELLED)) {
      Generation running = runningGeneration(savedProject(ANN));
      Generation ended = changed(running, samples().state(status, 1));
      assertThat(change(ended, ended.state(), samples().state(RUNNING, 1))).isFalse();
      assertThat(change(ended, ended.state(), samples().state(status, 2))).isFalse();
      assertThat(generations().find(ANN, ended.id())).contains(ended);
    }
  }

  @Test
  void changeState_unknown_isFalse() {
    Generation unknown = samples().generation(savedProject(ANN), savedMessage(savedProject(ANN)));
    assertThat(change(unknown, unknown.state(), samples().state(RUNNING, 1))).isFalse();
  }

  @Test
  void changeState_inDeletedProject_works() {
    Project project = savedProject(ANN);
    Generation running = runningGeneration(project);
    delete(project);
    assertThat(change(running, running.state(), samples().state(CANCELLED, 1))).isTrue();
    assertThat(change(running, running.state(), samples().state(FAILED, 1))).isFalse();
  }

  @Test
  void changeState_byManyAtOnce_lastsForOneOnly() throws InterruptedException {
    Generation waiting = savedGeneration(savedProject(ANN));
    State running = samples().state(RUNNING, 1);
    List<Boolean> won = Race.between(32, racer -> change(waiting, waiting.state(), running));
    assertThat(won).containsOnlyOnce(true);
  }

  private Generations generations() {
    return store().generations();
  }

  private boolean change(Generation generation, State expected, State next) {
    return generations().changeState(generation.id(), expected, next);
  }

  private List<Generation> list(Project project, PageRequest page) {
    return generations().list(ANN, project.id(), page).items();
  }

  private Generation savedGeneration(Project project, String key) {
    Generation generation = samples().generation(project, savedMessage(project), key);
    generations().add(generation);
    return generation;
  }

  /** The same, asked for by somebody who does not own the project. */
  private static Generation by(Generation generation) {
    return new Generation(
        generation.id(),
        generation.project(),
        BOB,
        generation.prompt(),
        generation.idempotencyKey(),
        generation.options(),
        generation.state(),
        generation.createdAt());
  }
}
