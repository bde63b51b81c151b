package io.ollio.replay;

import io.ollio.llm.ToolSpec;
import io.ollio.tool.Tool;
import io.ollio.tool.ToolArguments;
import io.ollio.tool.ToolContext;
import io.ollio.tool.ToolResult;
import java.util.function.BiFunction;

/** A tool that does not run: it gives the recorded results, and changes the recorded files. */
final class ReplayingTool implements Tool {
  private final ToolSpec spec;
  private final BiFunction<String, String, RecordedTool> recorded;

  ReplayingTool(ToolSpec spec, BiFunction<String, String, RecordedTool> recorded) {
    this.spec = spec;
    this.recorded = recorded;
  }

  @Override
  public ToolSpec spec() {
    return spec;
  }

  @Override
  public ToolResult run(ToolArguments arguments, ToolContext context) {
    RecordedTool call = recorded.apply(spec.name(), arguments.json());
    call.applyTo(context.workspace());
    return call.result();
  }
}
