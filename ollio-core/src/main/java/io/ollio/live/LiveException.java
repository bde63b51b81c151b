package io.ollio.live;

import io.ollio.OllioException;

/** A live preview could not be had. */
public abstract class LiveException extends OllioException {
  private static final long serialVersionUID = 1L;

  private LiveException(String message) {
    super(message);
  }

  /** The sandbox offers no commands, or nothing can reach their ports. */
  public static final class NotPossible extends LiveException {
    private static final long serialVersionUID = 1L;

    /** Says why. */
    public NotPossible(String problem) {
      super("No live preview: " + problem);
    }
  }

  /** The dev server ended, or did not answer in time. */
  public static final class DidNotStart extends LiveException {
    private static final long serialVersionUID = 1L;

    /** With the end of what the server printed. */
    public DidNotStart(DevServer server, String problem, String output) {
      super(
          "The dev server on port "
              + server.port()
              + " "
              + problem
              + (output.isBlank() ? "" : ". It printed: " + output.strip()));
    }
  }
}
