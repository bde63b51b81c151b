package io.ollio.replay;

import io.ollio.OllioException;
import org.jspecify.annotations.Nullable;

/**
 * A run could not be recorded or replayed. The nested types are the cases that callers treat
 * differently.
 */
public abstract sealed class ReplayException extends OllioException {
  private static final long serialVersionUID = 1L;

  private ReplayException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** A line could not be added to a recording. */
  public static final class RecordingFailed extends ReplayException {
    private static final long serialVersionUID = 1L;

    /** See the type. */
    public RecordingFailed(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** A file is no recording, is of another format, or is damaged before its last line. */
  public static final class RecordingUnreadable extends ReplayException {
    private static final long serialVersionUID = 1L;

    /** See the type. */
    public RecordingUnreadable(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /** A replayed run asked for something else than the recorded one. */
  public static final class Deviation extends ReplayException {
    private static final long serialVersionUID = 1L;

    private final String difference;

    /**
     * Where it deviates.
     *
     * @param message says where, without any text of the conversation
     * @param difference shows both texts around the first difference
     */
    public Deviation(String message, String difference) {
      super(message, null);
      this.difference = difference;
    }

    /** The recorded and the new text around the first difference; holds pieces of prompts. */
    public String difference() {
      return difference;
    }
  }
}
