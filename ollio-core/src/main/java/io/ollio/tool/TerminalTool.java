package io.ollio.tool;

import io.ollio.file.FilePath;
import io.ollio.file.FileTree;
import io.ollio.llm.ToolSpec;
import io.ollio.sandbox.Command;
import io.ollio.sandbox.CommandResult;
import java.time.Duration;
import java.util.stream.Collectors;

/** Runs a shell command in the sandbox. */
final class TerminalTool implements Tool {
  private static final ToolSpec SPEC =
      new ToolSpec(
          "terminal",
          "Run a shell command in the project root and see its exit code, standard output and standard"
              + " error. There is no network. The command must end by itself.",
          """
          {"type":"object","properties":{"command":{"type":"string","minLength":1,"description":\
          "What bash runs"}},"required":["command"],"additionalProperties":false}""");

  private static final int MAX_LISTED = 100;
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final Duration limit;

  TerminalTool(Duration limit) {
    this.limit = limit;
  }

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public Duration timeLimit() {
    return limit.plus(GRACE);
  }

  @Override
  public ToolResult run(ToolArguments arguments, ToolContext context) {
    FileTree before = context.workspace().files();
    Command command = Command.of(arguments.text("command")).withTimeLimit(limit);
    CommandResult result =
        context.workspace().run(command, context.output(), context.cancellation());
    String ending =
        result
            .limitHit()
            .map(hit -> "The command was ended because it reached its limit of " + hit + ".")
            .orElse("Exit code " + result.exitCode());
    String content =
        ending
            + section("stdout", result.stdout())
            + section("stderr", result.stderr())
            + changes(before, context.workspace().knownFiles());
    return result.isSuccess() ? ToolResult.ok(content) : ToolResult.error(content);
  }

  /** What the command did to the project's files, so that the model knows them at any time. */
  private static String changes(FileTree before, FileTree after) {
    return section("files written", after.changedSince(before).listing(MAX_LISTED))
        + section(
            "files removed",
            after.removedSince(before).stream()
                .limit(MAX_LISTED)
                .map(FilePath::value)
                .collect(Collectors.joining("\n")));
  }

  private static String section(String name, String text) {
    return text.isBlank() ? "" : "\n" + name + ":\n" + text.stripTrailing();
  }
}
