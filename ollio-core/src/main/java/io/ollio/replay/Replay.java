package io.ollio.replay;

import io.ollio.hook.RunContext;
import io.ollio.hook.RunDecorator;
import io.ollio.json.JsonValue;
import io.ollio.llm.LlmClient;
import io.ollio.llm.ToolSpec;
import io.ollio.replay.ReplayException.Deviation;
import io.ollio.tool.Tool;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Plays one recorded run again: the model is the recording, and tools give what they gave then
 * without being run. The project must be as it was when the recorded run began, e.g. empty, and the
 * prompt must be the same. What differs ends the run as a failure; {@link #deviation} says what.
 *
 * <pre>{@code
 * Replay replay = Replay.of(file);
 * Ollio.builder(replay.model()).hooks(Hooks.builder().around(replay).build()).build()
 * }</pre>
 *
 * <p>Thread-safety: one run at a time. Blocking: none. Lifetime: one run. Limits: a tool call that
 * passed its time limit was not recorded and cannot be replayed.
 */
public final class Replay implements RunDecorator {
  private static final Set<String> FILE_TOOLS =
      Set.of("listFiles", "readFile", "writeFile", "editFile");

  private final Recording recording;
  private final ReplayingLlmClient model;
  private final Set<String> running;
  private final List<RecordedTool> open;

  private Replay(Recording recording, Set<String> running) {
    this.recording = recording;
    this.model = new ReplayingLlmClient(recording);
    this.running = running;
    this.open = new ArrayList<>(recording.tools());
  }

  /**
   * A replay of this recording that runs no tool.
   *
   * @throws ReplayException.RecordingUnreadable when the file is no recording
   */
  public static Replay of(Path file) {
    return new Replay(Recording.read(file), Set.of());
  }

  /** A replay of the same recording that really runs the file tools, and replays the others. */
  public Replay runningFileTools() {
    return new Replay(recording, FILE_TOOLS);
  }

  /** The recording as a model. */
  public LlmClient model() {
    return model;
  }

  /** Recorded model calls that were not asked for; 0 after a run that was replayed to its end. */
  public int remaining() {
    return model.remaining();
  }

  /** The first thing in which the run was not as recorded. */
  public Optional<Deviation> deviation() {
    return model.deviation();
  }

  @Override
  public Wrapping begin(RunContext run) {
    return new Wrapping() {
      @Override
      public LlmClient model(LlmClient client) {
        return model;
      }

      @Override
      public List<Tool> tools(List<Tool> tools) {
        return replaying(tools);
      }
    };
  }

  /**
   * The recorded tools, as they describe themselves now when they are there, then those that are
   * new. A terminal that was not recorded is left out: it depends on the machine.
   */
  private List<Tool> replaying(List<Tool> tools) {
    Map<String, Tool> present = new LinkedHashMap<>();
    tools.forEach(tool -> present.put(tool.spec().name(), tool));
    List<Tool> all = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>();
    for (ToolSpec recorded : specs()) {
      names.add(recorded.name());
      Tool tool = present.get(recorded.name());
      all.add(
          tool != null && running.contains(recorded.name())
              ? tool
              : new ReplayingTool(tool == null ? recorded : tool.spec(), this::take));
    }
    names.add("terminal");
    tools.stream().filter(tool -> !names.contains(tool.spec().name())).forEach(all::add);
    return all;
  }

  private List<ToolSpec> specs() {
    List<ToolSpec> specs = new ArrayList<>();
    if (recording.modelCalls() > 0) {
      for (JsonValue tool : recording.calls().get(0).tools()) {
        specs.add(
            new ToolSpec(
                tool.path("name").text(),
                tool.path("description").text(),
                tool.path("schema").text()));
      }
    }
    return specs;
  }

  /** The first recorded call with these arguments that was not taken; reads come in any order. */
  private synchronized RecordedTool take(String name, String arguments) {
    for (RecordedTool each : open) {
      if (each.name().equals(name) && each.arguments().equals(arguments)) {
        open.remove(each);
        return each;
      }
    }
    Deviation missing =
        new Deviation(
            "The recording has no such call of "
                + name
                + " any more; its arguments have "
                + arguments.length()
                + " characters",
            "+ " + name + " " + arguments);
    model.note(missing);
    throw missing;
  }
}
