package io.ollio.testkit.project;

import static io.ollio.testkit.ContractBite.assertCaught;
import static io.ollio.testkit.ContractBite.assertPassed;
import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.OwnerId;
import io.ollio.Page;
import io.ollio.PageRequest;
import io.ollio.project.Message;
import io.ollio.project.Messages;
import io.ollio.project.Project;
import io.ollio.project.ProjectException.RevisionConflict;
import io.ollio.project.ProjectId;
import io.ollio.project.ProjectStore;
import io.ollio.project.Projects;
import io.ollio.project.Version;
import io.ollio.project.Versions;
import io.ollio.testkit.store.Tampered;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every wrong store is caught by a test that the right one passes. */
@SuppressWarnings({"UnusedMethod", "UnusedVariable", "EffectivelyPrivate"}) // Tampered calls them
class ProjectStoreContractBiteTest {
  static Stream<Arguments> bites() {
    return Stream.of(
        Arguments.of(ReadsForAnybody.class, "find_foreignPrivateProject_isEmpty"),
        Arguments.of(ReadsForAnybody.class, "get_unknownOrForeign_throwsProjectNotFound"),
        Arguments.of(ShowsDeleted.class, "find_deletedProject_isEmptyForEverybody"),
        Arguments.of(PagesByOffset.class, "list_rowsAddedMeanwhile_repeatsNothing"),
        Arguments.of(PagesByOffset.class, "list_rowsDeletedMeanwhile_skipsNothing"),
        Arguments.of(LosesUpdates.class, "update_byManyAtOnce_losesNoChange"),
        Arguments.of(WritesForAnybody.class, "append_byAReaderOnly_isForbidden"),
        Arguments.of(AcceptsAnyVersion.class, "append_anyNumberButTheNext_throwsRevisionConflict"),
        Arguments.of(AcceptsAnyVersion.class, "append_byManyAtOnce_lastsForOneOnly"),
        Arguments.of(PurgesAll.class, "purgeDeletedBefore_deletedAtOrAfterTheTime_keepsIt"),
        Arguments.of(ErasesHalf.class, "eraseOwner_removesAllOfTheOwnersProjects"));
  }

  @ParameterizedTest
  @MethodSource("bites")
  void contract_wrongStore_isCaught(Class<?> wrong, String test) {
    assertPassed(RightStore.class, test);
    assertCaught(wrong, test);
  }

  /** Wrong in its projects. */
  abstract static class WrongProjects extends RightStore {
    @Override
    final Object wrong(ProjectStore right) {
      Projects projects = Tampered.with(Projects.class, right.projects(), in(right.projects()));
      return new Object() {
        public Projects projects() {
          return projects;
        }
      };
    }

    abstract Object in(Projects right);
  }

  static class ReadsForAnybody extends WrongProjects {
    @Override
    Object in(Projects right) {
      return new Object() {
        public Optional<Project> find(OwnerId reader, ProjectId id) {
          return Stream.of("ann", "bob", "cat")
              .flatMap(owner -> right.find(OwnerId.of(owner), id).stream())
              .findFirst();
        }
      };
    }
  }

  static class ShowsDeleted extends WrongProjects {
    @Override
    Object in(Projects right) {
      return new Object() {
        public Project update(OwnerId writer, ProjectId id, UnaryOperator<Project> change) {
          return right.update(
              writer, id, row -> change.apply(row).withStatus(Project.Status.ARCHIVED));
        }
      };
    }
  }

  static class PagesByOffset extends WrongProjects {
    @Override
    Object in(Projects right) {
      return new Object() {
        public Page<Project> list(OwnerId owner, Projects.Query query, PageRequest page) {
          int offset = page.after().map(Integer::parseInt).orElse(0);
          PageRequest everything = new PageRequest(page.order(), 1_000, Optional.empty());
          List<Project> all = right.list(owner, query, everything).items();
          int end = Math.min(all.size(), offset + page.size());
          return new Page<>(
              all.subList(Math.min(offset, end), end),
              end < all.size() ? Optional.of(page.after("" + end)) : Optional.empty());
        }
      };
    }
  }

  /** Reads and writes without a lock; two threads are made to read before either writes. */
  static class LosesUpdates extends WrongProjects {
    private final AtomicInteger calls = new AtomicInteger();
    private final CountDownLatch bothHaveRead = new CountDownLatch(2);

    @Override
    Object in(Projects right) {
      return new Object() {
        public Project update(OwnerId writer, ProjectId id, UnaryOperator<Project> change)
            throws InterruptedException {
          Project changed = change.apply(right.getOwned(writer, id));
          if (calls.incrementAndGet() > 1) {
            bothHaveRead.countDown();
            assertThat(bothHaveRead.await(10, TimeUnit.SECONDS)).isTrue();
          }
          return right.update(writer, id, row -> changed);
        }
      };
    }
  }

  static class WritesForAnybody extends RightStore {
    @Override
    Object wrong(ProjectStore right) {
      Messages messages =
          Tampered.with(
              Messages.class,
              right.messages(),
              new Object() {
                public void append(OwnerId writer, Message message) {
                  right
                      .messages()
                      .append(right.projects().get(writer, message.project()).owner(), message);
                }
              });
      return new Object() {
        public Messages messages() {
          return messages;
        }
      };
    }
  }

  static class AcceptsAnyVersion extends RightStore {
    @Override
    Object wrong(ProjectStore right) {
      Versions versions =
          Tampered.with(
              Versions.class,
              right.versions(),
              new Object() {
                public void append(OwnerId writer, Version version) {
                  try {
                    right.versions().append(writer, version);
                  } catch (RevisionConflict e) {
                    right.projects().getOwned(writer, version.project());
                  }
                }
              });
      return new Object() {
        public Versions versions() {
          return versions;
        }
      };
    }
  }

  static class PurgesAll extends RightStore {
    @Override
    Object wrong(ProjectStore right) {
      return new Object() {
        public int purgeDeletedBefore(Instant time) {
          return right.purgeDeletedBefore(Instant.MAX);
        }
      };
    }
  }

  static class ErasesHalf extends RightStore {
    @Override
    Object wrong(ProjectStore right) {
      return new Object() {
        public int eraseOwner(OwnerId owner) {
          List<Project> all =
              right.projects().list(owner, Projects.Query.ALL, PageRequest.newest(99)).items();
          all.forEach(
              project ->
                  right
                      .projects()
                      .update(owner, project.id(), row -> row.withStatus(Project.Status.DELETED)));
          return all.size() + 1;
        }
      };
    }
  }
}
