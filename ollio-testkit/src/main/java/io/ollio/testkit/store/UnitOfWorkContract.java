package io.ollio.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.Cancellation;
import io.ollio.PageRequest;
import io.ollio.UnitOfWork;
import io.ollio.audit.AuditEntry;
import io.ollio.credit.Account;
import io.ollio.credit.CreditException.InsufficientCredits;
import io.ollio.credit.Credits;
import io.ollio.credit.Hold;
import io.ollio.owner.Owner;
import io.ollio.project.Generation;
import io.ollio.project.Message;
import io.ollio.project.Project;
import io.ollio.project.ProjectException.KeyInUse;
import io.ollio.project.ProjectException.RevisionConflict;
import io.ollio.project.Version;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * What every {@link UnitOfWork} does. {@link UndoContract} proves that each single write can be
 * undone, {@link AfterCommitContract} what happens after a commit.
 */
public abstract class UnitOfWorkContract extends StoreSuite {
  /** A contract. */
  protected UnitOfWorkContract() {}

  @Test
  void call_returnsWhatTheBlockReturns() {
    assertThat(unitOfWork().<String>call(() -> "answer")).isEqualTo("answer");
  }

  @Test
  void call_writesToAllParts_keepsThemAll() {
    Project project = samples().project(ANN);
    unitOfWork().run(() -> writeEverywhere(project));
    assertThat(store().projects().find(ANN, project.id())).contains(project);
    assertThat(account().held()).isEqualTo(Credits.of(5));
    assertThat(fixture().owners().find(ANN)).isPresent();
    assertThat(auditEntries()).hasSize(1);
  }

  @Test
  void call_blockThrows_undoesAllPartsAndThrowsTheSame() {
    Project project = samples().project(ANN);
    IllegalStateException cause = new IllegalStateException("no");
    assertThatThrownBy(
            () ->
                unitOfWork()
                    .run(
                        () -> {
                          writeEverywhere(project);
                          throw cause;
                        }))
        .isSameAs(cause);
    assertNothingWritten(project);
  }

  @Test
  void call_blockThrowsAnError_undoesAllParts() {
    Project project = samples().project(ANN);
    AssertionError cause = new AssertionError("broken");
    assertThatThrownBy(
            () ->
                unitOfWork()
                    .run(
                        () -> {
                          writeEverywhere(project);
                          throw cause;
                        }))
        .isSameAs(cause);
    assertNothingWritten(project);
  }

  @Test
  void call_afterAnUndoneOne_works() {
    Project project = samples().project(ANN);
    assertThatThrownBy(() -> unitOfWork().run(() -> writeAndFail(project))).hasMessage("no");
    unitOfWork().run(() -> writeEverywhere(project));
    assertThat(store().projects().find(ANN, project.id())).contains(project);
    assertThat(account().held()).isEqualTo(Credits.of(5));
  }

  @Test
  void call_inside_seesItsOwnWrites() {
    Project project = samples().project(ANN);
    unitOfWork()
        .run(
            () -> {
              writeEverywhere(project);
              assertThat(store().projects().find(ANN, project.id())).contains(project);
              assertThat(account().held()).isEqualTo(Credits.of(5));
              assertThat(auditEntries()).hasSize(1);
            });
  }

  @Test
  void call_open_isNeitherSeenByOtherThreadsNorKeepsThemWaiting() {
    Project project = samples().project(ANN);
    unitOfWork()
        .run(
            () -> {
              writeEverywhere(project);
              assertThat(elsewhere(() -> store().projects().find(ANN, project.id()))).isEmpty();
              assertThat(elsewhere(() -> account().held())).isEqualTo(Credits.ZERO);
              assertThat(elsewhere(() -> fixture().owners().find(ANN))).isEmpty();
              assertThat(elsewhere(this::auditEntries)).isEmpty();
            });
    assertThat(elsewhere(() -> store().projects().find(ANN, project.id()))).contains(project);
  }

  @Test
  void call_nested_isKeptWithTheOuterOne() {
    Project outer = samples().project(ANN);
    Project inner = samples().project(ANN);
    String answer =
        unitOfWork()
            .call(
                () -> {
                  store().projects().add(outer);
                  return unitOfWork()
                      .call(
                          () -> {
                            store().projects().add(inner);
                            return "inner";
                          });
                });
    assertThat(answer).isEqualTo("inner");
    assertThat(store().projects().find(ANN, outer.id())).contains(outer);
    assertThat(store().projects().find(ANN, inner.id())).contains(inner);
  }

  @Test
  void call_nestedSucceedsAndOuterFails_undoesBoth() {
    Project inner = samples().project(ANN);
    assertThatThrownBy(
            () ->
                unitOfWork()
                    .run(
                        () -> {
                          unitOfWork().run(() -> writeEverywhere(inner));
                          throw new IllegalStateException("no");
                        }))
        .hasMessage("no");
    assertNothingWritten(inner);
  }

  @Test
  void call_nestedFailureIsCaught_undoesTheNestedOneOnly() {
    Project first = samples().project(BOB);
    Project inner = samples().project(ANN);
    Project last = samples().project(BOB);
    unitOfWork()
        .run(
            () -> {
              store().projects().add(first);
              assertThatThrownBy(() -> unitOfWork().run(() -> writeAndFail(inner)))
                  .hasMessage("no");
              assertThat(store().projects().find(ANN, inner.id())).isEmpty();
              store().projects().add(last);
            });
    assertNothingWritten(inner);
    assertThat(store().projects().find(BOB, first.id())).contains(first);
    assertThat(store().projects().find(BOB, last.id())).contains(last);
  }

  @Test
  void call_nestedFailureIsCaughtAndOuterFails_undoesBoth() {
    Project outer = samples().project(ANN);
    assertThatThrownBy(
            () ->
                unitOfWork()
                    .run(
                        () -> {
                          writeEverywhere(outer);
                          assertThatThrownBy(
                                  () ->
                                      unitOfWork().run(() -> writeAndFail(samples().project(BOB))))
                              .hasMessage("no");
                          throw new IllegalStateException("outer");
                        }))
        .hasMessage("outer");
    assertNothingWritten(outer);
  }

  @Test
  void call_refusedWriteIsCaught_keepsTheOthers() {
    Project project = savedProject(ANN);
    Version version = savedVersion(project);
    Message message = samples().message(project);
    unitOfWork()
        .run(
            () -> {
              assertThatThrownBy(() -> store().projects().add(project))
                  .isInstanceOf(KeyInUse.class);
              store().messages().append(ANN, message);
              assertThatThrownBy(() -> store().messages().append(ANN, message))
                  .isInstanceOf(KeyInUse.class);
              assertThatThrownBy(() -> store().versions().append(ANN, version))
                  .isInstanceOf(RevisionConflict.class);
              assertThatThrownBy(() -> fixture().ledger().hold(ANN, Credits.of(101), "big"))
                  .isInstanceOf(InsufficientCredits.class);
              fixture().ledger().hold(ANN, Credits.of(100), "all");
            });
    assertThat(store().messages().find(ANN, message.id())).contains(message);
    assertThat(account().held()).isEqualTo(Credits.of(100));
  }

  @Test
  void call_onManyThreads_losesNoWrite() throws InterruptedException {
    Project project = savedProject(ANN);
    Generation generation = runningGeneration(project);
    Race.between(
        8,
        racer -> {
          for (int i = 0; i < 5; i++) {
            unitOfWork().run(() -> addLetterAndEvent(project, generation));
          }
          return racer;
        });
    assertThat(store().projects().get(ANN, project.id()).description())
        .hasSize("A form".length() + 40);
    assertThat(eventCount(generation)).isEqualTo(40);
  }

  private void writeEverywhere(Project project) {
    store().projects().add(project);
    fixture().ledger().hold(ANN, Credits.of(5), "hold-" + project.id());
    fixture().owners().put(Owner.of(ANN, time().instant()));
    fixture()
        .audit()
        .append(
            new AuditEntry(
                samples().id(), ANN, "", AuditEntry.Kind.COMMAND, "ls", time().instant()));
  }

  private void writeAndFail(Project project) {
    writeEverywhere(project);
    throw new IllegalStateException("no");
  }

  private void addLetterAndEvent(Project project, Generation generation) {
    store().projects().update(ANN, project.id(), row -> row.withName("n", row.description() + "x"));
    store().events().append(generation.id(), List.of(samples().event("text")));
  }

  private void assertNothingWritten(Project project) {
    assertThat(isStored(project)).isFalse();
    assertThat(account().held()).isEqualTo(Credits.ZERO);
    assertThat(fixture().ledger().findHold("hold-" + project.id()).map(Hold::key)).isEmpty();
    assertThat(fixture().owners().find(ANN)).isEmpty();
    assertThat(auditEntries()).isEmpty();
  }

  private boolean isStored(Project project) {
    return store().projects().find(project.owner(), project.id()).isPresent();
  }

  private Account account() {
    return fixture().ledger().account(ANN);
  }

  private List<AuditEntry> auditEntries() {
    return fixture().audit().list(ANN, Optional.empty(), PageRequest.newest(9)).items();
  }

  private int eventCount(Generation generation) {
    return store()
        .events()
        .read(ANN, generation.id(), 0, 999, Duration.ZERO, Cancellation.none())
        .size();
  }

  private static <T> T elsewhere(Supplier<T> read) {
    try {
      return Race.started(read::get).get(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("A read in another thread has failed or waited", e);
    }
  }
}
