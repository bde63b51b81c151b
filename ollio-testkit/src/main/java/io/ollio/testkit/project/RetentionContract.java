package io.ollio.testkit.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.Cancellation;
import io.ollio.OwnerId;
import io.ollio.PageRequest;
import io.ollio.project.Generation;
import io.ollio.project.Message;
import io.ollio.project.Project;
import io.ollio.project.Project.Sharing;
import io.ollio.project.ProjectException.GenerationNotFound;
import io.ollio.project.ProjectStore;
import io.ollio.project.Projects;
import io.ollio.project.Version;
import io.ollio.testkit.store.Race;
import io.ollio.testkit.store.StoreSuite;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How every {@link ProjectStore} forgets. */
public abstract class RetentionContract extends StoreSuite {
  /** A contract. */
  protected RetentionContract() {}

  /** Everything that a project can hold. */
  private record Filled(Project project, Message message, Version version, Generation generation) {}

  @Test
  void purgeDeletedBefore_deletedEarlier_removesAllItHolds() {
    Filled filled = filled(ANN);
    delete(filled.project());
    tick();
    assertThat(store().purgeDeletedBefore(time().instant())).isEqualTo(1);
    assertGone(filled);
    assertThat(store().purgeDeletedBefore(time().instant())).isZero();
  }

  @Test
  void purgeDeletedBefore_deletedAtOrAfterTheTime_keepsIt() {
    Filled filled = filled(ANN);
    tick();
    delete(filled.project());
    assertThat(store().purgeDeletedBefore(time().instant())).isZero();
    assertThat(store().eraseOwner(ANN)).isEqualTo(1);
  }

  @Test
  void purgeDeletedBefore_notDeleted_keepsItAndAllItHolds() {
    Filled kept = filled(ANN);
    Project archived = savedProject(ANN);
    Project after =
        store()
            .projects()
            .update(ANN, archived.id(), row -> row.withStatus(Project.Status.ARCHIVED));
    Project gone = deletedProject(ANN);
    time().advance(Duration.ofDays(400));
    assertThat(store().purgeDeletedBefore(time().instant())).isEqualTo(1);
    assertStays(kept);
    assertThat(store().projects().find(ANN, archived.id())).contains(after);
    assertThat(store().projects().find(ANN, gone.id())).isEmpty();
  }

  @Test
  void eraseOwner_removesAllOfTheOwnersProjects() {
    Filled filled = filled(ANN);
    deletedProject(ANN);
    Filled others = filled(BOB);
    assertThat(store().eraseOwner(ANN)).isEqualTo(2);
    assertGone(filled);
    assertStays(others);
    assertThat(store().projects().list(ANN, Projects.Query.ALL, PageRequest.newest(5)).items())
        .isEmpty();
    assertThat(store().eraseOwner(ANN)).isZero();
  }

  @Test
  void eraseOwner_removesTheOwnerFromListsOfReaders() {
    Project shared = savedProject(BOB, Sharing.with(Set.of(ANN, CAT)));
    assertThat(store().eraseOwner(ANN)).isZero();
    assertThat(store().projects().find(ANN, shared.id())).isEmpty();
    assertThat(store().projects().get(CAT, shared.id()).sharing())
        .isEqualTo(Sharing.with(Set.of(CAT)));
  }

  @Test
  void eraseOwner_whileSomebodyWaitsForEvents_endsTheWait() {
    Generation generation = runningGeneration(savedProject(ANN));
    Future<?> reader =
        Race.started(
            () ->
                store()
                    .events()
                    .read(ANN, generation.id(), 0, 1, Duration.ofSeconds(1), Cancellation.none()));
    store().eraseOwner(ANN);
    assertThatThrownBy(() -> reader.get(25, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(GenerationNotFound.class);
  }

  private Filled filled(OwnerId owner) {
    Project project = savedProject(owner, Sharing.with(Set.of(CAT)));
    tick();
    Message message =
        samples()
            .message(
                project,
                Message.Role.ASSISTANT,
                "Done",
                List.of(samples().fragment("a.html", "<p>")));
    store().messages().append(owner, message);
    Version version = savedVersion(project);
    Generation generation = runningGeneration(project);
    store().generations().saveCheckpoint(samples().checkpoint(generation, 1, 1));
    store().events().append(generation.id(), List.of(samples().event("text")));
    return new Filled(project, message, version, generation);
  }

  private void assertStays(Filled filled) {
    Project project = filled.project();
    assertThat(store().projects().find(CAT, project.id())).contains(project);
    assertThat(store().messages().find(CAT, filled.message().id())).contains(filled.message());
    assertThat(store().versions().head(CAT, project.id())).contains(filled.version());
    assertThat(store().generations().find(CAT, filled.generation().id()))
        .contains(filled.generation());
    assertThat(store().generations().checkpoint(filled.generation().id())).isPresent();
    assertThat(events(filled.generation())).isEqualTo(1);
  }

  /** What is gone for good leaves its ids and keys free: nothing of it shows up below them. */
  private void assertGone(Filled filled) {
    Generation generation = filled.generation();
    assertThat(store().generations().checkpoint(generation.id())).isEmpty();
    assertThatThrownBy(() -> events(generation)).isInstanceOf(GenerationNotFound.class);
    assertThatThrownBy(
            () -> store().events().append(generation.id(), List.of(samples().event("late"))))
        .isInstanceOf(GenerationNotFound.class);
    Project project = filled.project();
    store().projects().add(project);
    assertThat(
            store().messages().list(project.owner(), project.id(), PageRequest.newest(5)).items())
        .isEmpty();
    assertThat(store().versions().head(project.owner(), project.id())).isEmpty();
    store().messages().append(project.owner(), filled.message());
    store().versions().append(project.owner(), filled.version());
    Message prompt = savedMessage(project);
    store().generations().add(again(generation, prompt));
    assertThat(events(generation)).isZero();
    assertThat(store().messages().find(project.owner(), filled.message().id()))
        .contains(filled.message());
    store().eraseOwner(project.owner());
  }

  private Generation again(Generation first, Message prompt) {
    return new Generation(
        first.id(),
        first.project(),
        first.owner(),
        prompt.id(),
        first.idempotencyKey(),
        first.options(),
        Generation.State.queued(first.createdAt()),
        first.createdAt());
  }

  private int events(Generation generation) {
    return store()
        .events()
        .read(generation.owner(), generation.id(), 0, 9, Duration.ZERO, Cancellation.none())
        .size();
  }
}
