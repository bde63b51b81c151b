package io.ollio.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.credit.Plan;
import io.ollio.file.FileContent;
import io.ollio.file.FilePath;
import io.ollio.file.FileTree;
import io.ollio.hook.Hooks;
import io.ollio.hosttool.HostTool;
import io.ollio.llm.LlmMessage;
import io.ollio.llm.LlmRequest;
import io.ollio.local.InMemoryStorage;
import io.ollio.project.Generation;
import io.ollio.project.Generation.Status;
import io.ollio.project.GenerationId;
import io.ollio.replay.Recorder;
import io.ollio.replay.Recording;
import io.ollio.replay.Replay;
import io.ollio.replay.ReplayException.RecordingUnreadable;
import io.ollio.sandbox.SandboxFiles;
import io.ollio.testkit.job.ManualJobRunner;
import io.ollio.testkit.llm.LlmFault;
import io.ollio.testkit.llm.LlmScript;
import io.ollio.testkit.llm.ScriptedLlmClient;
import io.ollio.testkit.sandbox.CommandScript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run is recorded, and played again without a model. */
class RecordAndReplayTest {
  private static final String PROMPT = "Create a dark login form";
  private static final FilePath NOTE = FilePath.of("note.bin");

  @TempDir Path directory;

  record Name(String name) {}

  private final HostTool<Name> stock =
      HostTool.of(
          "stock",
          "How many there are",
          Name.class,
          arguments -> {
            if (arguments.name().equals("none")) {
              throw new IllegalStateException("No such product");
            }
            return List.of(7);
          });

  /** Uses everything: files, a command that makes one file and removes another, host tools. */
  private static ScriptedLlmClient fullRun() {
    return ScriptedLlmClient.of(
        Replies.site(),
        LlmScript.reply()
            .text("I look. ")
            .thinking("Hm.")
            .toolCall("readFile", "{\"path\":\"index.html\"}")
            .toolCall("stock", "{\"name\":\"chair\"}")
            .toolCall("stock", "{\"name\":\"none\"}")
            .toolCall("writeFile", Replies.json("path", ".git/x", "content", "x"))
            .stop(),
        Replies.write("old.txt", "old"),
        LlmScript.ofToolCall("terminal", "{\"command\":\"tidy\"}"),
        Replies.edit("styles.css", "navy", "teal"),
        Replies.done());
  }

  private static io.ollio.sandbox.CommandResult tidied(SandboxFiles files) {
    files.write(NOTE, FileContent.of(new byte[] {0, 1, 2}));
    files.delete(FilePath.of("old.txt"));
    return CommandScript.result(0, "done in 17 ms", "");
  }

  /** Records a run and returns the files that it has made. */
  private FileTree record(ScriptedLlmClient model) {
    Hooks hooks = Hooks.builder().around(Recorder.into(directory)).build();
    try (model;
        Host host = new Host(model, builder -> builder.hostTools(List.of(stock)).hooks(hooks))) {
      host.sandboxes.withCommands((command, files, output, cancellation) -> tidied(files));
      GenerationId id = host.submit(PROMPT);
      host.events(id);
      return host.ollio.filesOf(host.owner, id);
    }
  }

  private Path recording() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList().get(0);
    }
  }

  /** A host without model, tools of its own and commands. */
  private static Host replaying(Replay replay, GenerationSettings settings) {
    Hooks hooks = Hooks.builder().around(replay).build();
    return new Host(replay.model(), builder -> builder.settings(settings).hooks(hooks));
  }

  private static Generation.State replayed(Replay replay, String prompt) {
    try (Host host = replaying(replay, GenerationSettings.DEFAULT)) {
      return host.end(prompt);
    }
  }

  @Test
  void replay_wholeRun_makesTheSameFilesAndEventsWithoutModelAndTools() throws IOException {
    FileTree made = record(fullRun());
    Replay replay = Replay.of(recording());
    try (Host host = replaying(replay, GenerationSettings.DEFAULT)) {
      List<GenerationEvent> events = host.run(PROMPT);

      assertThat(replay.deviation()).isEmpty();
      assertThat(replay.remaining()).isZero();
      assertThat(host.headFiles()).isEqualTo(made);
      assertThat(made.find(NOTE)).contains(FileContent.of(new byte[] {0, 1, 2}));
      assertThat(made.find(FilePath.of("old.txt"))).isEmpty();
      assertThat(events)
          .contains(
              new GenerationEvent.ThinkingDelta("Hm."),
              new GenerationEvent.TextDelta("The login form is ready."));
      assertThat(host.sandboxes.opened()).isEmpty();
    }
  }

  @Test
  void replay_runningFileTools_makesTheSameFiles() throws IOException {
    FileTree made = record(fullRun());
    Replay replay = Replay.of(recording()).runningFileTools();
    try (Host host = replaying(replay, GenerationSettings.DEFAULT)) {
      host.run(PROMPT);
      assertThat(replay.deviation()).isEmpty();
      assertThat(host.headFiles()).isEqualTo(made);
    }
  }

  @Test
  void replay_anotherPrompt_failsAndShowsTheFirstDifference() throws IOException {
    record(fullRun());
    Replay replay = Replay.of(recording());
    Generation.State state = replayed(replay, "Create a light login form");

    assertThat(state.status()).isEqualTo(Status.FAILED);
    assertThat(state.reason()).isEqualTo("Deviation");
    assertThat(state.detail())
        .isEqualTo(
            "Model call 1 differs from the recording in message 2, text, line 1, character 10 of 24"
                + " (now of 25)")
        .doesNotContain("login");
    assertThat(replay.deviation().orElseThrow().difference())
        .isEqualTo("- Create a dark login form\n+ Create a light login form");
  }

  @Test
  void replay_otherInstructionsOrSettings_areDeviations() throws IOException {
    record(fullRun());
    Replay first = Replay.of(recording());
    try (Host host = replaying(first, GenerationSettings.DEFAULT.withInstructions("Use Latin."))) {
      assertThat(host.end(PROMPT).detail()).contains("in message 1, text, line ");
    }
    Replay second = Replay.of(recording());
    GenerationSettings cold =
        GenerationSettings.DEFAULT.withAgent(
            GenerationSettings.DEFAULT.agent().withTemperature(0.1));
    try (Host host = replaying(second, cold)) {
      assertThat(host.end(PROMPT).detail()).contains("in temperature, line 1");
    }
  }

  @Test
  void replay_moreThanWasRecorded_isADeviation() throws IOException {
    record(fullRun());
    Path file = recording();
    List<String> lines = Files.readAllLines(file);
    Files.write(file, lines.subList(0, lines.size() - 1));
    assertThat(replayed(Replay.of(file), PROMPT).detail())
        .isEqualTo("Model call 6 was not recorded; the recording has 5");
  }

  @Test
  void replay_recordedFailure_failsAlike() throws IOException {
    record(ScriptedLlmClient.of(Replies.site(), LlmScript.failing(LlmFault.overloaded())));
    Replay replay = Replay.of(recording());
    Generation.State state = replayed(replay, PROMPT);
    assertThat(state.reason()).isEqualTo("Overloaded");
    assertThat(replay.deviation()).isEmpty();
  }

  @Test
  void recording_cutOffAnywhere_isReadableUpToItsLastWholeLine() throws IOException {
    record(fullRun());
    Path file = recording();
    byte[] whole = Files.readAllBytes(file);
    int calls = Recording.read(file).modelCalls();
    assertThat(calls).isEqualTo(6);
    assertThat(Recording.read(file).toolCalls()).isEqualTo(9);
    for (int length = 100; length < whole.length; length += 997) {
      Files.write(file, java.util.Arrays.copyOf(whole, length));
      assertThat(Recording.read(file).modelCalls()).isLessThanOrEqualTo(calls);
    }
  }

  @Test
  void recording_holdsNoValueOfVendorOptions() throws IOException {
    LlmRequest request =
        new LlmRequest(
            "m",
            List.of(new LlmMessage.User("Hello")),
            List.of(),
            LlmRequest.ToolChoice.AUTO,
            null,
            null,
            java.util.Map.of("api_key", "secret-4711"));
    Path file = directory.resolve("a.jsonl");
    new io.ollio.replay.RecordingLlmClient(
            ScriptedLlmClient.of(LlmScript.ofText("Hi")), new io.ollio.replay.RecordingFile(file))
        .complete(request, io.ollio.llm.LlmListener.SILENT, io.ollio.Cancellation.none());
    assertThat(Files.readString(file)).contains("api_key", "Hello").doesNotContain("secret-4711");
  }

  @Test
  void recording_damagedOrOfAnotherFormat_isRefusedByLine() throws IOException {
    Path file = directory.resolve("a.jsonl");
    Files.writeString(file, "{\"format\":\"ollio-recording\",\"version\":2}\n");
    assertThatThrownBy(() -> Replay.of(file))
        .isInstanceOf(RecordingUnreadable.class)
        .hasMessageContaining("version 2, expected \"ollio-recording\" version 1");
    Files.writeString(
        file, "{\"format\":\"ollio-recording\",\"version\":1}\n{\"model\":\n{\"tool\":{}}\n");
    assertThatThrownBy(() -> Replay.of(file)).hasMessageStartingWith("Line 2 of the recording ");
    Files.writeString(file, "");
    assertThatThrownBy(() -> Replay.of(file)).hasMessageContaining("has no whole line");
  }

  /** The second attempt repeats the call that was in flight, and goes on in the same file. */
  @Test
  void record_resumedRun_isReplayedAsOne() throws IOException {
    Storage storage = InMemoryStorage.create(Plan.FREE);
    ManualJobRunner jobs = new ManualJobRunner(storage.unitOfWork());
    java.util.concurrent.atomic.AtomicInteger calls =
        new java.util.concurrent.atomic.AtomicInteger();
    io.ollio.hook.ModelInterceptor lateFailure =
        new io.ollio.hook.ModelInterceptor() {
          @Override
          public io.ollio.llm.LlmReply after(
              LlmRequest request, io.ollio.llm.LlmReply reply, io.ollio.hook.RunContext run) {
            if (calls.incrementAndGet() == 2) {
              throw new io.ollio.sandbox.SandboxException.SandboxUnavailable("Again", true, null);
            }
            return reply;
          }
        };
    Hooks hooks = Hooks.builder().model(lateFailure).around(Recorder.into(directory)).build();
    try (ScriptedLlmClient model =
            ScriptedLlmClient.of(Replies.site(), Replies.done(), Replies.done());
        Host host = new Host(model, builder -> builder.storage(storage).jobs(jobs).hooks(hooks))) {
      GenerationId id = host.submit(PROMPT);
      jobs.runAll();
      assertThat(host.ollio.generation(host.owner, id).state().attempt()).isEqualTo(2);
    }
    assertThat(Recording.read(recording()).modelCalls()).isEqualTo(2);
    Replay replay = Replay.of(recording());
    assertThat(replayed(replay, PROMPT).status()).isEqualTo(Status.SUCCEEDED);
    assertThat(replay.remaining()).isZero();
  }
}
