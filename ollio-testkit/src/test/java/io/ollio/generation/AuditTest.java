package io.ollio.generation;

import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.Cancellation;
import io.ollio.OwnerId;
import io.ollio.PageRequest;
import io.ollio.audit.AuditEntry;
import io.ollio.audit.AuditEntry.Kind;
import io.ollio.file.FileContent;
import io.ollio.file.FilePath;
import io.ollio.llm.LlmMessage;
import io.ollio.project.Generation;
import io.ollio.project.GenerationId;
import io.ollio.testkit.llm.LlmScript;
import io.ollio.testkit.llm.ScriptedLlmClient;
import io.ollio.testkit.sandbox.CommandScript;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What the audit trail tells a host about a generation. */
class AuditTest {
  private static final String PROMPT = "Create a dark login form";

  private static LlmScript terminal(String command) {
    return LlmScript.ofToolCall("terminal", Replies.json("command", command));
  }

  private static Host host(ScriptedLlmClient model, CommandScript commands) {
    Host[] made = new Host[1];
    made[0] = Host.of(model);
    made[0].sandboxes.withCommands(commands);
    return made[0];
  }

  /** Runs a generation; its sandbox is closed a moment after its last event. */
  private static GenerationId end(Host host) {
    GenerationId id = host.submit(PROMPT);
    host.events(id);
    host.ollio.close();
    return id;
  }

  private static List<AuditEntry> trail(Host host, GenerationId id) {
    return host.ollio
        .audit()
        .list(host.owner, Optional.of(id.value()), PageRequest.oldest(100))
        .items();
  }

  private static List<String> details(List<AuditEntry> trail, Kind kind) {
    return trail.stream()
        .filter(entry -> entry.kind() == kind)
        .map(AuditEntry::detail)
        .map(detail -> detail.replaceAll("\\d+ ms", "# ms"))
        .toList();
  }

  @Test
  void trail_ofASuccess_tellsEverythingInOrder() {
    try (ScriptedLlmClient model =
            ScriptedLlmClient.of(Replies.site(), terminal("ls"), Replies.done());
        Host host = host(model, CommandScript.printing(java.util.Map.of("ls", "index.html")))) {
      GenerationId id = end(host);

      assertThat(trail(host, id))
          .extracting(AuditEntry::kind)
          .containsExactly(
              Kind.FILE_WRITTEN,
              Kind.FILE_WRITTEN,
              Kind.SANDBOX_OPENED,
              Kind.COMMAND,
              Kind.COMMAND_ENDED,
              Kind.VERSION_STORED,
              Kind.SANDBOX_CLOSED);
      assertThat(details(trail(host, id), Kind.SANDBOX_OPENED))
          .containsExactly(
              "isolation scripted, network NONE, 512 MiB of memory, 1.0 processors, lease 300 s");
      assertThat(details(trail(host, id), Kind.COMMAND)).containsExactly("ls");
      assertThat(details(trail(host, id), Kind.COMMAND_ENDED))
          .containsExactly("exit code 0, # ms: ls");
    }
  }

  @Test
  void trail_filesChangedByACommand_areEventsAndEntries() {
    CommandScript build =
        (command, files, output, cancellation) -> {
          files.write(FilePath.of("dist/app.js"), FileContent.of("1;"));
          files.delete(FilePath.of("styles.css"));
          return CommandScript.result(0, "", "");
        };
    try (ScriptedLlmClient model =
            ScriptedLlmClient.of(
                Replies.site(),
                terminal("build"),
                Replies.write("styles.css", Host.STYLES),
                Replies.done());
        Host host = host(model, build)) {
      GenerationId id = host.submit(PROMPT);

      assertThat(host.events(id))
          .contains(
              new GenerationEvent.FileWritten("dist/app.js", 2),
              new GenerationEvent.FileRemoved("styles.css"));
      assertThat(details(trail(host, id), Kind.FILE_WRITTEN))
          .containsExactly(
              "index.html, " + Host.PAGE.length() + " bytes",
              "styles.css, 20 bytes",
              "dist/app.js, 2 bytes",
              "styles.css, 20 bytes");
      assertThat(details(trail(host, id), Kind.FILE_REMOVED)).containsExactly("styles.css");
    }
  }

  @Test
  void trail_refusedCalls_sayToolSubjectAndReason() {
    try (ScriptedLlmClient model =
            ScriptedLlmClient.of(
                Replies.write("../../etc/passwd", "x"),
                Replies.write(".env", "x"),
                LlmScript.ofToolCall("launchMissile", "{}"),
                LlmScript.ofToolCall("writeFile", "{\"path\":7}"),
                Replies.site(),
                Replies.done());
        Host host = Host.of(model)) {
      GenerationId id = end(host);

      List<String> refused = details(trail(host, id), Kind.REFUSED);
      assertThat(refused).hasSize(4);
      assertThat(refused.get(0)).startsWith("writeFile ../../etc/passwd: writeFile failed: ");
      assertThat(refused.get(1)).startsWith("writeFile .env: writeFile failed: ");
      assertThat(refused.get(2)).startsWith("launchMissile : There is no tool");
      assertThat(refused.get(3)).startsWith("writeFile : Not run: ");
    }
  }

  @Test
  void trail_failedCall_isNotARefusal() {
    try (ScriptedLlmClient model =
            ScriptedLlmClient.of(
                LlmScript.ofToolCall("readFile", Replies.json("path", "missing.html")),
                Replies.site(),
                Replies.done());
        Host host = Host.of(model)) {
      GenerationId id = end(host);

      assertThat(details(trail(host, id), Kind.REFUSED)).isEmpty();
    }
  }

  @Test
  void trail_cancelledInACommand_holdsTheCommandAndItsEnd() throws InterruptedException {
    CountDownLatch running = new CountDownLatch(1);
    CommandScript hanging =
        (command, files, output, cancellation) -> {
          CountDownLatch stopped = new CountDownLatch(1);
          try (Cancellation.Registration ignored = cancellation.onCancel(stopped::countDown)) {
            running.countDown();
            stopped.await();
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
          throw new io.ollio.OperationCancelled("The command was cancelled");
        };
    try (ScriptedLlmClient model = ScriptedLlmClient.of(terminal("sleep 9"));
        Host host = host(model, hanging)) {
      GenerationId id = host.submit(PROMPT);
      running.await();
      host.ollio.cancel(host.owner, id);
      host.events(id);
      host.ollio.close();

      assertThat(details(trail(host, id), Kind.COMMAND)).containsExactly("sleep 9");
      assertThat(details(trail(host, id), Kind.COMMAND_ENDED))
          .containsExactly("no result, OperationCancelled: sleep 9");
      assertThat(details(trail(host, id), Kind.SANDBOX_CLOSED)).containsExactly("closed");
    }
  }

  @Test
  void trail_lostSandbox_tellsTheLossAndTheNewOne() {
    try (ScriptedLlmClient model = ScriptedLlmClient.of(Replies.site(), Replies.done());
        Host host = new Host(model, builder -> builder.settings(Host.OPEN_AT_ONCE))) {
      host.sandboxes.loseSandboxAtOperation(2);
      GenerationId id = end(host);

      assertThat(details(trail(host, id), Kind.SANDBOX_OPENED)).hasSize(2);
      assertThat(details(trail(host, id), Kind.SANDBOX_CLOSED)).containsExactly("lost", "closed");
    }
  }

  @Test
  void trail_ofAnotherOwner_isEmpty() {
    try (ScriptedLlmClient model = ScriptedLlmClient.of(Replies.site(), Replies.done());
        Host host = Host.of(model)) {
      end(host);

      assertThat(
              host.ollio
                  .audit()
                  .list(OwnerId.of("eve"), Optional.empty(), PageRequest.oldest(10))
                  .items())
          .isEmpty();
      assertThat(
              host.ollio.audit().list(host.owner, Optional.empty(), PageRequest.oldest(10)).items())
          .hasSize(3);
    }
  }

  @Test
  void run_sandboxLostBetweenACommandAndItsChanges_isToldToTheModelAndGoesOn() {
    CommandScript[] commands = new CommandScript[1];
    try (ScriptedLlmClient model =
            ScriptedLlmClient.of(
                Replies.site(), terminal("build"), terminal("build"), Replies.done());
        Host host = host(model, (a, b, c, d) -> commands[0].run(a, b, c, d))) {
      commands[0] =
          (command, files, output, cancellation) -> {
            files.write(FilePath.of("built.js"), FileContent.of("1;"));
            if (host.sandboxes.opened().size() == 1) {
              host.sandboxes.loseSandboxAtOperation(1);
            }
            return CommandScript.result(0, "", "");
          };
      Generation.State state = host.end(PROMPT);

      LlmMessage.ToolResult told = Replies.lastResult(model.requests().get(2));
      assertThat(told.isError()).isTrue();
      assertThat(told.content()).contains("its sandbox was lost", "run it again");
      assertThat(Replies.lastResult(model.requests().get(3)).isError()).isFalse();
      assertThat(state.status()).isEqualTo(Generation.Status.SUCCEEDED);
      assertThat(host.headFiles().find(FilePath.of("built.js"))).isPresent();
      assertThat(host.headFiles().find(FilePath.of("index.html"))).isPresent();
    }
  }
}
