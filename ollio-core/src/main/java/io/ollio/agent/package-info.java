/**
 * The agent loop: {@link io.ollio.agent.AgentLoop} lets a model work with tools until it is done,
 * stuck or at a limit. It knows models and tools, but no projects, credits or jobs.
 */
@NullMarked
package io.ollio.agent;

import org.jspecify.annotations.NullMarked;
