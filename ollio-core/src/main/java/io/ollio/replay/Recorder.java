package io.ollio.replay;

import io.ollio.hook.RunContext;
import io.ollio.hook.RunDecorator;
import io.ollio.llm.LlmClient;
import io.ollio.project.GenerationId;
import io.ollio.tool.Tool;
import java.nio.file.Path;
import java.util.List;

/**
 * Records every run into a file of its own, named after its generation; add it before other hooks,
 * so that it records what the model has seen. A recording holds prompts, replies and files in clear
 * text: keep it as you keep those.
 *
 * <p>Thread-safety: any number of runs at once. Blocking: for the disk. Lifetime: the host's; it
 * keeps no file open. Limits: the disk; a line that cannot be written fails its generation.
 */
public final class Recorder implements RunDecorator {
  private final Path directory;

  private Recorder(Path directory) {
    this.directory = directory;
  }

  /** Records into this directory, which must be there. */
  public static Recorder into(Path directory) {
    return new Recorder(directory);
  }

  /** Where the recording of a generation is, or will be. */
  public Path file(GenerationId generation) {
    return directory.resolve(generation.value().replaceAll("[^A-Za-z0-9_-]", "_") + ".jsonl");
  }

  @Override
  public Wrapping begin(RunContext run) {
    RecordingFile recording = new RecordingFile(file(run.generation()));
    return new Wrapping() {
      @Override
      public LlmClient model(LlmClient client) {
        return new RecordingLlmClient(client, recording);
      }

      @Override
      public List<Tool> tools(List<Tool> tools) {
        return tools.stream().<Tool>map(tool -> new RecordingTool(tool, recording)).toList();
      }
    };
  }
}
