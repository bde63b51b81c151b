package io.ollio.testkit.project;

import static io.ollio.testkit.ContractBite.assertCaught;
import static io.ollio.testkit.ContractBite.assertPassed;

import io.ollio.Cancellation;
import io.ollio.OwnerId;
import io.ollio.project.EventLog;
import io.ollio.project.Generation;
import io.ollio.project.GenerationId;
import io.ollio.project.Generations;
import io.ollio.project.ProjectException.StaleAttempt;
import io.ollio.project.ProjectStore;
import io.ollio.testkit.store.Tampered;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every store that is wrong in its generations or events is caught by a test that the right one
 * passes.
 */
@SuppressWarnings({"UnusedMethod", "UnusedVariable", "EffectivelyPrivate"}) // Tampered calls them
class GenerationsContractBiteTest {
  static Stream<Arguments> bites() {
    return Stream.of(
        Arguments.of(FoldsKeys.class, "add_keysThatLookAlike_areKeptApart"),
        Arguments.of(StartsTwice.class, "changeState_byManyAtOnce_lastsForOneOnly"),
        Arguments.of(StartsTwice.class, "changeState_final_neverChangesAgain"),
        Arguments.of(
            IgnoresAttempts.class,
            "saveCheckpoint_ofAnotherAttempt_throwsStaleAttemptAndKeepsTheLast"),
        Arguments.of(LeavesGaps.class, "append_numbersFromOneWithoutAGap"),
        Arguments.of(LeavesGaps.class, "append_byManyAtOnce_leavesNoGapAndNoDouble"),
        Arguments.of(NeverWaits.class, "read_inVain_waitsAsLongAsAskedFor"),
        Arguments.of(DeafToCancel.class, "read_cancelledBefore_throwsInsteadOfWaiting"),
        Arguments.of(
            KeepsCheckpoints.class, "deleteEndedBefore_endedEarlier_removesEventsAndCheckpoint"));
  }

  @ParameterizedTest
  @MethodSource("bites")
  void contract_wrongStore_isCaught(Class<?> wrong, String test) {
    assertPassed(RightStore.class, test);
    assertCaught(wrong, test);
  }

  /** Wrong in its generations. */
  abstract static class WrongGenerations extends RightStore {
    @Override
    final Object wrong(ProjectStore right) {
      Generations generations =
          Tampered.with(Generations.class, right.generations(), in(right.generations()));
      return new Object() {
        public Generations generations() {
          return generations;
        }
      };
    }

    abstract Object in(Generations right);
  }

  /** Wrong in its events. */
  abstract static class WrongEvents extends RightStore {
    @Override
    final Object wrong(ProjectStore right) {
      EventLog events = Tampered.with(EventLog.class, right.events(), in(right.events()));
      return new Object() {
        public EventLog events() {
          return events;
        }
      };
    }

    abstract Object in(EventLog right);
  }

  static class FoldsKeys extends WrongGenerations {
    @Override
    Object in(Generations right) {
      return new Object() {
        public Optional<Generation> findByKey(OwnerId owner, String key) {
          return right.findByKey(owner, key.trim().toLowerCase(Locale.ROOT));
        }
      };
    }
  }

  static class StartsTwice extends WrongGenerations {
    @Override
    Object in(Generations right) {
      return new Object() {
        public boolean changeState(
            GenerationId id, Generation.State expected, Generation.State next) {
          right.changeState(id, expected, next);
          return true;
        }
      };
    }
  }

  static class IgnoresAttempts extends WrongGenerations {
    @Override
    Object in(Generations right) {
      return new Object() {
        public void saveCheckpoint(Generations.Checkpoint checkpoint) {
          try {
            right.saveCheckpoint(checkpoint);
          } catch (StaleAttempt e) {
            right.checkpoint(checkpoint.generation());
          }
        }
      };
    }
  }

  static class LeavesGaps extends WrongEvents {
    @Override
    Object in(EventLog right) {
      return new Object() {
        public long append(GenerationId generation, List<EventLog.NewEvent> events) {
          List<EventLog.NewEvent> padded = new ArrayList<>(events);
          padded.add(new EventLog.NewEvent("gap", "", Instant.EPOCH));
          return right.append(generation, padded) - 1;
        }

        public List<EventLog.StoredEvent> read(
            OwnerId reader,
            GenerationId generation,
            long after,
            int limit,
            Duration wait,
            Cancellation cancellation) {
          return right.read(reader, generation, after, limit, wait, cancellation).stream()
              .filter(event -> !event.event().type().equals("gap"))
              .toList();
        }
      };
    }
  }

  static class NeverWaits extends WrongEvents {
    @Override
    Object in(EventLog right) {
      return new Object() {
        public List<EventLog.StoredEvent> read(
            OwnerId reader,
            GenerationId generation,
            long after,
            int limit,
            Duration wait,
            Cancellation cancellation) {
          return right.read(reader, generation, after, limit, Duration.ZERO, cancellation);
        }
      };
    }
  }

  static class DeafToCancel extends WrongEvents {
    @Override
    Object in(EventLog right) {
      return new Object() {
        public List<EventLog.StoredEvent> read(
            OwnerId reader,
            GenerationId generation,
            long after,
            int limit,
            Duration wait,
            Cancellation cancellation) {
          Duration shorter =
              wait.compareTo(Duration.ofMillis(50)) < 0 ? wait : Duration.ofMillis(50);
          return right.read(reader, generation, after, limit, shorter, Cancellation.none());
        }
      };
    }
  }

  static class KeepsCheckpoints extends RightStore {
    @Override
    Object wrong(ProjectStore right) {
      List<Generations.Checkpoint> saved = new ArrayList<>();
      Generations generations =
          Tampered.with(
              Generations.class,
              right.generations(),
              new Object() {
                public void saveCheckpoint(Generations.Checkpoint checkpoint) {
                  right.generations().saveCheckpoint(checkpoint);
                  saved.add(checkpoint);
                }

                public Optional<Generations.Checkpoint> checkpoint(GenerationId id) {
                  return saved.stream().filter(row -> row.generation().equals(id)).findFirst();
                }
              });
      return new Object() {
        public Generations generations() {
          return generations;
        }
      };
    }
  }
}
