package io.ollio.local.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InMemoryUnitOfWorkTest {
  private final InMemoryUnitOfWork unit = new InMemoryUnitOfWork();
  private final InMemoryUnitOfWork.Slot<String> text = unit.slot("-");

  @Test
  void call_whenTheBlockThrows_goesBackToTheValueBefore() {
    text.update(before -> before + "a");
    assertThatThrownBy(
            () ->
                unit.run(
                    () -> {
                      text.update(before -> before + "b");
                      text.update(before -> before + "c");
                      throw new IllegalStateException("no");
                    }))
        .hasMessage("no");
    assertThat(text.get()).isEqualTo("-a");
  }

  @Test
  void call_whenANestedFailureIsCaught_undoesTheNestedWritesOnly() {
    unit.run(
        () -> {
          text.update(before -> before + "a");
          assertThatThrownBy(() -> unit.run(this::writeAndFail)).isInstanceOf(AssertionError.class);
          text.update(before -> before + "c");
        });
    assertThat(text.get()).isEqualTo("-ac");
  }

  @Test
  void onUndo_whenTheUnitFails_runsTheLastOneFirst() {
    List<String> ran = new ArrayList<>();
    assertThatThrownBy(
            () ->
                unit.run(
                    () -> {
                      unit.onUndo(() -> ran.add("first"));
                      unit.onUndo(() -> ran.add("second"));
                      throw new IllegalStateException("no");
                    }))
        .hasMessage("no");
    assertThat(ran).containsExactly("second", "first");
  }

  @Test
  void onUndo_whenTheUnitIsCommitted_neverRuns() {
    List<String> ran = new ArrayList<>();
    unit.run(() -> unit.onUndo(() -> ran.add("undone")));
    assertThatThrownBy(() -> unit.run(this::writeAndFail)).isInstanceOf(AssertionError.class);
    assertThat(ran).isEmpty();
  }

  @Test
  void onUndo_whenAnActionThrows_theOthersRunAndTheCauseIsKept() {
    List<String> ran = new ArrayList<>();
    assertThatThrownBy(
            () ->
                unit.run(
                    () -> {
                      unit.onUndo(() -> ran.add("undone"));
                      unit.onUndo(
                          () -> {
                            throw new IllegalArgumentException("broken undo");
                          });
                      throw new IllegalStateException("no");
                    }))
        .hasMessage("no");
    assertThat(ran).containsExactly("undone");
  }

  private void writeAndFail() {
    text.update(before -> before + "b");
    throw new AssertionError("not an exception, but an error");
  }
}
