package io.ollio.hook;

import io.ollio.llm.ToolSpec;
import io.ollio.tool.ToolArguments;
import io.ollio.tool.ToolContext;

/**
 * A tool call that a hook is asked about. It fits the tool's schema already; calls that do not are
 * answered before any hook hears of them.
 *
 * @param run which run it belongs to
 * @param tool which tool
 * @param arguments what the model gave it
 * @param context what the tool works with
 */
public record HookedCall(
    RunContext run, ToolSpec tool, ToolArguments arguments, ToolContext context) {}
