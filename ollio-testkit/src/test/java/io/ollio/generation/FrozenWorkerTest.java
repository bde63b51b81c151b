package io.ollio.generation;

import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.IdSource;
import io.ollio.credit.Plan;
import io.ollio.llm.LlmRequest;
import io.ollio.local.InMemoryStorage;
import io.ollio.project.Generation;
import io.ollio.project.Generation.State;
import io.ollio.project.Generation.Status;
import io.ollio.project.GenerationId;
import io.ollio.testkit.job.ManualJobRunner;
import io.ollio.testkit.llm.LlmScript;
import io.ollio.testkit.llm.ScriptedLlmClient;
import io.ollio.testkit.time.ManualTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A worker that stood still so long that another one has taken its generation over. */
class FrozenWorkerTest {
  private final ManualTime time = new ManualTime();
  private final Storage storage =
      InMemoryStorage.create(Plan.FREE, time, new IdSource(time, new Random(1)));
  private final ManualJobRunner jobs = new ManualJobRunner(storage.unitOfWork());
  private final AtomicReference<GenerationId> id = new AtomicReference<>();

  @Test
  void run_takenOverWhileFrozen_addsNothingToTheSuccessorsEvents() {
    ScriptedLlmClient model = ScriptedLlmClient.answering(this::takenOverMeanwhile);
    try (Host host = new Host(model, builder -> builder.storage(storage).jobs(jobs).clock(time))) {
      id.set(host.submit("Create a dark login form"));

      jobs.runNext();

      assertThat(types(host)).containsExactly("Queued", "Started", "WorkspaceReady", "StepStarted");
      assertThat(state(host).attempt()).isEqualTo(2);
      assertThat(state(host).status()).isEqualTo(Status.RUNNING);
    }
  }

  /** The successor has looked at the generation already when the late one marks it as its own. */
  @Test
  void run_predecessorThawsAtTheWrongMoment_isTakenOverAllTheSame() {
    ScriptedLlmClient model =
        ScriptedLlmClient.answering(request -> LlmScript.ofText("I make nothing"));
    AtomicReference<Runnable> next = new AtomicReference<>(() -> {});
    InstantSource clock =
        () -> {
          next.getAndSet(() -> {}).run();
          return time.instant();
        };
    try (Host host = new Host(model, builder -> builder.storage(storage).jobs(jobs).clock(clock))) {
      id.set(host.submit("Create a dark login form"));
      next.set(() -> beginAttempt(0));

      jobs.runNext();

      assertThat(state(host).attempt()).isEqualTo(1);
      assertThat(state(host).status().isFinal()).isTrue();
      assertThat(host.held()).isZero();
    }
  }

  private LlmScript takenOverMeanwhile(LlmRequest request) {
    beginAttempt(2);
    time.advance(Duration.ofSeconds(5));
    return LlmScript.ofText("I am late");
  }

  /** What another worker does to the stored generation. */
  private void beginAttempt(int number) {
    Generation generation =
        storage.projects().generations().find(io.ollio.OwnerId.of("ann"), id.get()).orElseThrow();
    State next =
        new State(
            Status.RUNNING,
            number,
            "",
            "",
            Optional.empty(),
            generation.state().usage(),
            time.instant());
    storage.projects().generations().changeState(id.get(), generation.state(), next);
  }

  private List<String> types(Host host) {
    return host
        .ollio
        .store()
        .events()
        .read(host.owner, id.get(), 0, 100, Duration.ZERO, io.ollio.Cancellation.none())
        .stream()
        .map(stored -> stored.event().type())
        .toList();
  }

  private State state(Host host) {
    return host.ollio.generation(host.owner, id.get()).state();
  }
}
