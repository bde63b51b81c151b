package io.ollio;

import org.jspecify.annotations.Nullable;

/**
 * The work was asked to stop, by {@link CancellationSource#cancel()} or by interrupting its thread
 * (the thread's interrupt flag is then set again).
 */
public final class OperationCancelled extends OllioException {
  private static final long serialVersionUID = 1L;

  /** A cancellation that names what was going on. */
  public OperationCancelled(String message) {
    super(message);
  }

  /** A cancellation seen as a lower layer's exception. */
  public OperationCancelled(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
