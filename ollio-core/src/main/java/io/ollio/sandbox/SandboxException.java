package io.ollio.sandbox;

import io.ollio.OllioException;
import org.jspecify.annotations.Nullable;

/** A sandbox operation failed. The nested types are the cases that callers treat differently. */
public abstract sealed class SandboxException extends OllioException {
  private static final long serialVersionUID = 1L;

  private SandboxException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** The sandbox is closed, expired, lost or unknown. Remedy: open a new one and fill it again. */
  public static final class SandboxGone extends SandboxException {
    private static final long serialVersionUID = 1L;

    /** See the type. */
    public SandboxGone(String message, @Nullable Throwable cause) {
      super(message, cause);
    }

    /** The sandbox with this id. */
    public SandboxGone(SandboxId id) {
      this("Sandbox " + id + " is closed or has expired", null);
    }
  }

  /** No sandbox can be had now: provider down, overloaded, or its quota used up. */
  public static final class SandboxUnavailable extends SandboxException {
    private static final long serialVersionUID = 1L;

    private final boolean retryable;

    /** See the type. */
    public SandboxUnavailable(String message, boolean retryable, @Nullable Throwable cause) {
      super(message, cause);
      this.retryable = retryable;
    }

    @Override
    public boolean isRetryable() {
      return retryable;
    }
  }

  /** The provider refuses the key. Remedy: check the key. */
  public static final class AuthenticationFailed extends SandboxException {
    private static final long serialVersionUID = 1L;

    /** See the type. */
    public AuthenticationFailed(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /** There is no file or directory at this path. */
  public static final class FileMissing extends SandboxException {
    private static final long serialVersionUID = 1L;

    /** The path, relative to the workspace. */
    public FileMissing(String path) {
      super("There is no file or directory " + path, null);
    }
  }

  /**
   * What stands at this path may not be read or replaced: a link, a directory, special, too large.
   */
  public static final class FileRefused extends SandboxException {
    private static final long serialVersionUID = 1L;

    /** The path and what is wrong with it. */
    public FileRefused(String path, String problem) {
      this(path, problem, null);
    }

    /** The path, what is wrong with it, and the lower layer's exception. */
    public FileRefused(String path, String problem, @Nullable Throwable cause) {
      super(path + " " + problem, cause);
    }
  }

  /** The sandbox's disk is full, in bytes or in files. */
  public static final class QuotaExceeded extends SandboxException {
    private static final long serialVersionUID = 1L;

    /** See the type. */
    public QuotaExceeded(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /** The provider did not answer in time or answered nonsense; whether it acted is unknown. */
  public static final class OperationFailed extends SandboxException {
    private static final long serialVersionUID = 1L;

    private final boolean retryable;

    /** See the type. */
    public OperationFailed(String message, boolean retryable, @Nullable Throwable cause) {
      super(message, cause);
      this.retryable = retryable;
    }

    @Override
    public boolean isRetryable() {
      return retryable;
    }
  }
}
