package io.ollio.testkit.project;

import static io.ollio.project.Project.Status.ACTIVE;
import static io.ollio.project.Project.Status.ARCHIVED;
import static io.ollio.project.Project.Status.DELETED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.InvalidInput;
import io.ollio.OwnerId;
import io.ollio.Page;
import io.ollio.PageRequest;
import io.ollio.project.Project;
import io.ollio.project.Project.Sharing;
import io.ollio.project.Projects;
import io.ollio.project.Projects.Query;
import io.ollio.testkit.store.Pages;
import io.ollio.testkit.store.StoreSuite;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How every {@link Projects} lists, and with it every listing by time of creation. */
public abstract class ProjectListingContract extends StoreSuite {
  /** A contract. */
  protected ProjectListingContract() {}

  @Test
  void list_noProject_isOneEmptyPage() {
    assertThat(list(ANN, PageRequest.newest(10)))
        .isEqualTo(new Page<Project>(List.of(), Optional.empty()));
  }

  @Test
  void list_newestFirst_goesByTimeOfCreation() {
    Project first = savedProject(ANN);
    Project second = savedProject(ANN);
    Project third = savedProject(ANN);
    assertThat(list(ANN, PageRequest.newest(10)).items()).containsExactly(third, second, first);
    assertThat(list(ANN, PageRequest.oldest(10)).items()).containsExactly(first, second, third);
  }

  @Test
  void list_rowsAddedInAnotherOrderThanCreated_goesByTimeOfCreation() {
    Project early = samples().project(ANN);
    tick();
    Project late = samples().project(ANN);
    projects().add(late);
    projects().add(early);
    assertThat(list(ANN, PageRequest.oldest(10)).items()).containsExactly(early, late);
  }

  @Test
  void list_sameTimeOfCreation_goesById() {
    Project first = samples().project(ANN);
    Project second = samples().project(ANN);
    Project third = samples().project(ANN);
    List.of(third, first, second).forEach(projects()::add);
    assertThat(walk(PageRequest.oldest(1))).containsExactly(first, second, third);
    assertThat(walk(PageRequest.newest(1))).containsExactly(third, second, first);
  }

  @Test
  void list_inPages_showsEachRowOnce() {
    List<Project> all = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      all.add(savedProject(ANN));
    }
    assertThat(walk(PageRequest.oldest(3))).isEqualTo(all);
    assertThat(list(ANN, PageRequest.oldest(3)).next())
        .contains(PageRequest.oldest(3).after(all.get(2).id().value()));
  }

  @Test
  void list_lastPageExactlyFull_hasNoNext() {
    savedProject(ANN);
    savedProject(ANN);
    assertThat(list(ANN, PageRequest.newest(2)).next()).isEmpty();
  }

  @Test
  void list_rowsAddedMeanwhile_repeatsNothing() {
    Project first = savedProject(ANN);
    Project second = savedProject(ANN);
    Project third = savedProject(ANN);
    Page<Project> page = list(ANN, PageRequest.newest(2));
    savedProject(ANN);
    savedProject(ANN);
    assertThat(page.items()).containsExactly(third, second);
    assertThat(list(ANN, page.next().orElseThrow()).items()).containsExactly(first);
  }

  @Test
  void list_rowsDeletedMeanwhile_skipsNothing() {
    Project first = savedProject(ANN);
    Project second = savedProject(ANN);
    Project third = savedProject(ANN);
    Page<Project> page = list(ANN, PageRequest.newest(2));
    delete(third);
    delete(second);
    assertThat(list(ANN, page.next().orElseThrow()).items()).containsExactly(first);
  }

  @Test
  void list_positionUnknown_isRefused() {
    savedProject(ANN);
    assertThatThrownBy(() -> list(ANN, PageRequest.newest(2).after("nowhere")))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("page position");
  }

  @Test
  void list_positionOfAnotherOwner_isRefused() {
    savedProject(ANN);
    Project foreign = savedProject(BOB, Sharing.PUBLIC);
    assertThatThrownBy(() -> list(ANN, PageRequest.newest(2).after(foreign.id().value())))
        .isInstanceOf(InvalidInput.class);
  }

  @Test
  void list_projectsOfOthers_areNotShownEvenWhenReadable() {
    savedProject(BOB, Sharing.PUBLIC);
    savedProject(BOB, Sharing.with(Set.of(ANN)));
    Project own = savedProject(ANN);
    savedProject(OwnerId.of("ann2"));
    assertThat(list(ANN, PageRequest.newest(10)).items()).containsExactly(own);
  }

  @Test
  void list_byStatus_showsThoseOnly() {
    Project active = savedProject(ANN);
    Project archived = savedProject(ANN);
    Project after = projects().update(ANN, archived.id(), row -> row.withStatus(ARCHIVED));
    assertThat(list(new Query("", Set.of(ACTIVE)))).containsExactly(active);
    assertThat(list(new Query("", Set.of(ARCHIVED)))).containsExactly(after);
    assertThat(list(Query.ALL)).containsExactly(after, active);
    assertThat(list(new Query("", Set.of()))).isEmpty();
  }

  @Test
  void list_deletedProjects_areNeverShown() {
    deletedProject(ANN);
    assertThat(list(new Query("", Set.of(ACTIVE, ARCHIVED, DELETED)))).isEmpty();
  }

  @Test
  void list_byName_findsPartsInAnyCase() {
    Project login = named("Login form");
    Project blog = named("My BLOG login");
    named("Shop");
    assertThat(list(named("LoGiN", ACTIVE))).containsExactly(blog, login);
    assertThat(list(named("blog", ACTIVE))).containsExactly(blog);
    assertThat(list(named("blog", ARCHIVED))).isEmpty();
  }

  @Test
  void list_byNameWithSigns_takesThemAsTheyAre() {
    Project percent = named("100% sure");
    Project underscore = named("snake_case");
    Project backslash = named("C:\\temp");
    Project quote = named("Ann's page");
    assertThat(list(named("%", ACTIVE))).containsExactly(percent);
    assertThat(list(named("_", ACTIVE))).containsExactly(underscore);
    assertThat(list(named("\\", ACTIVE))).containsExactly(backslash);
    assertThat(list(named("'", ACTIVE))).containsExactly(quote);
    assertThat(list(named("100%%", ACTIVE))).isEmpty();
  }

  @Test
  void list_byNameInPages_showsEachMatchOnce() {
    Project first = named("match 1");
    named("other 1");
    named("other 2");
    Project second = named("match 2");
    named("other 3");
    Query query = named("match", ACTIVE);
    Page<Project> page = projects().list(ANN, query, PageRequest.newest(1));
    assertThat(page.items()).containsExactly(second);
    Page<Project> next = projects().list(ANN, query, page.next().orElseThrow());
    assertThat(next).isEqualTo(new Page<>(List.of(first), Optional.empty()));
  }

  private Projects projects() {
    return store().projects();
  }

  private Page<Project> list(OwnerId owner, PageRequest page) {
    return projects().list(owner, Query.ALL, page);
  }

  private List<Project> list(Query query) {
    return projects().list(ANN, query, PageRequest.newest(10)).items();
  }

  private List<Project> walk(PageRequest first) {
    return Pages.walk(first, page -> list(ANN, page));
  }

  private static Query named(String name, Project.Status status) {
    return new Query(name, Set.of(status));
  }

  private Project named(String name) {
    tick();
    Project project = samples().project(ANN, name);
    projects().add(project);
    return project;
  }
}
