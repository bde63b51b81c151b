package io.ollio.local.memory;

import io.ollio.OwnerId;
import io.ollio.Page;
import io.ollio.PageRequest;
import io.ollio.UnitOfWork;
import io.ollio.project.Message;
import io.ollio.project.MessageId;
import io.ollio.project.Messages;
import io.ollio.project.ProjectException;
import io.ollio.project.ProjectId;
import java.util.Optional;

/** The messages in memory. */
final class StoredMessages implements Messages {
  private final UnitOfWork unitOfWork;
  private final StoreTables tables;

  StoredMessages(UnitOfWork unitOfWork, StoreTables tables) {
    this.unitOfWork = unitOfWork;
    this.tables = tables;
  }

  @Override
  public void append(OwnerId writer, Message message) {
    tables.messages.update(
        table -> {
          tables.getOwned(writer, message.project());
          if (table.has(message.id().value())) {
            throw new ProjectException.KeyInUse("message id", message.id().value());
          }
          return table.with(message);
        });
  }

  @Override
  public Optional<Message> find(OwnerId reader, MessageId id) {
    return tables
        .messages
        .get()
        .find(id.value())
        .filter(message -> tables.isReadable(reader, message.project()));
  }

  @Override
  public Page<Message> list(OwnerId reader, ProjectId project, PageRequest page) {
    tables.getReadable(reader, project);
    return tables.messages.get().page(project.value(), page, message -> true);
  }

  @Override
  public boolean markSeen(OwnerId owner, MessageId id) {
    return unitOfWork.call(
        () -> {
          Optional<Message> unseen = find(owner, id).filter(message -> isUnseenBy(owner, message));
          unseen.ifPresent(
              message -> tables.messages.update(table -> table.with(message.asSeen())));
          return unseen.isPresent();
        });
  }

  private boolean isUnseenBy(OwnerId owner, Message message) {
    return !message.details().seen()
        && tables.getReadable(owner, message.project()).owner().equals(owner);
  }
}
