package io.ollio.local.workspace;

import io.ollio.OperationCancelled;
import io.ollio.sandbox.SandboxException.FileRefused;
import io.ollio.sandbox.SandboxException.OperationFailed;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NotDirectoryException;
import java.util.Optional;

/** Says in the port's words what the file system said. */
final class FileFailures {
  private FileFailures() {}

  /** Something done with files. */
  @FunctionalInterface
  interface Operation<T> {
    T run() throws IOException;
  }

  /** Runs it; messages name what was attempted, never a path of the host. */
  static <T> T translated(String what, Operation<T> operation) {
    try {
      return operation.run();
    } catch (ClosedByInterruptException e) {
      throw new OperationCancelled(what + " was interrupted", e);
    } catch (AccessDeniedException e) {
      throw new FileRefused(what, "is denied by the permissions of a file or directory", e);
    } catch (NotDirectoryException e) {
      throw new FileRefused(what, "met a link or file where a directory was", e);
    } catch (IOException e) {
      throw new OperationFailed(what + " failed: " + reason(e), false, e);
    }
  }

  /** The system's own words without the path before them. */
  private static String reason(IOException e) {
    String type = e.getClass().getSimpleName();
    return e instanceof FileSystemException failure
        ? Optional.ofNullable(failure.getReason()).orElse(type)
        : type;
  }
}
