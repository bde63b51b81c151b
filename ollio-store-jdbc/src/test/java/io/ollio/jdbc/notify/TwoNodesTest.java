package io.ollio.jdbc.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.Cancellation;
import io.ollio.Ollio;
import io.ollio.OllioBuilder;
import io.ollio.OperationCancelled;
import io.ollio.OwnerId;
import io.ollio.generation.GenerationEvent;
import io.ollio.generation.GenerationRequest;
import io.ollio.generation.GenerationResult;
import io.ollio.jdbc.JdbcSettings;
import io.ollio.jdbc.JdbcStorage;
import io.ollio.jdbc.job.JdbcJobRunner;
import io.ollio.jdbc.job.JdbcJobSettings;
import io.ollio.jdbc.testing.TestDatabase;
import io.ollio.jdbc.testing.TestDatabase.TestSchema;
import io.ollio.llm.LlmClient;
import io.ollio.llm.StopReason;
import io.ollio.project.Generation.Status;
import io.ollio.project.GenerationId;
import io.ollio.testkit.llm.LlmGate;
import io.ollio.testkit.llm.LlmScript;
import io.ollio.testkit.llm.ScriptedLlmClient;
import io.ollio.testkit.sandbox.InMemorySandboxProvider;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One node submits, follows and cancels, the other works; they share nothing but the database. */
class TwoNodesTest {
  private static final OwnerId ANN = OwnerId.of("ann");
  private static final String PAGE =
      "<!DOCTYPE html><html lang=\\\"en\\\"><head><meta charset=\\\"utf-8\\\"><meta name=\\\"viewport\\\""
          + " content=\\\"width=device-width, initial-scale=1\\\"><title>Login</title></head><body>"
          + "<main><h1>Login</h1></main></body></html>";

  private final List<AutoCloseable> opened = new ArrayList<>();
  private final LlmGate modelGate = new LlmGate();

  /** A node; where the database can notify, nothing but that can be in time. */
  private Ollio node(TestDatabase kind, TestSchema schema, UnaryOperator<OllioBuilder> how) {
    Duration poll =
        kind == TestDatabase.POSTGRESQL ? Duration.ofMinutes(10) : Duration.ofMillis(50);
    JdbcSettings settings =
        JdbcSettings.DEFAULT
            .withSchema(schema.schema())
            .withTiming(
                new JdbcSettings.Timing(InstantSource.system(), Duration.ofSeconds(10), poll));
    JdbcStorage db = JdbcStorage.open(schema.dataSource(), settings);
    JdbcJobRunner jobs =
        db.newJobRunner(JdbcJobSettings.DEFAULT.withRhythm(Duration.ofSeconds(1), poll));
    Ollio ollio =
        how.apply(
                Ollio.builder(model())
                    .storage(db.storage())
                    .jobs(jobs)
                    .sandbox(new InMemorySandboxProvider())
                    .withoutPreview())
            .build();
    opened.addAll(List.of(jobs, ollio, db));
    return ollio;
  }

  private LlmClient model() {
    return ScriptedLlmClient.answering(
        request -> {
          if (request.messages().size() > 2) {
            return LlmScript.ofText("The login form is ready.");
          }
          return LlmScript.reply()
              .hold(modelGate)
              .toolCall("writeFile", "{\"path\":\"index.html\",\"content\":\"" + PAGE + "\"}")
              .finish(StopReason.TOOL_CALLS);
        });
  }

  @AfterEach
  void closeAll() throws Exception {
    modelGate.release();
    for (AutoCloseable part : opened) {
      part.close();
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void follow_generationThatRunsElsewhere_seesEveryEventUpToTheResult(TestDatabase kind) {
    TestSchema schema = kind.clean();
    Ollio front = node(kind, schema, OllioBuilder::submitOnly);
    node(kind, schema, builder -> builder);
    GenerationId id = submit(front);
    List<Long> numbers = new ArrayList<>();
    List<GenerationEvent> events = new ArrayList<>();

    front.follow(
        ANN,
        id,
        0,
        (number, event) -> {
          numbers.add(number);
          events.add(event);
          if (event instanceof GenerationEvent.Started) {
            modelGate.release();
          }
        },
        Cancellation.none());

    assertThat(numbers)
        .isEqualTo(LongStream.rangeClosed(1, numbers.size()).boxed().toList())
        .hasSizeGreaterThan(5);
    assertThat(events.get(0)).isInstanceOf(GenerationEvent.Queued.class);
    assertThat(events.get(events.size() - 1)).isInstanceOf(GenerationEvent.Succeeded.class);
    List<Long> again = new ArrayList<>();
    front.follow(ANN, id, 3, (number, event) -> again.add(number), Cancellation.none());
    assertThat(again).isEqualTo(numbers.subList(3, numbers.size()));
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void await_generationThatRunsElsewhere_returnsItsFiles(TestDatabase kind) {
    TestSchema schema = kind.clean();
    Ollio front = node(kind, schema, OllioBuilder::submitOnly);
    node(kind, schema, builder -> builder);
    modelGate.release();

    GenerationResult result = front.await(ANN, submit(front));

    assertThat(result.version().files().files()).hasSize(1);
    assertThat(front.credits().account(ANN).used().amount()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void cancel_generationThatRunsElsewhere_endsItAndReturnsTheCredit(TestDatabase kind) {
    TestSchema schema = kind.clean();
    Ollio front = node(kind, schema, OllioBuilder::submitOnly);
    node(kind, schema, builder -> builder);
    GenerationId id = submit(front);

    assertThatThrownBy(
            () ->
                front.follow(
                    ANN,
                    id,
                    0,
                    (number, event) -> {
                      if (event instanceof GenerationEvent.Started) {
                        front.cancel(ANN, id);
                      }
                      if (event.isLast()) {
                        throw new OperationCancelled(event.getClass().getSimpleName());
                      }
                    },
                    Cancellation.none()))
        .hasMessage("Cancelled");
    assertThat(front.generation(ANN, id).state().status()).isEqualTo(Status.CANCELLED);
    assertThat(front.credits().account(ANN).held().amount()).isZero();
    assertThat(front.credits().account(ANN).used().amount()).isZero();
  }

  private static GenerationId submit(Ollio ollio) {
    return ollio.submit(
        GenerationRequest.of(
            ANN, ollio.createProject(ANN, "Sign-in").id(), "Create a dark login form"));
  }
}
