package io.ollio.project;

import io.ollio.OwnerId;
import java.time.Instant;

/**
 * Everything the library remembers, except credits, owners and the audit trail.
 *
 * <p>Thread-safety: any number of threads. Blocking: yes. Lifetime: the host's. Limits: see the
 * parts. Every read and write names the owner who asks: what belongs to a private project of
 * somebody else is as if it did not exist; public projects can be read by every owner, shared ones
 * by those on their list; writing to either is forbidden to all but their owner. Writes take part
 * in the unit of work that runs on the calling thread.
 */
public interface ProjectStore {
  /** The projects. */
  Projects projects();

  /** The conversations. */
  Messages messages();

  /** The file trees. */
  Versions versions();

  /** The generations and their checkpoints. */
  Generations generations();

  /** What happened in each generation. */
  EventLog events();

  /**
   * Removes for good every project deleted before the time (by {@link Project#updatedAt}), with all
   * it holds; returns how many.
   */
  int purgeDeletedBefore(Instant time);

  /**
   * Removes at once everything of the owner, and the owner from other projects' lists of readers;
   * returns how many projects.
   */
  int eraseOwner(OwnerId owner);
}
