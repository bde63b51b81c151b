package io.ollio.project;

import io.ollio.OllioException;
import io.ollio.OwnerId;
import org.jspecify.annotations.Nullable;

/** A store operation was refused. The nested types are the cases that callers treat differently. */
public abstract sealed class ProjectException extends OllioException {
  private static final long serialVersionUID = 1L;

  private ProjectException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** There is no such project, or it is somebody else's private one. */
  public static final class ProjectNotFound extends ProjectException {
    private static final long serialVersionUID = 1L;

    /** The id. */
    public ProjectNotFound(ProjectId id) {
      super("There is no project " + id, null);
    }
  }

  /** There is no such generation, or it is in somebody else's private project. */
  public static final class GenerationNotFound extends ProjectException {
    private static final long serialVersionUID = 1L;

    /** The id. */
    public GenerationNotFound(GenerationId id) {
      super("There is no generation " + id, null);
    }
  }

  /** There is no such version, or it is in somebody else's private project. */
  public static final class VersionNotFound extends ProjectException {
    private static final long serialVersionUID = 1L;

    /** The id. */
    public VersionNotFound(VersionId id) {
      super("There is no version " + id, null);
    }
  }

  /** The owner may read the project but not change it, or it is archived. */
  public static final class Forbidden extends ProjectException {
    private static final long serialVersionUID = 1L;

    /** Who may not write where. */
    public Forbidden(OwnerId owner, ProjectId project) {
      this("Owner " + owner + " may read project " + project + ", but not change it");
    }

    /** Another reason. */
    public Forbidden(String message) {
      super(message, null);
    }
  }

  /** Somebody else has stored a version meanwhile. Remedy: start from the new head. */
  public static final class RevisionConflict extends ProjectException {
    private static final long serialVersionUID = 1L;

    /** The version that does not fit. */
    public RevisionConflict(Version version, String problem) {
      super(
          "Version "
              + version.number()
              + " of project "
              + version.project()
              + " cannot be added: "
              + problem,
          null);
    }

    @Override
    public boolean isRetryable() {
      return true;
    }
  }

  /**
   * The generation has ended, or was started again by another worker. Remedy: stop working on it.
   */
  public static final class StaleAttempt extends ProjectException {
    private static final long serialVersionUID = 1L;

    /** The generation and the attempt that is too late. */
    public StaleAttempt(GenerationId id, int attempt) {
      super("Attempt " + attempt + " of generation " + id + " is not the running one", null);
    }
  }

  /** An id or idempotency key is taken. */
  public static final class KeyInUse extends ProjectException {
    private static final long serialVersionUID = 1L;

    /** What kind of key, and its value. */
    public KeyInUse(String kind, String key) {
      super("The " + kind + " " + key + " is in use", null);
    }
  }

  /** The store cannot be reached or is not fit for use; the message says what to do. */
  public static final class StoreUnavailable extends ProjectException {
    private static final long serialVersionUID = 1L;

    private final boolean retryable;

    /** See the type. */
    public StoreUnavailable(String message, boolean retryable, @Nullable Throwable cause) {
      super(message, cause);
      this.retryable = retryable;
    }

    @Override
    public boolean isRetryable() {
      return retryable;
    }
  }
}
