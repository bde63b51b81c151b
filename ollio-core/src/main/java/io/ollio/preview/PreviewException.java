package io.ollio.preview;

import io.ollio.OllioException;
import java.net.InetSocketAddress;

/** The preview server could not do what was asked. */
public abstract class PreviewException extends OllioException {
  private static final long serialVersionUID = 1L;

  private PreviewException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The address cannot be listened on, e.g. because the port is in use. */
  public static final class CannotListen extends PreviewException {
    private static final long serialVersionUID = 1L;

    /** For one address. */
    public CannotListen(InetSocketAddress address, Throwable cause) {
      super(
          "Could not start the preview server on "
              + address.getHostString()
              + " port "
              + address.getPort()
              + " ("
              + cause.getMessage()
              + "); choose another port, or 0 for any free one",
          cause);
    }
  }
}
