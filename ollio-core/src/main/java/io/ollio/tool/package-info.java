/**
 * What the agent can do: {@link io.ollio.tool.Tool} with the standard five (terminal, writeFile,
 * editFile, readFile, listFiles), the {@link io.ollio.tool.Workspace} they work on, and the checked
 * execution of the calls of one model reply. Faults of a call are answers to the model here, never
 * exceptions.
 */
@NullMarked
package io.ollio.tool;

import org.jspecify.annotations.NullMarked;
