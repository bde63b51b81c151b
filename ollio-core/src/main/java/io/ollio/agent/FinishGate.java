package io.ollio.agent;

import io.ollio.file.FileTree;

/** Judges, when the model says that it is done, whether it is. Must be quick and always agree. */
@FunctionalInterface
public interface FinishGate {
  /** Judges the files. */
  Verdict judge(FileTree files);
}
