package io.ollio.project;

import io.ollio.InvalidInput;
import io.ollio.OwnerId;
import io.ollio.StorableText;
import java.time.Instant;
import java.util.Set;

/**
 * A project: one component or site that grows version by version.
 *
 * @param id its id
 * @param owner whose it is
 * @param name 1 to {@value #MAX_NAME_LENGTH} characters
 * @param description at most {@value #MAX_DESCRIPTION_LENGTH} characters; may be empty
 * @param status where it stands
 * @param sharing who else may read it
 * @param createdAt when it was made
 * @param updatedAt when it was last changed
 */
public record Project(
    ProjectId id,
    OwnerId owner,
    String name,
    String description,
    Status status,
    Sharing sharing,
    Instant createdAt,
    Instant updatedAt) {
  /** Longest name, in characters. */
  public static final int MAX_NAME_LENGTH = 200;

  /** Longest description, in characters. */
  public static final int MAX_DESCRIPTION_LENGTH = 5_000;

  /** Where a project stands. */
  public enum Status {
    /** In use. */
    ACTIVE,
    /** Put aside; can be read, takes no prompts. */
    ARCHIVED,
    /** Hidden from everybody; removed for good after the retention. */
    DELETED
  }

  /**
   * Who else may read.
   *
   * @param visibility who in general
   * @param readers owners who may read when shared; empty otherwise
   */
  public record Sharing(Visibility visibility, Set<OwnerId> readers) {
    /** Only the owner. */
    public static final Sharing PRIVATE = new Sharing(Visibility.PRIVATE, Set.of());

    /** Every owner. */
    public static final Sharing PUBLIC = new Sharing(Visibility.PUBLIC, Set.of());

    /** Checks and copies. */
    public Sharing {
      readers = Set.copyOf(readers);
      InvalidInput.check(
          visibility == Visibility.SHARED || readers.isEmpty(),
          "readers",
          "are named though the project is " + visibility);
    }

    /** The owner and those named. */
    public static Sharing with(Set<OwnerId> readers) {
      return new Sharing(Visibility.SHARED, readers);
    }
  }

  /** Who may read in general. */
  public enum Visibility {
    /** Only the owner. */
    PRIVATE,
    /** Every owner. */
    PUBLIC,
    /** Those on the list. */
    SHARED
  }

  /** Checks the texts. */
  public Project {
    InvalidInput.text(name, "project name", MAX_NAME_LENGTH);
    InvalidInput.check(
        description.length() <= MAX_DESCRIPTION_LENGTH,
        "project description",
        "has " + description.length() + " characters, more than " + MAX_DESCRIPTION_LENGTH);
    StorableText.check(description, "project description");
  }

  /** Whether the owner may read this project. */
  public boolean isReadableBy(OwnerId reader) {
    return status != Status.DELETED
        && (owner.equals(reader)
            || sharing.visibility() == Visibility.PUBLIC
            || sharing.readers().contains(reader));
  }

  /** This project under another name and description. */
  public Project withName(String newName, String newDescription) {
    return new Project(id, owner, newName, newDescription, status, sharing, createdAt, updatedAt);
  }

  /** This project with another status. */
  public Project withStatus(Status other) {
    return new Project(id, owner, name, description, other, sharing, createdAt, updatedAt);
  }

  /** This project with other readers. */
  public Project withSharing(Sharing other) {
    return new Project(id, owner, name, description, status, other, createdAt, updatedAt);
  }

  /** This project as changed at the time. */
  public Project updatedAt(Instant time) {
    return new Project(id, owner, name, description, status, sharing, createdAt, time);
  }
}
