package io.ollio.jdbc.project;

import io.ollio.OwnerId;
import io.ollio.Page;
import io.ollio.PageRequest;
import io.ollio.file.FilePath;
import io.ollio.jdbc.sql.Columns;
import io.ollio.jdbc.sql.Listing;
import io.ollio.jdbc.sql.Session;
import io.ollio.jdbc.sql.Sql;
import io.ollio.project.Message;
import io.ollio.project.Message.Fragment;
import io.ollio.project.MessageId;
import io.ollio.project.Messages;
import io.ollio.project.ProjectException.KeyInUse;
import io.ollio.project.ProjectId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The messages in the database: one query for a page of them, one for all their fragments. */
final class JdbcMessages implements Messages {
  private static final String COLUMNS =
      "m.id, m.project, m.author, m.content, m.preview_url, m.token_count, m.seen, m.created_at";

  private final Sql sql;
  private final SealedText texts;
  private final Listing<Message> listing;

  JdbcMessages(Sql sql, SealedText texts) {
    this.sql = sql;
    this.texts = texts;
    this.listing =
        new Listing<>(
            COLUMNS,
            "ollio_message m join ollio_project p on p.id = m.project",
            "m.project = ? and " + Access.READABLE,
            "m.created_at",
            "m.id",
            (row, context) -> read(row),
            message -> message.id().value());
  }

  @Override
  public void append(OwnerId writer, Message message) {
    sql.run(
        session -> {
          Access.checkOwned(session, writer, message.project());
          boolean isNew =
              session.insertIfNew(
                  "insert into ollio_message (id, project, author, content, preview_url,"
                      + " token_count, seen, created_at) values (?, ?, ?, ?, ?, ?, ?, ?)",
                  message.id().value(),
                  message.project().value(),
                  message.role(),
                  texts.seal(message.content()),
                  message.details().previewUrl(),
                  message.details().tokenCount(),
                  message.details().seen(),
                  message.createdAt());
          if (!isNew) {
            throw new KeyInUse("message id", message.id().value());
          }
          addFragments(session, message);
        });
  }

  @Override
  public Optional<Message> find(OwnerId reader, MessageId id) {
    return sql.read(
        session ->
            withFragments(
                    session,
                    session.list(
                        "select "
                            + COLUMNS
                            + " from ollio_message m join ollio_project p on p.id = m.project"
                            + " where m.id = ? and "
                            + Access.READABLE,
                        (row, context) -> read(row),
                        id.value(),
                        reader.value(),
                        reader.value()))
                .stream()
                .findFirst());
  }

  @Override
  public Page<Message> list(OwnerId reader, ProjectId project, PageRequest page) {
    return sql.read(
        session -> {
          Page<Message> rows = Access.page(session, listing, page, reader, project);
          return new Page<>(withFragments(session, rows.items()), rows.next());
        });
  }

  @Override
  public boolean markSeen(OwnerId owner, MessageId id) {
    return sql.write(
        session ->
            session.update(
                    "update ollio_message set seen = true where id = ? and seen = false and exists"
                        + " (select 1 from ollio_project p where p.id = project and p.owner = ?"
                        + " and p.status <> 'DELETED')",
                    id.value(),
                    owner.value())
                == 1);
  }

  private void addFragments(Session session, Message message) {
    List<Object[]> rows = new ArrayList<>();
    for (Fragment fragment : message.fragments()) {
      rows.add(
          new Object[] {
            message.id().value(),
            rows.size(),
            fragment.filename().value(),
            fragment.format(),
            texts.seal(fragment.code()),
            fragment.sizeBytes()
          });
    }
    session.batch(
        "insert into ollio_fragment (message, place, filename, format, code, size_bytes) values"
            + " (?, ?, ?, ?, ?, ?)",
        rows);
  }

  private List<Message> withFragments(Session session, List<Message> messages) {
    Map<String, List<Fragment>> fragments = new HashMap<>();
    for (List<Message> chunk : Session.chunks(messages, 500)) {
      List<String> ids = chunk.stream().map(message -> message.id().value()).toList();
      session.list(
          "select f.message, f.filename, f.format, f.code, f.size_bytes from ollio_fragment f where "
              + session.among("f.message", ids.size())
              + " order by f.message, f.place",
          (row, context) ->
              fragments
                  .computeIfAbsent(row.getString(1), id -> new ArrayList<>())
                  .add(readFragment(row)),
          session.amongValues(ids).toArray());
    }
    return messages.stream()
        .map(message -> with(message, fragments.getOrDefault(message.id().value(), List.of())))
        .toList();
  }

  private static Message with(Message message, List<Fragment> fragments) {
    return fragments.isEmpty()
        ? message
        : new Message(
            message.id(),
            message.project(),
            message.role(),
            message.content(),
            fragments,
            message.details(),
            message.createdAt());
  }

  private Message read(ResultSet row) throws SQLException {
    return new Message(
        new MessageId(row.getString(1)),
        new ProjectId(row.getString(2)),
        Message.Role.valueOf(row.getString(3)),
        texts.unseal(row.getString(4)),
        List.of(),
        new Message.Details(Columns.optionalText(row, 5), row.getLong(6), row.getBoolean(7)),
        Columns.time(row, 8));
  }

  private Fragment readFragment(ResultSet row) throws SQLException {
    return new Fragment(
        FilePath.of(row.getString(2)),
        row.getString(3),
        texts.unseal(row.getString(4)),
        row.getLong(5));
  }
}
