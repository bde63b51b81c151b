package io.ollio.hook;

import io.ollio.OwnerId;
import io.ollio.project.GenerationId;
import io.ollio.project.ProjectId;

/**
 * Which run a hook is called for.
 *
 * @param owner who asked
 * @param project what is worked on
 * @param generation the generation; the same in all its attempts
 */
public record RunContext(OwnerId owner, ProjectId project, GenerationId generation) {}
