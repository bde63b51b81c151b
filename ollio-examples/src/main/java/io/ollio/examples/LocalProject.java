package io.ollio.examples;

import io.ollio.Ollio;
import io.ollio.OwnerId;
import io.ollio.PageRequest;
import io.ollio.credit.Credits;
import io.ollio.credit.Plan;
import io.ollio.file.FileTree;
import io.ollio.generation.Storage;
import io.ollio.jdbc.EmbeddedDatabase;
import io.ollio.jdbc.JdbcSettings;
import io.ollio.jdbc.JdbcSettings.Access;
import io.ollio.jdbc.JdbcStorage;
import io.ollio.project.Generation;
import io.ollio.project.Project;
import io.ollio.project.Projects;
import io.ollio.project.Version;
import java.time.Duration;
import java.util.Optional;

/**
 * The project of a folder, in a database file beside the component: the next run goes on from its
 * newest version and knows what was said.
 */
final class LocalProject implements AutoCloseable {
  private static final OwnerId OWNER = Ollio.LOCAL_OWNER;
  private static final int LATEST = 20;

  /** Nobody counts the credits of somebody who works alone. */
  private static final Plan UNCOUNTED =
      new Plan("local", Credits.of(1_000_000_000), Duration.ofDays(1));

  private final EmbeddedDatabase database;
  private final JdbcStorage jdbc;

  private LocalProject(EmbeddedDatabase database, JdbcStorage jdbc) {
    this.database = database;
    this.jdbc = jdbc;
  }

  static LocalProject in(OutputFolder folder) {
    EmbeddedDatabase database = EmbeddedDatabase.at(folder.database());
    try {
      Access access = new Access(UNCOUNTED, Access.DEFAULT.permits(), Access.DEFAULT.period());
      JdbcSettings settings = JdbcSettings.DEFAULT.withAccess(access);
      return new LocalProject(database, JdbcStorage.open(database.dataSource(), settings));
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  Storage storage() {
    return jdbc.storage();
  }

  /**
   * The folder's project with the folder's files as its newest version: what the user has changed
   * by hand becomes one. An empty folder begins anew.
   */
  Project resume(Ollio ollio, OutputFolder folder) {
    FileTree files = folder.read();
    Optional<Project> known = files.isEmpty() ? Optional.empty() : newest();
    known.ifPresent(project -> endLost(ollio, project));
    Project project =
        known.orElseGet(() -> ollio.createProject(OWNER, folder.path().getFileName().toString()));
    FileTree head =
        ollio
            .store()
            .versions()
            .head(OWNER, project.id())
            .map(Version::files)
            .orElse(FileTree.empty());
    if (!files.equals(head)) {
      ollio.importFiles(OWNER, project.id(), files, "The component as it was in the folder");
    }
    return project;
  }

  private Optional<Project> newest() {
    return storage()
        .projects()
        .projects()
        .list(OWNER, Projects.Query.ALL, PageRequest.newest(1))
        .items()
        .stream()
        .findFirst();
  }

  /** What an earlier run was doing when it was killed is over. */
  private void endLost(Ollio ollio, Project project) {
    for (Generation generation :
        storage()
            .projects()
            .generations()
            .list(OWNER, project.id(), PageRequest.newest(LATEST))
            .items()) {
      if (!generation.state().status().isFinal()) {
        ollio.cancel(OWNER, generation.id());
      }
    }
  }

  @Override
  public void close() {
    jdbc.close();
    database.close();
  }
}
