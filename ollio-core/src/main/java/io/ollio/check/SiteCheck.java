package io.ollio.check;

import io.ollio.file.FileTree;
import java.util.List;

/**
 * Judges a set of files before it becomes a version. A host may add its own, e.g. for its design
 * rules.
 *
 * <p>Thread-safety: any number of threads. Blocking: yes, on the caller's thread. Lifetime: none.
 * Limits: time grows with the size of the files, never faster.
 */
@FunctionalInterface
public interface SiteCheck {
  /** What is wrong, in any order; the same files always give the same problems. */
  List<Problem> check(FileTree files);
}
