package io.ollio.hook;

import io.ollio.OwnerId;
import io.ollio.project.ProjectId;

/**
 * The rules of a project, which the model is told before everything that was said. They are read
 * when a generation begins and kept with it: a generation that is resumed goes on under the rules
 * that it began with.
 *
 * <p>Thread-safety: generations begin on several threads at once. Blocking: it holds up its
 * generation. Lifetime: the host's. Limits: {@link #MAX_LENGTH}; a longer text, and everything
 * thrown, fails the generation.
 */
@FunctionalInterface
public interface ProjectRules {
  /** Most characters of a project's rules. */
  int MAX_LENGTH = 20_000;

  /** No project has rules. */
  ProjectRules NONE = (owner, project) -> "";

  /** The rules in plain words; empty for none. */
  String of(OwnerId owner, ProjectId project);
}
