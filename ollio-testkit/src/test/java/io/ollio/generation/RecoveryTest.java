package io.ollio.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.Ollio;
import io.ollio.OwnerId;
import io.ollio.PageRequest;
import io.ollio.RetryPolicy;
import io.ollio.credit.Plan;
import io.ollio.llm.LlmMessage;
import io.ollio.llm.LlmRequest;
import io.ollio.local.InMemoryStorage;
import io.ollio.project.Generation;
import io.ollio.project.Generation.Status;
import io.ollio.project.GenerationId;
import io.ollio.project.Project;
import io.ollio.project.ProjectException.StoreUnavailable;
import io.ollio.project.Version;
import io.ollio.sandbox.SandboxException.SandboxUnavailable;
import io.ollio.testkit.job.ManualJobRunner;
import io.ollio.testkit.llm.LlmScript;
import io.ollio.testkit.llm.ScriptedLlmClient;
import io.ollio.testkit.sandbox.CommandScript;
import io.ollio.testkit.sandbox.InMemorySandboxProvider;
import io.ollio.testkit.store.FailingProjectStore;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What fails around the model: stores and sandboxes, at every place, and what is left then. */
class RecoveryTest {
  private static final String PROMPT = "Create a dark login form";

  /** Answers by what it was sent, like a real model: page, styles, last words. */
  private static LlmScript answer(LlmRequest request) {
    long said =
        request.messages().stream()
            .filter(message -> message instanceof LlmMessage.Assistant)
            .count();
    return switch ((int) said) {
      case 0 -> Replies.write("index.html", Host.PAGE);
      case 1 -> Replies.write("styles.css", Host.STYLES);
      default -> Replies.done();
    };
  }

  /** A host whose store can fail, whose sandboxes open at once, whose jobs run when told to. */
  private static final class Fragile implements AutoCloseable {
    final OwnerId owner = OwnerId.of("ann");
    final ScriptedLlmClient model = ScriptedLlmClient.answering(RecoveryTest::answer);
    final InMemorySandboxProvider sandboxes = new InMemorySandboxProvider();
    final Storage storage;
    final FailingProjectStore store;
    final ManualJobRunner jobs;
    final Ollio ollio;
    final Project project;

    Fragile() {
      Storage whole = InMemoryStorage.create(Plan.FREE);
      store = new FailingProjectStore(whole.projects());
      storage =
          new Storage(
              whole.unitOfWork(),
              store,
              whole.credits(),
              whole.owners(),
              whole.audit(),
              whole.rateLimiter());
      jobs = new ManualJobRunner(whole.unitOfWork());
      ollio =
          Ollio.builder(model)
              .storage(storage)
              .jobs(jobs)
              .sandbox(sandboxes)
              .settings(Host.OPEN_AT_ONCE)
              .withoutPreview()
              .modelRetries(RetryPolicy.NONE)
              .build();
      project = ollio.createProject(owner, "Sign-in page");
    }

    GenerationId submit() {
      return ollio.submit(GenerationRequest.of(owner, project.id(), PROMPT));
    }

    Generation.State state(GenerationId id) {
      return ollio.generation(owner, id).state();
    }

    long credits() {
      return ollio.credits().account(owner).used().amount()
          + ollio.credits().account(owner).held().amount();
    }

    @Override
    public void close() {
      ollio.close();
      sandboxes.assertNoOpenSandboxes();
    }
  }

  @Nested
  class Stores {
    @Test
    void submit_storeFailsAtAnyWrite_leavesNothing() {
      int writes = 0;
      try (Fragile host = new Fragile()) {
        for (boolean failed = true; failed; ) {
          host.store.failAtWrite(++writes, true);
          try {
            host.submit();
            failed = false;
          } catch (StoreUnavailable e) {
            assertThat(host.credits()).isZero();
            assertThat(host.jobs.stats().queued()).isZero();
            PageRequest all = PageRequest.oldest(10);
            assertThat(
                    host.ollio.store().messages().list(host.owner, host.project.id(), all).items())
                .isEmpty();
            assertThat(
                    host.ollio
                        .store()
                        .generations()
                        .list(host.owner, host.project.id(), all)
                        .items())
                .isEmpty();
          }
        }
      }
      assertThat(writes).isGreaterThan(3);
    }

    @Test
    void run_storeFailsForAMomentAtAnyWrite_endsAsIfNothingHadHappened() {
      int write = 0;
      for (boolean isFailing = true; isFailing; ) {
        try (Fragile host = new Fragile()) {
          GenerationId id = host.submit();
          host.store.failAtWrite(++write, true);
          host.jobs.runAll();
          isFailing = !host.store.isArmed();

          assertThat(host.state(id).status()).as("write %d", write).isEqualTo(Status.SUCCEEDED);
          assertThat(files(host)).isEqualTo(Host.SITE);
          assertThat(host.credits()).isEqualTo(1);
          assertThat(host.model.requests()).as("write %d", write).hasSizeLessThanOrEqualTo(4);
        }
      }
      assertThat(write).isGreaterThan(10);
    }

    @Test
    void run_storeFailsForGoodAtAnyWrite_endsOnceAndTheBillIsRight() {
      int write = 0;
      for (boolean isFailing = true; isFailing; ) {
        try (Fragile host = new Fragile()) {
          GenerationId id = host.submit();
          host.store.failAtWrite(++write, false);
          host.jobs.runAll();
          isFailing = !host.store.isArmed();

          Generation.State state = host.state(id);
          assertThat(state.status().isFinal()).as("write %d", write).isTrue();
          assertThat(host.credits()).isEqualTo(state.status() == Status.SUCCEEDED ? 1 : 0);
        }
      }
    }

    private io.ollio.file.FileTree files(Fragile host) {
      return host.ollio
          .store()
          .versions()
          .head(host.owner, host.project.id())
          .map(Version::files)
          .orElseThrow();
    }
  }

  @Nested
  class Sandboxes {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void run_sandboxLostAtAnyOperation_goesOnInANewOneWithAllFiles(int operation) {
      try (Fragile host = new Fragile()) {
        host.sandboxes.loseSandboxAtOperation(operation);
        GenerationId id = host.submit();
        host.jobs.runAll();

        assertThat(host.state(id).status()).isEqualTo(Status.SUCCEEDED);
        assertThat(host.ollio.filesOf(host.owner, id)).isEqualTo(Host.SITE);
        assertThat(host.model.requests()).hasSize(3);
      }
    }

    @Test
    void run_noSandboxForAMoment_isTriedAgain() {
      try (Fragile host = new Fragile()) {
        host.sandboxes.failNextOpen(() -> new SandboxUnavailable("All are in use", true, null));
        GenerationId id = host.submit();
        host.jobs.runAll();

        assertThat(host.state(id).status()).isEqualTo(Status.SUCCEEDED);
        assertThat(host.state(id).attempt()).isEqualTo(2);
      }
    }

    @Test
    void run_noSandboxForGood_failsTypedAndCostsNothing() {
      try (Fragile host = new Fragile()) {
        host.sandboxes.failNextOpen(
            () -> new SandboxUnavailable("The quota is used up", false, null));
        GenerationId id = host.submit();
        host.jobs.runAll();

        assertThat(host.state(id).reason()).isEqualTo("SandboxUnavailable");
        assertThat(host.state(id).detail()).isEqualTo("The quota is used up");
        assertThat(host.credits()).isZero();
      }
    }
  }

  @Test
  void run_noSandboxForACommand_isToldToTheModelWhichGoesOnWithoutIt() {
    try (ScriptedLlmClient model =
            ScriptedLlmClient.of(
                LlmScript.ofToolCall("terminal", "{\"command\":\"ls\"}"),
                Replies.site(),
                Replies.done());
        Host host = Host.of(model)) {
      host.sandboxes.withCommands(CommandScript.printing(Map.of()));
      host.sandboxes.failNextOpen(() -> new SandboxUnavailable("All are in use", true, null));

      assertThat(host.end(PROMPT).status()).isEqualTo(Status.SUCCEEDED);
      assertThat(Replies.lastResult(model.requests().get(1)).content())
          .contains("terminal failed: All are in use");
    }
  }

  @Nested
  class Retries {
    @Test
    void cancel_whileARetryIsWaitedFor_endsAsCancelled() {
      try (Fragile host = new Fragile()) {
        host.sandboxes.failNextOpen(() -> new SandboxUnavailable("All are in use", true, null));
        GenerationId id = host.submit();
        host.jobs.runNext();
        host.ollio.cancel(host.owner, id);
        host.jobs.runAll();

        assertThat(host.state(id).status()).isEqualTo(Status.CANCELLED);
        assertThat(host.credits()).isZero();
        assertThat(host.model.requests()).isEmpty();
      }
    }

    @Test
    void resume_afterTheHostAddedAVersion_keepsBothChanges() {
      try (Fragile host = new Fragile()) {
        GenerationId id = host.submit();
        host.sandboxes.failAtOperation(
            3, () -> new io.ollio.sandbox.SandboxException.SandboxUnavailable("lost", true, null));
        host.jobs.runNext();
        assertThat(host.state(id).status()).isEqualTo(Status.QUEUED);
        host.ollio.importFiles(
            host.owner,
            host.project.id(),
            io.ollio.file.FileTree.ofTexts(java.util.Map.of("note.txt", "by the host")),
            "note");
        host.jobs.runAll();

        assertThat(host.state(id).status()).isEqualTo(Status.SUCCEEDED);
        assertThat(host.ollio.filesOf(host.owner, id).files().keySet())
            .extracting(io.ollio.file.FilePath::value)
            .containsExactly("index.html", "note.txt", "styles.css");
      }
    }

    @Test
    void run_retriesExhausted_recordsWhatWasUsed() {
      try (Fragile host = new Fragile()) {
        GenerationId id = host.submit();
        for (int attempt = 1; attempt <= 4; attempt++) {
          host.sandboxes.failAtOperation(
              attempt == 1 ? 3 : 1,
              () -> new io.ollio.sandbox.SandboxException.SandboxUnavailable("lost", true, null));
          host.jobs.runNext();
        }

        assertThat(host.state(id).status()).isEqualTo(Status.FAILED);
        assertThat(host.state(id).usage().modelCalls()).isPositive();
        assertThat(host.credits()).isZero();
      }
    }
  }

  @Nested
  class Models {
    @ParameterizedTest
    @CsvSource({"0", "1", "2"})
    void run_modelFailsForGood_failsTypedAndKeepsFinishedFiles(int turn) {
      LlmScript[] scripts = {
        Replies.write("index.html", Host.PAGE),
        Replies.write("styles.css", Host.STYLES),
        Replies.done()
      };
      scripts[turn] =
          LlmScript.failing(
              io.ollio.testkit.llm.LlmFault.of(io.ollio.testkit.llm.LlmFault.Kind.AUTHENTICATION));
      ScriptedLlmClient model = ScriptedLlmClient.of(java.util.Arrays.copyOf(scripts, turn + 1));
      try (model;
          Host host = Host.of(model)) {
        GenerationId id = host.submit(PROMPT);
        host.events(id);

        assertThat(host.ollio.generation(host.owner, id).state().reason())
            .isEqualTo("AuthenticationFailed");
        assertThat(host.ollio.filesOf(host.owner, id).files()).hasSize(turn);
        assertThat(host.used() + host.held()).isZero();
      }
    }

    @Test
    void run_replyCutInTheMiddleOfAFile_isRepeatedAndNothingHalfIsWritten() {
      RetryPolicy atOnce =
          new RetryPolicy(3, java.time.Duration.ZERO, 1, java.time.Duration.ofSeconds(1), 0);
      try (ScriptedLlmClient model =
              ScriptedLlmClient.of(
                  LlmScript.reply()
                      .callPiece(
                          0, "c1", "writeFile", "{\"path\":\"index.html\",\"content\":\"<h1>He")
                      .cut(),
                  Replies.site(),
                  Replies.done());
          Host host = new Host(model, builder -> builder.modelRetries(atOnce))) {
        GenerationId id = host.submit(PROMPT);

        assertThat(host.events(id)).contains(new GenerationEvent.StepRestarted("ReplyBroken", 2));
        assertThat(host.headFiles()).isEqualTo(Host.SITE);
      }
    }
  }

  @Test
  void close_whileAGenerationRuns_endsThoseWhoWait() {
    io.ollio.testkit.llm.LlmGate gate = new io.ollio.testkit.llm.LlmGate();
    ScriptedLlmClient model = ScriptedLlmClient.of(LlmScript.reply().hold(gate));
    Host host = Host.of(model);
    GenerationId id = host.submit(PROMPT);
    gate.awaitReached(Host.PATIENCE);
    java.util.concurrent.CompletableFuture<Void> closing =
        java.util.concurrent.CompletableFuture.runAsync(
            () -> host.ollio.close(java.time.Duration.ZERO));

    assertThatThrownBy(
            () -> {
              host.events(id);
              throw new io.ollio.OperationCancelled("ended");
            })
        .isInstanceOf(io.ollio.OperationCancelled.class);
    closing.join();
  }
}
