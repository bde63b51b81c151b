package io.ollio.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.InvalidInput;
import io.ollio.project.Project;
import io.ollio.project.ProjectException.ProjectNotFound;
import io.ollio.project.ProjectException.StoreUnavailable;
import org.junit.jupiter.api.Test;

class FailingProjectStoreTest extends StoreSuite {
  private FailingProjectStore failing;

  @Override
  protected StoreFixture open() {
    InMemoryFixture right = InMemoryFixture.open();
    failing = new FailingProjectStore(right.store());
    return right.with(failing);
  }

  @Test
  void write_notAskedToFail_works() {
    Project project = savedProject(ANN);
    savedMessage(project);
    assertThat(failing.isArmed()).isFalse();
  }

  @Test
  void failAtWrite_second_failsOnceAndWritesNothing() {
    Project project = savedProject(ANN);
    failing.failAtWrite(2, true);
    savedMessage(project);
    assertThat(store().projects().get(ANN, project.id())).isEqualTo(project);
    assertThatThrownBy(() -> savedVersion(project))
        .isInstanceOfSatisfying(StoreUnavailable.class, e -> assertThat(e.isRetryable()).isTrue())
        .hasMessageContaining("Versions.append");
    assertThat(failing.isArmed()).isFalse();
    assertThat(store().versions().head(ANN, project.id())).isEmpty();
    assertThat(savedVersion(project).number()).isEqualTo(1);
  }

  @Test
  void failAtWrite_wholeStoreCalls_countToo() {
    failing.failAtWrite(1, false);
    assertThatThrownBy(() -> store().eraseOwner(ANN))
        .isInstanceOfSatisfying(StoreUnavailable.class, e -> assertThat(e.isRetryable()).isFalse());
    failing.failAtWrite(1, false);
    assertThatThrownBy(() -> store().purgeDeletedBefore(time().instant()))
        .isInstanceOf(StoreUnavailable.class);
  }

  @Test
  void write_refusedByTheStore_throwsWhatTheStoreThrows() {
    assertThatThrownBy(() -> savedMessage(samples().project(ANN)))
        .isInstanceOf(ProjectNotFound.class);
  }

  @Test
  void failAtWrite_zero_isRefused() {
    assertThatThrownBy(() -> failing.failAtWrite(0, true)).isInstanceOf(InvalidInput.class);
  }
}
