package io.ollio.generation;

import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.PageRequest;
import io.ollio.audit.AuditEntry;
import io.ollio.audit.AuditEntry.Kind;
import io.ollio.hook.HookedCall;
import io.ollio.hook.Hooks;
import io.ollio.hook.ToolApproval;
import io.ollio.hook.ToolApproval.Decision;
import io.ollio.hosttool.HostTool;
import io.ollio.project.Generation.Status;
import io.ollio.project.GenerationId;
import io.ollio.testkit.llm.LlmScript;
import io.ollio.testkit.llm.ScriptedLlmClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Tool calls that somebody must approve. */
class ApprovalTest {
  private static final String PROMPT = "Create a dark login form";
  private static final Duration LONG = Duration.ofMinutes(5);

  record Deploy(String target) {}

  private final AtomicInteger deployed = new AtomicInteger();
  private final BlockingQueue<CompletableFuture<Decision>> questions = new LinkedBlockingQueue<>();

  private HostTool<Deploy> deploy =
      HostTool.of(
          "deploy", "Deploys", Deploy.class, arguments -> "number " + deployed.incrementAndGet());

  /** Keeps the question for a person. */
  private CompletableFuture<Decision> keep(HookedCall call) {
    CompletableFuture<Decision> answer = new CompletableFuture<>();
    questions.add(answer);
    return answer;
  }

  private static ScriptedLlmClient model() {
    return ScriptedLlmClient.of(
        Replies.site(), LlmScript.ofToolCall("deploy", "{\"target\":\"test\"}"), Replies.done());
  }

  private Host host(ScriptedLlmClient model, ToolApproval approval, Duration patience) {
    Hooks hooks = Hooks.builder().approval(approval, patience, "deploy", "terminal").build();
    return new Host(model, builder -> builder.hostTools(List.of(deploy)).hooks(hooks));
  }

  private CompletableFuture<Decision> question() throws InterruptedException {
    CompletableFuture<Decision> question = questions.poll(10, TimeUnit.SECONDS);
    assertThat(question).isNotNull();
    return question;
  }

  private String answer(ToolApproval approval, Duration patience) {
    try (ScriptedLlmClient model = model();
        Host host = host(model, approval, patience)) {
      assertThat(host.end(PROMPT).status()).isEqualTo(Status.SUCCEEDED);
      return Replies.lastResult(model.lastRequest()).content();
    }
  }

  @Test
  void call_approved_runs() {
    assertThat(answer(call -> CompletableFuture.completedFuture(Decision.approve()), LONG))
        .isEqualTo("number 1");
  }

  @Test
  void call_denied_isRefusedAuditedAndTheModelGoesOn() {
    try (ScriptedLlmClient model = model();
        Host host =
            host(
                model,
                call ->
                    CompletableFuture.completedFuture(
                        Decision.deny(call.arguments().text("target") + " is frozen.")),
                LONG)) {
      GenerationId id = host.submit(PROMPT);
      host.events(id);

      assertThat(Replies.lastResult(model.lastRequest()).content())
          .isEqualTo("Not run: test is frozen. Do not repeat the call; go on without it.");
      List<AuditEntry> trail =
          host.ollio
              .audit()
              .list(host.owner, Optional.of(id.value()), PageRequest.oldest(100))
              .items();
      assertThat(trail)
          .filteredOn(entry -> entry.kind() == Kind.REFUSED)
          .singleElement()
          .extracting(AuditEntry::detail)
          .asString()
          .contains("deploy", "Not run: test is frozen.");
      assertThat(deployed).hasValue(0);
      assertThat(host.ollio.generation(host.owner, id).state().status())
          .isEqualTo(Status.SUCCEEDED);
    }
  }

  @Test
  void call_answeredByAPersonLater_runsThen() throws InterruptedException {
    try (ScriptedLlmClient model = model();
        Host host = host(model, this::keep, LONG)) {
      GenerationId id = host.submit(PROMPT);
      CompletableFuture<Decision> question = question();
      assertThat(deployed).hasValue(0);
      question.complete(Decision.approve());
      host.events(id);
      assertThat(deployed).hasValue(1);
    }
  }

  @Test
  void call_nobodyAnswers_isDeniedAndTheQuestionWithdrawn() throws InterruptedException {
    assertThat(answer(this::keep, Duration.ofMillis(30)))
        .startsWith("Not run: nobody has approved it within 0 s.");
    assertThat(question().isCancelled()).isTrue();
    assertThat(deployed).hasValue(0);
  }

  @Test
  void call_approvalThrows_isDenied() {
    ToolApproval broken =
        call -> {
          throw new IllegalStateException("secret-4711");
        };
    assertThat(answer(broken, LONG)).startsWith("Not run: the approval could not be had.");
    assertThat(answer(call -> CompletableFuture.failedFuture(new IllegalStateException("x")), LONG))
        .startsWith("Not run: the approval could not be had.");
    assertThat(deployed).hasValue(0);
  }

  @Test
  void cancel_whileWaiting_endsTheWaitAndTheGenerationAndNothingRuns() throws InterruptedException {
    try (ScriptedLlmClient model =
            ScriptedLlmClient.of(
                Replies.site(), LlmScript.ofToolCall("deploy", "{\"target\":\"test\"}"));
        Host host = host(model, this::keep, LONG)) {
      GenerationId id = host.submit(PROMPT);
      CompletableFuture<Decision> question = question();
      CountDownLatch withdrawn = new CountDownLatch(1);
      CompletableFuture<Decision> unused =
          question.whenComplete((decision, cause) -> withdrawn.countDown());
      host.ollio.cancel(host.owner, id);
      host.events(id);

      assertThat(host.ollio.generation(host.owner, id).state().status())
          .isEqualTo(Status.CANCELLED);
      assertThat(withdrawn.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(question.isCancelled()).isTrue();
      assertThat(deployed).hasValue(0);
    }
  }

  /** The wait is longer than the tool's own limit, and does not count. */
  @Test
  void call_waitedLongerThanTheToolMayRun_stillRuns() throws InterruptedException {
    deploy = deploy.withTimeLimit(Duration.ofSeconds(3));
    try (ScriptedLlmClient model = model();
        Host host = host(model, this::keep, LONG)) {
      GenerationId id = host.submit(PROMPT);
      CompletableFuture<Decision> question = question();
      CompletableFuture<Decision> late = new CompletableFuture<>();
      CompletableFuture<Void> unused =
          late.completeOnTimeout(Decision.approve(), 3_500, TimeUnit.MILLISECONDS)
              .thenAccept(question::complete);
      host.events(id);
      assertThat(Replies.lastResult(model.lastRequest()).content()).isEqualTo("number 1");
    }
  }

  @Test
  void call_approvedToolHangs_isStoppedByItsOwnLimit() {
    CountDownLatch never = new CountDownLatch(1);
    deploy =
        HostTool.of(
                "deploy",
                "Deploys",
                Deploy.class,
                arguments -> {
                  never.await();
                  return "";
                })
            .withTimeLimit(Duration.ofMillis(50));
    assertThat(answer(call -> CompletableFuture.completedFuture(Decision.approve()), LONG))
        .startsWith("The tool was stopped: it took longer than 0 s.");
    never.countDown();
  }
}
