package io.ollio.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.Cancellation;
import io.ollio.CancellationSource;
import io.ollio.OperationCancelled;
import io.ollio.RetryPolicy;
import io.ollio.check.SiteCheck;
import io.ollio.file.FilePath;
import io.ollio.file.FileTree;
import io.ollio.generation.GenerationEvent.Cancelled;
import io.ollio.generation.GenerationEvent.Succeeded;
import io.ollio.llm.LlmClient;
import io.ollio.llm.ToolSpec;
import io.ollio.project.Generation.Status;
import io.ollio.project.GenerationId;
import io.ollio.sandbox.Isolation;
import io.ollio.sandbox.Sandbox;
import io.ollio.sandbox.SandboxId;
import io.ollio.sandbox.SandboxProvider;
import io.ollio.sandbox.SandboxSpec;
import io.ollio.testkit.leak.LeakCheck;
import io.ollio.testkit.llm.LlmFault;
import io.ollio.testkit.llm.LlmGate;
import io.ollio.testkit.llm.LlmScript;
import io.ollio.testkit.llm.ScriptedLlmClient;
import io.ollio.tool.Tool;
import io.ollio.tool.ToolArguments;
import io.ollio.tool.ToolContext;
import io.ollio.tool.ToolResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A cancel at every moment of a generation, when what is under way then does not care. Each test
 * would hang or fail if the generation waited for it: it goes on only after the end was seen.
 */
@ExtendWith(LeakCheck.class)
class CancelTest {
  private static final String PROMPT = "Create a dark login form";
  private static final FileTree PAGE_ONLY = FileTree.ofTexts(Map.of("index.html", Host.PAGE));

  private final LlmGate gate = new LlmGate();

  /** How far the model's second reply has come. */
  private enum Heard {
    NOTHING,
    TEXT,
    FILE;

    private LlmScript beginning() {
      return switch (this) {
        case NOTHING -> LlmScript.reply();
        case TEXT -> LlmScript.reply().text("I wri");
        case FILE ->
            LlmScript.reply()
                .callPiece(0, "c1", "writeFile", "{\"path\":\"late.html\",\"content\":\"<h1>He");
      };
    }

    LlmScript heldAt(LlmGate gate) {
      LlmScript held = beginning().hold(gate);
      return this == FILE
          ? held.callPiece(0, "", "", "llo</h1>\"}").stop()
          : held.text("te.").toolCall("writeFile", Replies.json("path", "x.js", "content", "1"));
    }
  }

  @ParameterizedTest
  @EnumSource(Heard.class)
  void cancel_modelCannotBeStopped_endsWithoutItAndDropsItsReply(Heard heard) {
    StubbornModel model =
        new StubbornModel(Replies.write("index.html", Host.PAGE), heard.heldAt(gate));
    try (Host host = Host.of(model)) {
      List<GenerationEvent> events = cancelled(host, host.submit(PROMPT), PAGE_ONLY);
      gate.release();
      model.awaitAnswers();

      assertThat(host.events(last)).isEqualTo(events);
      assertThat(host.ollio.filesOf(host.owner, last)).isEqualTo(PAGE_ONLY);
      assertThat(model.calls()).isEqualTo(2);
    }
  }

  @Test
  void cancel_modelCannotBeStopped_countsWhatWasHeard() {
    StubbornModel model = new StubbornModel(LlmScript.reply().text("x".repeat(400)).hold(gate));
    try (Host host = Host.of(model)) {
      cancelled(host, host.submit(PROMPT), FileTree.empty());

      assertThat(host.ollio.generation(host.owner, last).state().usage().outputTokens())
          .isEqualTo(100);
      gate.release();
    }
  }

  @Test
  void cancel_modelCannotBeStopped_letsTheProjectsNextGenerationRun() {
    StubbornModel model =
        new StubbornModel(LlmScript.reply().hold(gate).stop(), Replies.site(), Replies.done());
    try (Host host = Host.of(model)) {
      GenerationId first = host.submit(PROMPT);
      gate.awaitReached(Host.PATIENCE);
      GenerationId second = host.submit("Create a light login form");
      host.ollio.cancel(host.owner, first);

      host.events(second);
      assertThat(host.headFiles()).isEqualTo(Host.SITE);
      gate.release();
    }
  }

  @Test
  void cancel_whileAHostToolDoesNotCare_endsWithoutIt() {
    ScriptedLlmClient model =
        ScriptedLlmClient.of(
            Replies.write("index.html", Host.PAGE), LlmScript.ofToolCall("sleepy", "{}"));
    try (Host host = new Host(model, wiring -> wiring.hostTools(List.of(new Sleepy())))) {
      cancelled(host, host.submit(PROMPT), PAGE_ONLY);
      gate.release();
    }
  }

  @Test
  void cancel_whileACheckHangs_endsWithoutIt() {
    SiteCheck hanging =
        files -> {
          gate.pass(Cancellation.none());
          return List.of();
        };
    ScriptedLlmClient model = ScriptedLlmClient.of(Replies.site(), Replies.done());
    try (Host host = new Host(model, wiring -> wiring.checks(List.of(hanging)))) {
      cancelled(host, host.submit(PROMPT), Host.SITE);
      gate.release();
    }
  }

  @ParameterizedTest
  @EnumSource(Opening.class)
  void cancel_whileASandboxIsOpening_endsWithoutItAndClosesItLater(Opening when) {
    ScriptedLlmClient model =
        ScriptedLlmClient.of(
            Replies.write("index.html", Host.PAGE),
            LlmScript.ofToolCall("terminal", "{\"command\":\"ls\"}"));
    SlowProvider slow = new SlowProvider();
    GenerationSettings settings =
        when == Opening.AT_THE_START ? Host.OPEN_AT_ONCE : GenerationSettings.DEFAULT;
    try (Host host = new Host(model, wiring -> wiring.sandbox(slow).settings(settings))) {
      slow.real = host;
      cancelled(
          host, host.submit(PROMPT), when == Opening.AT_THE_START ? FileTree.empty() : PAGE_ONLY);
      gate.release();
      slow.opened.join();
    }
  }

  private enum Opening {
    AT_THE_START,
    FOR_A_COMMAND
  }

  @Test
  void cancel_whileTheCheckpointIsBeingStored_keepsTheFilesOfTheFinishedStep() {
    HeldStore store = new HeldStore(gate, "Generations.saveCheckpoint", 1);
    ScriptedLlmClient model = ScriptedLlmClient.of(Replies.write("index.html", Host.PAGE));
    try (Host host = new Host(model, wiring -> wiring.storage(store.storage))) {
      cancelled(host, host.submit(PROMPT), PAGE_ONLY);
      gate.release();
    }
  }

  @Test
  void cancel_inTheMiddleOfTheSettlement_endsOnceAndTheBillIsRight() {
    HeldStore store = new HeldStore(gate, "Versions.append", 1);
    ScriptedLlmClient model = ScriptedLlmClient.of(Replies.site(), Replies.done());
    try (Host host = new Host(model, wiring -> wiring.storage(store.storage))) {
      GenerationId id = host.submit(PROMPT);
      gate.awaitReached(Host.PATIENCE);
      CompletableFuture<Void> cancel =
          CompletableFuture.runAsync(() -> host.ollio.cancel(host.owner, id));
      gate.release();
      cancel.join();

      List<GenerationEvent> events = host.events(id);
      assertThat(events).filteredOn(GenerationEvent::isLast).hasSize(1);
      boolean isMade = events.get(events.size() - 1) instanceof Succeeded;
      assertThat(host.used()).isEqualTo(isMade ? 1 : 0);
      assertThat(host.held()).isZero();
    }
  }

  @Test
  void cancel_whileAModelRetryIsWaitedFor_endsAtOnce() {
    RetryPolicy patient = new RetryPolicy(3, Duration.ofHours(1), 1, Duration.ofHours(2), 0);
    LlmClient model =
        (request, listener, cancellation) -> {
          gate.reach();
          throw LlmFault.overloaded().toException();
        };
    try (Host host = new Host(model, wiring -> wiring.modelRetries(patient))) {
      cancelled(host, host.submit(PROMPT), FileTree.empty());
    }
  }

  @Test
  void generate_cancelledFromAnotherThread_endsTheCallersWait() {
    StubbornModel model = new StubbornModel(LlmScript.reply().text("Hm").hold(gate));
    CancellationSource stop = new CancellationSource();
    try (Host host = Host.of(model)) {
      GenerationRequest request = GenerationRequest.of(host.owner, host.project.id(), PROMPT);
      CompletableFuture<GenerationResult> waiting =
          CompletableFuture.supplyAsync(
              () -> host.ollio.generate(request, GenerationListener.SILENT, stop));
      gate.awaitReached(Host.PATIENCE);
      stop.cancel();

      assertThatThrownBy(waiting::join)
          .isInstanceOf(CompletionException.class)
          .hasCauseInstanceOf(OperationCancelled.class);
      assertThat(host.used() + host.held()).isZero();
      gate.release();
    }
  }

  private GenerationId last = new GenerationId("none");

  /** Cancels at the gate; every event until the end, and what must be so afterwards. */
  private List<GenerationEvent> cancelled(Host host, GenerationId id, FileTree kept) {
    last = id;
    gate.awaitReached(Host.PATIENCE);
    host.ollio.cancel(host.owner, id);
    List<GenerationEvent> events = host.events(id);

    assertThat(gate.isReleased()).isFalse();
    assertThat(events).filteredOn(GenerationEvent::isLast).containsExactly(new Cancelled());
    assertThat(events).last().isEqualTo(new Cancelled());
    assertThat(host.ollio.generation(host.owner, id).state().status()).isEqualTo(Status.CANCELLED);
    assertThat(host.ollio.filesOf(host.owner, id)).isEqualTo(kept);
    assertThat(host.used() + host.held()).isZero();
    return events;
  }

  /** A host's tool that hears of no cancellation, and writes a file when it is too late. */
  private final class Sleepy implements Tool {
    @Override
    public ToolSpec spec() {
      return new ToolSpec("sleepy", "Takes its time", "{\"type\":\"object\",\"properties\":{}}");
    }

    @Override
    public ToolResult run(ToolArguments arguments, ToolContext context) {
      gate.pass(Cancellation.none());
      context.workspace().write(FilePath.of("late.txt"), io.ollio.file.FileContent.of("too late"));
      return ToolResult.ok("done");
    }
  }

  /** Opens a sandbox when the gate opens, whoever is still interested. */
  private final class SlowProvider implements SandboxProvider {
    final CompletableFuture<Sandbox> opened = new CompletableFuture<>();
    Host real;

    @Override
    public Sandbox open(SandboxSpec spec, Cancellation cancellation) {
      gate.pass(Cancellation.none());
      Sandbox late = real.sandboxes.open(spec, Cancellation.none());
      opened.complete(late);
      return late;
    }

    @Override
    public Sandbox connect(SandboxId id, Cancellation cancellation) {
      throw new AssertionError("Nobody connects");
    }

    @Override
    public Isolation isolation() {
      return new Isolation("slow", true, "Takes its time");
    }
  }
}
