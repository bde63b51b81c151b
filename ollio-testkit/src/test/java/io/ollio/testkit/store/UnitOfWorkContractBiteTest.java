package io.ollio.testkit.store;

import static io.ollio.testkit.ContractBite.assertCaught;
import static io.ollio.testkit.ContractBite.assertPassed;
import static io.ollio.testkit.ContractBite.failedInvocations;
import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.IdSource;
import io.ollio.OwnerId;
import io.ollio.UnitOfWork;
import io.ollio.credit.Plan;
import io.ollio.local.memory.InMemoryAuditLog;
import io.ollio.local.memory.InMemoryCreditLedger;
import io.ollio.local.memory.InMemoryOwners;
import io.ollio.local.memory.InMemoryUnitOfWork;
import io.ollio.project.Project;
import io.ollio.project.ProjectId;
import io.ollio.project.ProjectStore;
import io.ollio.project.Projects;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every wrong unit of work is caught by a test that the right one passes. */
@SuppressWarnings({"UnusedMethod", "UnusedVariable", "EffectivelyPrivate"}) // Tampered calls them
class UnitOfWorkContractBiteTest {
  private static final String UNDONE = "write_inAnUndoneUnit_leavesEverythingAsItWas";

  static Stream<Arguments> bites() {
    return Stream.of(
        Arguments.of(UndoesNothing.class, "call_blockThrows_undoesAllPartsAndThrowsTheSame"),
        Arguments.of(UndoesNothing.class, "call_nestedSucceedsAndOuterFails_undoesBoth"),
        Arguments.of(KeepsAfterErrors.class, "call_blockThrowsAnError_undoesAllParts"),
        Arguments.of(JoinsBlindly.class, "call_nestedFailureIsCaught_undoesTheNestedOneOnly"),
        Arguments.of(ForgetsTheLedger.class, "call_blockThrows_undoesAllPartsAndThrowsTheSame"),
        Arguments.of(
            LocksReaders.class, "call_open_isNeitherSeenByOtherThreadsNorKeepsThemWaiting"));
  }

  static Stream<Arguments> hookBites() {
    return Stream.of(
        Arguments.of(HooksAtOnce.class, "afterCommit_runsOnceInOrderAfterTheCommitOnThisThread"),
        Arguments.of(HooksAtOnce.class, "afterCommit_whenUndone_neverRuns"),
        Arguments.of(
            HooksInTheUnit.class, "afterCommit_thatThrows_neitherFailsTheCallNorStopsTheOthers"),
        Arguments.of(HooksTwice.class, "afterCommit_runsOnceInOrderAfterTheCommitOnThisThread"));
  }

  @ParameterizedTest
  @MethodSource("bites")
  void contract_wrongUnit_isCaught(Class<?> wrong, String test) {
    assertPassed(InMemoryUnitOfWorkContractTest.class, test);
    assertCaught(wrong, test);
  }

  @ParameterizedTest
  @MethodSource("hookBites")
  void contract_wrongHooks_areCaught(Class<?> wrong, String test) {
    assertPassed(InMemoryAfterCommitContractTest.class, test);
    assertCaught(wrong, test);
  }

  @Test
  void undoContract_rightUnit_passes() {
    assertThat(failedInvocations(InMemoryUndoContractTest.class, UNDONE)).isEmpty();
  }

  @Test
  void undoContract_unitThatForgetsOnePart_namesItsWrites() {
    assertThat(failedInvocations(UndoForgetsAudit.class, UNDONE))
        .containsExactlyInAnyOrder(
            "[24] write = AUDIT_LOG_APPEND",
            "[25] write = AUDIT_LOG_DELETE_BEFORE",
            "[26] write = AUDIT_LOG_ERASE_OWNER");
    assertThat(failedInvocations(UndoForgetsOwners.class, UNDONE)).hasSize(4);
  }

  /** The right unit, and the places where it can be spoiled. */
  private static class UnitAround implements UnitOfWork {
    final UnitOfWork right;

    UnitAround(UnitOfWork right) {
      this.right = right;
    }

    @Override
    public <T> T call(Supplier<T> block) {
      return right.call(block);
    }

    @Override
    public void afterCommit(Runnable action) {
      right.afterCommit(action);
    }
  }

  static class UndoesNothing extends UnitOfWorkContract {
    @Override
    protected StoreFixture open() {
      InMemoryFixture right = InMemoryFixture.open();
      return right.with(
          new UnitAround(right.unitOfWork()) {
            @Override
            public <T> T call(Supplier<T> block) {
              return block.get();
            }
          });
    }
  }

  static class KeepsAfterErrors extends UnitOfWorkContract {
    @Override
    protected StoreFixture open() {
      InMemoryFixture right = InMemoryFixture.open();
      return right.with(
          new UnitAround(right.unitOfWork()) {
            @Override
            public <T> T call(Supplier<T> block) {
              List<Error> errors = new ArrayList<>();
              Optional<T> answer = right.call(() -> answer(block, errors));
              errors.forEach(
                  error -> {
                    throw error;
                  });
              return answer.orElseThrow();
            }
          });
    }

    private static <T> Optional<T> answer(Supplier<T> block, List<Error> errors) {
      try {
        return Optional.of(block.get());
      } catch (Error e) {
        errors.add(e);
        return Optional.empty();
      }
    }
  }

  static class JoinsBlindly extends UnitOfWorkContract {
    @Override
    protected StoreFixture open() {
      InMemoryFixture right = InMemoryFixture.open();
      InMemoryUnitOfWork unit = (InMemoryUnitOfWork) right.unitOfWork();
      return right.with(
          new UnitAround(unit) {
            @Override
            public <T> T call(Supplier<T> block) {
              return unit.isRunningHere() ? block.get() : unit.call(block);
            }
          });
    }
  }

  static class ForgetsTheLedger extends UnitOfWorkContract {
    @Override
    protected StoreFixture open() {
      InMemoryFixture right = InMemoryFixture.open();
      IdSource ids = new IdSource(right.time(), new Random(1));
      return right.with(
          new InMemoryCreditLedger(new InMemoryUnitOfWork(), right.time(), ids, Plan.FREE));
    }
  }

  /** Reads wait for open units, and give up after a while. */
  static class LocksReaders extends UnitOfWorkContract {
    @Override
    protected StoreFixture open() {
      ReentrantLock lock = new ReentrantLock();
      InMemoryFixture right = InMemoryFixture.open();
      Projects projects =
          Tampered.with(Projects.class, right.store().projects(), locked(lock, right.store()));
      return right
          .with(
              Tampered.with(
                  ProjectStore.class,
                  right.store(),
                  new Object() {
                    public Projects projects() {
                      return projects;
                    }
                  }))
          .with(
              new UnitAround(right.unitOfWork()) {
                @Override
                public <T> T call(Supplier<T> block) {
                  lock.lock();
                  try {
                    return right.call(block);
                  } finally {
                    lock.unlock();
                  }
                }
              });
    }

    private static Object locked(ReentrantLock lock, ProjectStore right) {
      return new Object() {
        public Optional<Project> find(OwnerId reader, ProjectId id) throws InterruptedException {
          if (!lock.tryLock(50, TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("lock wait timeout");
          }
          try {
            return right.projects().find(reader, id);
          } finally {
            lock.unlock();
          }
        }
      };
    }
  }

  static class HooksAtOnce extends AfterCommitContract {
    @Override
    protected StoreFixture open() {
      InMemoryFixture right = InMemoryFixture.open();
      return right.with(
          new UnitAround(right.unitOfWork()) {
            @Override
            public void afterCommit(Runnable action) {
              action.run();
            }
          });
    }
  }

  static class HooksInTheUnit extends AfterCommitContract {
    @Override
    protected StoreFixture open() {
      List<Runnable> hooks = new ArrayList<>();
      InMemoryFixture right = InMemoryFixture.open();
      return right.with(
          new UnitAround(right.unitOfWork()) {
            @Override
            public <T> T call(Supplier<T> block) {
              return right.call(
                  () -> {
                    T answer = block.get();
                    hooks.forEach(Runnable::run);
                    return answer;
                  });
            }

            @Override
            public void afterCommit(Runnable action) {
              hooks.add(action);
            }
          });
    }
  }

  static class HooksTwice extends AfterCommitContract {
    @Override
    protected StoreFixture open() {
      InMemoryFixture right = InMemoryFixture.open();
      return right.with(
          new UnitAround(right.unitOfWork()) {
            @Override
            public void afterCommit(Runnable action) {
              right.afterCommit(action);
              right.afterCommit(action);
            }
          });
    }
  }

  static class UndoForgetsAudit extends UndoContract {
    @Override
    protected StoreFixture open() {
      return InMemoryFixture.open().with(new InMemoryAuditLog(new InMemoryUnitOfWork()));
    }
  }

  static class UndoForgetsOwners extends UndoContract {
    @Override
    protected StoreFixture open() {
      InMemoryFixture right = InMemoryFixture.open();
      return right.with(new InMemoryOwners(new InMemoryUnitOfWork(), right.time()));
    }
  }
}
