package io.ollio.project;

import io.ollio.OwnerId;
import io.ollio.Page;
import io.ollio.PageRequest;
import java.util.Optional;

/** The messages of a {@link ProjectStore}, whose rules on threads and owners apply. */
public interface Messages {
  /**
   * Adds a message with its fragments to the end of the conversation.
   *
   * @throws ProjectException.ProjectNotFound see {@link Projects#getOwned}
   * @throws ProjectException.Forbidden see {@link Projects#getOwned}
   * @throws ProjectException.KeyInUse when the id is taken
   */
  void append(OwnerId writer, Message message);

  /** The message with its fragments, when the reader may read its project. */
  Optional<Message> find(OwnerId reader, MessageId id);

  /**
   * The messages of a project with their fragments; the page's position is a message's id.
   *
   * @throws ProjectException.ProjectNotFound when the reader may not know the project
   */
  Page<Message> list(OwnerId reader, ProjectId project, PageRequest page);

  /** Marks a message as seen; tells whether it was unseen. Nothing happens to one not owned. */
  boolean markSeen(OwnerId owner, MessageId id);
}
