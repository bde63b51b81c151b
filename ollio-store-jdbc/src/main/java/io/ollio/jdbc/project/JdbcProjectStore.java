package io.ollio.jdbc.project;

import io.ollio.OwnerId;
import io.ollio.jdbc.notify.Signals;
import io.ollio.jdbc.sql.Session;
import io.ollio.jdbc.sql.Sql;
import io.ollio.project.EventLog;
import io.ollio.project.Generations;
import io.ollio.project.Messages;
import io.ollio.project.Project;
import io.ollio.project.ProjectStore;
import io.ollio.project.Projects;
import io.ollio.project.Versions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** A project store in a database that any number of processes share. */
public final class JdbcProjectStore implements ProjectStore {
  private static final int PROJECTS_AT_ONCE = 500;

  private final Sql sql;
  private final Waiters waiters;
  private final JdbcProjects projects;
  private final JdbcMessages messages;
  private final JdbcVersions versions;
  private final JdbcGenerations generations;
  private final JdbcEventLog events;

  /**
   * A store.
   *
   * @param cipher encrypts what people and models have written
   * @param signals tell other processes of new events; not closed here
   * @param pollInterval how often to look for events of other processes where signals do not reach
   */
  public JdbcProjectStore(
      Sql sql, InstantSource clock, BodyCipher cipher, Signals signals, Duration pollInterval) {
    SealedText texts = new SealedText(cipher);
    Trees trees = new Trees(texts);
    this.sql = sql;
    this.waiters = new Waiters(signals, pollInterval);
    this.projects = new JdbcProjects(sql, clock, waiters::wakeAll);
    this.messages = new JdbcMessages(sql, texts);
    this.versions = new JdbcVersions(sql, texts, trees);
    this.generations = new JdbcGenerations(sql, texts, trees);
    this.events = new JdbcEventLog(sql, texts, waiters);
  }

  @Override
  public Projects projects() {
    return projects;
  }

  @Override
  public Messages messages() {
    return messages;
  }

  @Override
  public Versions versions() {
    return versions;
  }

  @Override
  public Generations generations() {
    return generations;
  }

  @Override
  public EventLog events() {
    return events;
  }

  @Override
  public int purgeDeletedBefore(Instant time) {
    return sql.write(
        session ->
            remove(
                session,
                session.list(
                    "select id from ollio_project where status = ? and updated_at < ?"
                        + session.dialect().lock(),
                    (row, context) -> row.getString(1),
                    Project.Status.DELETED,
                    time)));
  }

  @Override
  public int eraseOwner(OwnerId owner) {
    return sql.write(
        session -> {
          session.update("delete from ollio_project_reader where owner = ?", owner.value());
          return remove(
              session,
              session.list(
                  "select id from ollio_project where owner = ?" + session.dialect().lock(),
                  (row, context) -> row.getString(1),
                  owner.value()));
        });
  }

  /** What a project holds goes with it, by the foreign keys. */
  private int remove(Session session, List<String> ids) {
    for (List<String> chunk : Session.chunks(ids, PROJECTS_AT_ONCE)) {
      session.update(
          "delete from ollio_project where id in " + Session.marks(chunk.size()), chunk.toArray());
    }
    sql.unitOfWork().afterCommit(waiters::wakeAll);
    return ids.size();
  }
}
