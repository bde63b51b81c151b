package io.ollio.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.UnitOfWork;
import io.ollio.job.Job;
import io.ollio.job.JobContext;
import io.ollio.job.JobHandler;
import io.ollio.job.JobRunner;
import io.ollio.project.Project;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** When every {@link UnitOfWork} runs what should follow a commit, and jobs above all. */
public abstract class AfterCommitContract extends StoreSuite {
  /** A contract. */
  protected AfterCommitContract() {}

  @Test
  void afterCommit_runsOnceInOrderAfterTheCommitOnThisThread() {
    List<String> ran = new ArrayList<>();
    Project project = samples().project(ANN);
    unitOfWork()
        .run(
            () -> {
              unitOfWork()
                  .afterCommit(
                      () ->
                          ran.add(
                              elsewhere(() -> "" + isStored(project)) + Thread.currentThread()));
              unitOfWork().afterCommit(() -> ran.add("second"));
              store().projects().add(project);
              assertThat(ran).isEmpty();
            });
    assertThat(ran).containsExactly("true" + Thread.currentThread(), "second");
    unitOfWork().run(() -> {});
    assertThat(ran).hasSize(2);
  }

  @Test
  void afterCommit_inANestedUnit_waitsForTheOuterOne() {
    List<String> ran = new ArrayList<>();
    unitOfWork()
        .run(
            () -> {
              unitOfWork().run(() -> unitOfWork().afterCommit(() -> ran.add("inner")));
              assertThat(ran).isEmpty();
            });
    assertThat(ran).containsExactly("inner");
  }

  @Test
  void afterCommit_whenUndone_neverRuns() {
    List<String> ran = new ArrayList<>();
    assertThatThrownBy(() -> unitOfWork().run(() -> hookAndFail(ran, "undone"))).hasMessage("no");
    unitOfWork().run(() -> {});
    assertThat(ran).isEmpty();
  }

  @Test
  void afterCommit_ofACaughtNestedFailure_neverRuns() {
    List<String> ran = new ArrayList<>();
    unitOfWork()
        .run(
            () -> {
              unitOfWork().afterCommit(() -> ran.add("outer"));
              assertThatThrownBy(() -> unitOfWork().run(() -> hookAndFail(ran, "nested")))
                  .hasMessage("no");
            });
    assertThat(ran).containsExactly("outer");
  }

  @Test
  void afterCommit_withoutAUnit_runsAtOnce() {
    List<String> ran = new ArrayList<>();
    unitOfWork().afterCommit(() -> ran.add("now"));
    assertThat(ran).containsExactly("now");
  }

  @Test
  void afterCommit_thatThrows_neitherFailsTheCallNorStopsTheOthers() {
    List<String> ran = new ArrayList<>();
    Project project = samples().project(ANN);
    unitOfWork()
        .run(
            () -> {
              store().projects().add(project);
              unitOfWork()
                  .afterCommit(
                      () -> {
                        throw new IllegalStateException("broken hook");
                      });
              unitOfWork().afterCommit(() -> ran.add("second"));
            });
    assertThat(ran).containsExactly("second");
    assertThat(isStored(project)).isTrue();
  }

  @Test
  void afterCommit_mayBeginAnotherUnit() {
    Project first = samples().project(ANN);
    Project second = samples().project(ANN);
    unitOfWork()
        .run(
            () -> {
              store().projects().add(first);
              unitOfWork()
                  .afterCommit(() -> unitOfWork().run(() -> store().projects().add(second)));
            });
    assertThat(isStored(first)).isTrue();
    assertThat(isStored(second)).isTrue();
  }

  @Test
  void submit_inAnUndoneUnit_leavesNoJob() {
    fixture()
        .jobs()
        .ifPresent(
            jobs -> {
              jobs.register("build", new Idle());
              assertThatThrownBy(() -> unitOfWork().run(() -> submitAndFail(jobs)))
                  .hasMessage("no");
              assertThat(jobs.stats().queued()).isZero();
              unitOfWork().run(() -> jobs.submit(job()));
              assertThat(jobs.stats().queued()).isEqualTo(1);
            });
  }

  private static Job job() {
    return new Job("build", "once", ANN, "serial", "{}");
  }

  private static void submitAndFail(JobRunner jobs) {
    jobs.submit(job());
    throw new IllegalStateException("no");
  }

  private static final class Idle implements JobHandler {
    @Override
    public void run(JobContext context) {}

    @Override
    public void failed(JobContext context, RuntimeException cause) {}
  }

  private void hookAndFail(List<String> ran, String name) {
    unitOfWork().afterCommit(() -> ran.add(name));
    throw new IllegalStateException("no");
  }

  private boolean isStored(Project project) {
    return store().projects().find(project.owner(), project.id()).isPresent();
  }

  private static <T> T elsewhere(Supplier<T> read) {
    try {
      return Race.started(read::get).get(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("A read in another thread has failed or waited", e);
    }
  }
}
