package io.ollio.preview;

import io.ollio.file.FileTree;
import java.util.Optional;

/**
 * Knows which files a token stands for, usually those of a stored version, so that an address
 * outlives every sandbox.
 *
 * <p>Thread-safety: any number of threads. Blocking: yes, on the server's request thread. Lifetime:
 * the host's. Limits: asked once per request, so an implementation on a database keeps recent trees
 * at hand.
 */
@FunctionalInterface
public interface PreviewSource {
  /** The files, or empty when the token is unknown, revoked or expired; nobody is told which. */
  Optional<FileTree> find(PreviewToken token);
}
