package io.ollio.testkit.project;

import static io.ollio.project.Project.Status.ACTIVE;
import static io.ollio.project.Project.Status.ARCHIVED;
import static io.ollio.project.Project.Status.DELETED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.OwnerId;
import io.ollio.project.Project;
import io.ollio.project.Project.Sharing;
import io.ollio.project.ProjectException.Forbidden;
import io.ollio.project.ProjectException.KeyInUse;
import io.ollio.project.ProjectException.ProjectNotFound;
import io.ollio.project.ProjectId;
import io.ollio.project.Projects;
import io.ollio.testkit.store.Race;
import io.ollio.testkit.store.StoreSuite;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every {@link Projects} does, apart from listing: see {@link ProjectListingContract}. */
public abstract class ProjectsContract extends StoreSuite {
  /** A contract. */
  protected ProjectsContract() {}

  @Test
  void find_ownProject_returnsAllOfIt() {
    Project project = samples().project(ANN).withSharing(Sharing.with(Set.of(BOB, CAT)));
    projects().add(project);
    assertThat(projects().find(ANN, project.id())).contains(project);
  }

  @Test
  void find_strangeTexts_returnsThemUnchanged() {
    String name = "  Ünï'cødé \"\\ % _ :name ? 😀 e\u0301 — ";
    Project project =
        samples().project(ANN, name).withName(name, "line\r\nline\t\u2028" + "x".repeat(4_900));
    projects().add(project);
    assertThat(projects().find(ANN, project.id())).contains(project);
  }

  @Test
  void find_longestTexts_returnsThem() {
    Project project = samples().project(ANN).withName("😀".repeat(100), "é".repeat(5_000));
    projects().add(project);
    assertThat(projects().find(ANN, project.id())).contains(project);
  }

  @Test
  void find_unknown_isEmpty() {
    assertThat(projects().find(ANN, new ProjectId("nowhere"))).isEmpty();
  }

  @Test
  void find_foreignPrivateProject_isEmpty() {
    Project project = savedProject(ANN);
    assertThat(projects().find(BOB, project.id())).isEmpty();
  }

  @Test
  void find_publicProject_worksForEverybody() {
    Project project = savedProject(ANN, Sharing.PUBLIC);
    assertThat(projects().find(BOB, project.id())).contains(project);
  }

  @Test
  void find_sharedProject_worksForThoseListedOnly() {
    Project project = savedProject(ANN, Sharing.with(Set.of(BOB)));
    assertThat(projects().find(BOB, project.id())).contains(project);
    assertThat(projects().find(ANN, project.id())).contains(project);
    assertThat(projects().find(CAT, project.id())).isEmpty();
  }

  @Test
  void find_archivedProject_worksAsBefore() {
    Project project = savedProject(ANN);
    Project archived = change(ANN, project, ARCHIVED);
    assertThat(projects().find(ANN, project.id())).contains(archived);
    assertThat(archived.status()).isEqualTo(ARCHIVED);
  }

  @Test
  void find_deletedProject_isEmptyForEverybody() {
    Project project = savedProject(ANN, Sharing.PUBLIC);
    change(ANN, project, DELETED);
    assertThat(projects().find(ANN, project.id())).isEmpty();
    assertThat(projects().find(BOB, project.id())).isEmpty();
  }

  @Test
  void find_idOfOtherCaseOrTrailingBlank_isEmpty() {
    Project lower = samples().project(ANN);
    projects().add(lower);
    assertThat(projects().find(ANN, new ProjectId(lower.id().value() + " "))).isEmpty();
    assertThat(projects().find(OwnerId.of("ANN"), lower.id())).isEmpty();
    assertThat(projects().find(OwnerId.of("ann "), lower.id())).isEmpty();
  }

  @Test
  void get_unknownOrForeign_throwsProjectNotFound() {
    Project project = savedProject(ANN);
    assertThatThrownBy(() -> projects().get(BOB, project.id()))
        .isInstanceOf(ProjectNotFound.class)
        .hasMessageContaining(project.id().value());
  }

  @Test
  void getOwned_foreignPublic_isForbidden() {
    Project project = savedProject(ANN, Sharing.PUBLIC);
    assertThat(projects().getOwned(ANN, project.id())).isEqualTo(project);
    assertThatThrownBy(() -> projects().getOwned(BOB, project.id())).isInstanceOf(Forbidden.class);
  }

  @Test
  void add_takenId_throwsKeyInUseAndLeavesTheFirst() {
    Project first = savedProject(ANN);
    Project second = copy(first, BOB, "Other");
    assertThatThrownBy(() -> projects().add(second))
        .isInstanceOf(KeyInUse.class)
        .hasMessageContaining(first.id().value());
    assertThat(projects().find(ANN, first.id())).contains(first);
    assertThat(projects().find(BOB, first.id())).isEmpty();
  }

  @Test
  void add_idOfDeletedProject_throwsKeyInUse() {
    Project deleted = deletedProject(ANN);
    assertThatThrownBy(() -> projects().add(copy(deleted, ANN, "Again")))
        .isInstanceOf(KeyInUse.class);
  }

  @Test
  void update_ownProject_storesAndReturnsTheChangeAsOfNow() {
    Project project = savedProject(ANN);
    tick();
    Project changed =
        projects()
            .update(
                ANN,
                project.id(),
                row -> row.withName("New", "Text").withSharing(Sharing.with(Set.of(BOB))));
    Project expected =
        project
            .withName("New", "Text")
            .withSharing(Sharing.with(Set.of(BOB)))
            .updatedAt(time().instant());
    assertThat(changed).isEqualTo(expected);
    assertThat(projects().find(ANN, project.id())).contains(expected);
  }

  @Test
  void update_sharedToPrivate_forgetsTheReaders() {
    Project project = savedProject(ANN, Sharing.with(Set.of(BOB)));
    projects().update(ANN, project.id(), row -> row.withSharing(Sharing.PRIVATE));
    assertThat(projects().get(ANN, project.id()).sharing()).isEqualTo(Sharing.PRIVATE);
    assertThat(projects().find(BOB, project.id())).isEmpty();
  }

  @Test
  void update_thatTouchesIdOwnerOrCreation_leavesThem() {
    Project project = savedProject(ANN);
    Project changed =
        projects()
            .update(
                ANN,
                project.id(),
                row -> {
                  Project other = samples().project(BOB, "Renamed");
                  return new Project(
                      other.id(),
                      BOB,
                      "Renamed",
                      "",
                      ACTIVE,
                      Sharing.PRIVATE,
                      Instant.EPOCH,
                      Instant.EPOCH);
                });
    assertThat(changed).isEqualTo(project.withName("Renamed", "").updatedAt(time().instant()));
    assertThat(projects().find(ANN, project.id())).contains(changed);
  }

  @Test
  void update_whoseChangeThrows_changesNothing() {
    Project project = savedProject(ANN);
    assertThatThrownBy(
            () ->
                projects()
                    .update(
                        ANN,
                        project.id(),
                        row -> {
                          throw new IllegalStateException("no");
                        }))
        .hasMessage("no");
    assertThat(projects().find(ANN, project.id())).contains(project);
  }

  @Test
  void update_unknownForeignOrDeleted_throwsProjectNotFound() {
    Project foreign = savedProject(ANN);
    Project deleted = deletedProject(BOB);
    assertThatThrownBy(() -> rename(BOB, new ProjectId("nowhere")))
        .isInstanceOf(ProjectNotFound.class);
    assertThatThrownBy(() -> rename(BOB, foreign.id())).isInstanceOf(ProjectNotFound.class);
    assertThatThrownBy(() -> rename(BOB, deleted.id())).isInstanceOf(ProjectNotFound.class);
    assertThat(projects().find(ANN, foreign.id())).contains(foreign);
  }

  @Test
  void update_foreignReadable_isForbidden() {
    Project open = savedProject(ANN, Sharing.PUBLIC);
    Project shared = savedProject(ANN, Sharing.with(Set.of(BOB)));
    assertThatThrownBy(() -> rename(BOB, open.id())).isInstanceOf(Forbidden.class);
    assertThatThrownBy(() -> rename(BOB, shared.id())).isInstanceOf(Forbidden.class);
    assertThat(projects().find(BOB, open.id())).contains(open);
    assertThat(projects().find(BOB, shared.id())).contains(shared);
  }

  @Test
  void update_byManyAtOnce_losesNoChange() throws InterruptedException {
    Project project = savedProject(ANN);
    projects().update(ANN, project.id(), row -> row.withName("n", ""));
    Race.between(
        8,
        racer -> {
          for (int i = 0; i < 10; i++) {
            projects().update(ANN, project.id(), row -> row.withName("n", row.description() + "x"));
          }
          return racer;
        });
    assertThat(projects().get(ANN, project.id()).description()).isEqualTo("x".repeat(80));
  }

  private Projects projects() {
    return store().projects();
  }

  private Project change(OwnerId owner, Project project, Project.Status status) {
    return projects().update(owner, project.id(), row -> row.withStatus(status));
  }

  private Project rename(OwnerId writer, ProjectId id) {
    return projects().update(writer, id, row -> row.withName("Stolen", ""));
  }

  private static Project copy(Project first, OwnerId owner, String name) {
    return new Project(
        first.id(), owner, name, "", ACTIVE, Sharing.PRIVATE, first.createdAt(), first.updatedAt());
  }
}
