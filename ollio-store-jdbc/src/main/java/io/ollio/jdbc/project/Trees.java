package io.ollio.jdbc.project;

import io.ollio.file.FileContent;
import io.ollio.file.FilePath;
import io.ollio.file.FileTree;
import io.ollio.jdbc.sql.Dialect;
import io.ollio.jdbc.sql.Session;
import io.ollio.project.ProjectException.StoreUnavailable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * File trees in the database: a row for each file with the hash of its content, and each content
 * once for a project. Whoever stores or sweeps contents of a project locks its row first.
 */
final class Trees {
  private static final int HASHES_AT_ONCE = 500;

  private final SealedText texts;

  Trees(SealedText texts) {
    this.texts = texts;
  }

  /** Which table says what files there are. */
  enum Kind {
    VERSION("ollio_version_file", "version"),
    CHECKPOINT("ollio_checkpoint_file", "generation");

    private final String table;
    private final String column;

    Kind(String table, String column) {
      this.table = table;
      this.column = column;
    }
  }

  /** Stores the files of a tree that has none yet. */
  void add(Session session, Kind kind, String project, String owner, FileTree tree) {
    Map<String, FileContent> contents = new LinkedHashMap<>();
    List<Object[]> rows = new ArrayList<>();
    tree.files()
        .forEach(
            (path, content) -> {
              String hash = content.sha256();
              contents.put(hash, content);
              rows.add(new Object[] {owner, rows.size(), path.value(), hash});
            });
    addBodies(session, project, contents);
    session.batch(
        "insert into "
            + kind.table
            + " ("
            + kind.column
            + ", place, path, hash) values"
            + " (?, ?, ?, ?)",
        rows);
  }

  /** Forgets the files of a tree; their contents stay until {@link #sweep}. */
  void remove(Session session, Kind kind, String owner) {
    session.update("delete from " + kind.table + " where " + kind.column + " = ?", owner);
  }

  /** The files of a tree. */
  FileTree find(Session session, Kind kind, String project, String owner) {
    Map<FilePath, String> hashes = new LinkedHashMap<>();
    session.list(
        "select path, hash from " + kind.table + " where " + kind.column + " = ? order by place",
        (row, context) -> hashes.put(FilePath.of(row.getString(1)), row.getString(2)),
        owner);
    // Not a join: without statistics the planner may compare each file with each content.
    Map<String, FileContent> contents = new HashMap<>();
    for (List<String> chunk : chunks(hashes.values())) {
      session.list(
          "select hash, sealed, content from ollio_body where project = ? and "
              + session.among("hash", chunk.size()),
          (row, context) ->
              contents.put(
                  row.getString(1),
                  FileContent.of(texts.unseal(row.getBytes(3), row.getBoolean(2)))),
          values(session, project, chunk));
    }
    TreeMap<FilePath, FileContent> files = new TreeMap<>();
    hashes.forEach((path, hash) -> files.put(path, content(contents, path, hash)));
    return FileTree.of(files);
  }

  /** Keeps others from storing and sweeping contents of the project until this commits. */
  static void lock(Session session, String project) {
    session.list(
        "select id from ollio_project where id = ?" + session.dialect().lock(),
        (row, context) -> Boolean.TRUE,
        project);
  }

  /** Removes the contents that no version and no checkpoint of the project needs. */
  static void sweep(Session session, String project) {
    lock(session, project);
    if (session.dialect() == Dialect.POSTGRESQL) {
      session.update(
          "delete from ollio_body where project = ?"
              + " and not exists (select 1 from ollio_version v join ollio_version_file f"
              + " on f.version = v.id where v.project = ollio_body.project"
              + " and f.hash = ollio_body.hash)"
              + " and not exists (select 1 from ollio_generation g join ollio_checkpoint_file c"
              + " on c.generation = g.id where g.project = ollio_body.project"
              + " and c.hash = ollio_body.hash)",
          project);
    } else { // and so these two do not compare each content with each file
      session.update(
          (session.dialect() == Dialect.MARIADB ? "delete b" : "delete")
              + " from ollio_body b where b.project = ?"
              + " and b.hash not in (select f.hash from ollio_version v join ollio_version_file f"
              + " on f.version = v.id where v.project = ?)"
              + " and b.hash not in (select c.hash from ollio_generation g"
              + " join ollio_checkpoint_file c on c.generation = g.id where g.project = ?)",
          project,
          project,
          project);
    }
  }

  private void addBodies(Session session, String project, Map<String, FileContent> contents) {
    Set<String> known = new HashSet<>();
    for (List<String> chunk : chunks(contents.keySet())) {
      known.addAll(
          session.list(
              "select hash from ollio_body where project = ? and "
                  + session.among("hash", chunk.size()),
              (row, context) -> row.getString(1),
              values(session, project, chunk)));
    }
    List<Object[]> rows = new ArrayList<>();
    contents.forEach(
        (hash, content) -> {
          if (!known.contains(hash)) {
            rows.add(new Object[] {project, hash, texts.isSealing(), texts.seal(content.bytes())});
          }
        });
    session.batch(
        "insert into ollio_body (project, hash, sealed, content) values (?, ?, ?, ?)", rows);
  }

  private static FileContent content(
      Map<String, FileContent> contents, FilePath path, String hash) {
    FileContent content = contents.get(hash);
    if (content == null) {
      throw new StoreUnavailable(
          "The content " + hash + " of the file " + path + " was removed while it was read",
          true,
          null);
    }
    return content;
  }

  private static List<List<String>> chunks(Collection<String> hashes) {
    return Session.chunks(List.copyOf(new LinkedHashSet<>(hashes)), HASHES_AT_ONCE);
  }

  private static Object[] values(Session session, String project, List<String> hashes) {
    List<Object> values = new ArrayList<>(List.of(project));
    values.addAll(session.amongValues(hashes));
    return values.toArray();
  }
}
