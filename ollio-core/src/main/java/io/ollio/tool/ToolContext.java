package io.ollio.tool;

import io.ollio.Cancellation;
import io.ollio.sandbox.CommandOutput;

/**
 * What a running tool works with.
 *
 * @param workspace the generation's files and commands
 * @param output hears the output of a command while it runs
 * @param cancellation fires when the tool should stop: cancelled, or past its time limit
 */
public record ToolContext(Workspace workspace, CommandOutput output, Cancellation cancellation) {}
