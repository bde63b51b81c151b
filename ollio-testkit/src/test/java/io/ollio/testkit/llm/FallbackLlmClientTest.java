package io.ollio.testkit.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.Cancellation;
import io.ollio.CancellationSource;
import io.ollio.OperationCancelled;
import io.ollio.RetryPolicy;
import io.ollio.catalogue.FallbackLlmClient;
import io.ollio.catalogue.FallbackLlmClient.Target;
import io.ollio.catalogue.ModelCatalogue;
import io.ollio.catalogue.ModelInfo;
import io.ollio.llm.LlmClient;
import io.ollio.llm.LlmException;
import io.ollio.llm.LlmException.Overloaded;
import io.ollio.llm.LlmMessage;
import io.ollio.llm.LlmReply;
import io.ollio.llm.LlmRequest;
import io.ollio.llm.LlmRequest.ToolChoice;
import io.ollio.llm.RetryingLlmClient;
import io.ollio.llm.ToolSpec;
import io.ollio.testkit.llm.LlmFault.Kind;
import io.ollio.testkit.llm.RecordingListener.Heard.Restart;
import io.ollio.testkit.time.ManualTime;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class FallbackLlmClientTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final LlmScript DOWN = LlmScript.failing(LlmFault.overloaded());
  private static final LlmScript FINE = LlmScript.ofText("fine");
  private static final LlmRequest REQUEST =
      LlmRequest.of(new LlmMessage.User("Hello")).withModel("large").withMaxOutputTokens(4_000);
  private static final ModelCatalogue CATALOGUE =
      ModelCatalogue.of(
          ModelInfo.of("large").withFallbacks("middle", "small"),
          ModelInfo.of("middle"),
          ModelInfo.of("small").withLimits(8_000, 1_000).withAbilities(true, false));

  private final ManualTime time = new ManualTime();
  private final RecordingListener heard = new RecordingListener();

  @Test
  void complete_modelIsUp_staysThere() {
    try (ScriptedLlmClient model = ScriptedLlmClient.of(FINE)) {
      ask(fallback(model));

      assertThat(askedModels(model)).containsExactly("large");
      assertThat(heard.restarts()).isEmpty();
      assertThat(heard.models()).isEmpty();
    }
  }

  @Test
  void complete_overloaded_goesToTheNextNameAndTheListenerHearsIt() {
    try (ScriptedLlmClient model =
        ScriptedLlmClient.of(LlmScript.reply().text("Ha").fail(LlmFault.overloaded()), FINE)) {
      assertThat(ask(fallback(model)).text()).isEqualTo("fine");

      assertThat(askedModels(model)).containsExactly("large", "middle");
      assertThat(heard.texts()).containsExactly("Ha", "fine");
      assertThat(heard.heard().get(1)).isInstanceOf(Restart.class);
      assertThat(heard.restarts()).extracting(Restart::attempt).containsExactly(2);
      assertThat(heard.models()).containsExactly("middle");
    }
  }

  @Test
  void complete_smallerModelStandsIn_isAskedForNoMoreThanItCanWrite() {
    try (ScriptedLlmClient model = ScriptedLlmClient.of(DOWN, DOWN, FINE)) {
      ask(fallback(model));

      assertThat(model.requests())
          .extracting(LlmRequest::maxOutputTokens)
          .containsExactly(4_000, 4_000, 1_000);
    }
  }

  @Test
  void complete_allDown_throwsTheLastFailure() {
    try (ScriptedLlmClient model = ScriptedLlmClient.of(DOWN, DOWN, DOWN)) {
      assertThatThrownBy(() -> ask(fallback(model))).isInstanceOf(Overloaded.class);
      assertThat(askedModels(model)).containsExactly("large", "middle", "small");
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"RATE_LIMIT", "QUOTA", "OVERLOAD", "BROKEN"})
  void complete_outage_fallsBack(Kind kind) {
    try (ScriptedLlmClient model =
        ScriptedLlmClient.of(LlmScript.failing(LlmFault.of(kind)), FINE)) {
      assertThat(ask(fallback(model)).text()).isEqualTo("fine");
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"AUTHENTICATION", "CONTEXT", "FILTER", "MODEL", "REQUEST"})
  void complete_failureOfTheRequest_isThrownAtOnce(Kind kind) {
    try (ScriptedLlmClient model =
        ScriptedLlmClient.of(LlmScript.failing(LlmFault.of(kind)), FINE)) {
      FallbackLlmClient client = fallback(model);
      assertThatThrownBy(() -> ask(client)).isInstanceOf(kind.exception());

      ask(client);
      assertThat(askedModels(model)).as("no cool-down").containsExactly("large", "large");
    }
  }

  static List<LlmException> outages() {
    return List.of(
        new LlmException.Unreachable("refused", null), new LlmException.TimedOut("60 s", null));
  }

  @ParameterizedTest
  @MethodSource("outages")
  void complete_nobodyAnswers_fallsBack(LlmException outage) {
    LlmClient dead =
        (request, listener, cancellation) -> {
          throw outage;
        };
    try (ScriptedLlmClient other = ScriptedLlmClient.of(FINE)) {
      FallbackLlmClient client =
          new FallbackLlmClient(
              dead,
              ModelCatalogue.EMPTY,
              List.of(new Target(other, "there")),
              FallbackLlmClient.DEFAULT_COOL_DOWN,
              time);

      assertThat(ask(client).text()).isEqualTo("fine");
      assertThat(askedModels(other)).containsExactly("there");
    }
  }

  @Test
  void complete_afterRetries_countsTheTriesOfAllModels() {
    ScriptedLlmClient model = ScriptedLlmClient.of(DOWN, DOWN, DOWN, FINE);
    LlmClient retrying =
        new RetryingLlmClient(model, RetryPolicy.DEFAULT.withRetries(1), time, () -> 0L);
    PendingCall call =
        PendingCall.start(fallback(retrying), REQUEST, heard, new CancellationSource());

    time.awaitSleepers(1);
    time.advance(Duration.ofMillis(500));
    time.awaitSleepers(1);
    time.advance(Duration.ofMillis(500));

    assertThat(call.reply(PATIENCE).text()).isEqualTo("fine");
    assertThat(askedModels(model)).containsExactly("large", "large", "middle", "middle");
    assertThat(heard.restarts()).extracting(Restart::attempt).containsExactly(2, 3, 4);
  }

  @Test
  void complete_duringTheCoolDown_passesOverTheModelThatWasDown() {
    try (ScriptedLlmClient model = ScriptedLlmClient.of(DOWN, FINE, FINE, FINE)) {
      FallbackLlmClient client = fallback(model);
      ask(client);
      time.advance(Duration.ofSeconds(59));
      ask(client);
      time.advance(Duration.ofSeconds(1));
      ask(client);

      assertThat(askedModels(model)).containsExactly("large", "middle", "middle", "large");
      assertThat(heard.restarts()).hasSize(1);
      assertThat(heard.models()).containsExactly("middle", "middle");
    }
  }

  @Test
  void complete_serverAsksForALongerRest_getsIt() {
    LlmScript limited = LlmScript.failing(LlmFault.rateLimited(Duration.ofMinutes(5)));
    try (ScriptedLlmClient model = ScriptedLlmClient.of(limited, FINE, FINE, FINE)) {
      FallbackLlmClient client = fallback(model);
      ask(client);
      time.advance(Duration.ofMinutes(4));
      ask(client);
      time.advance(Duration.ofMinutes(1));
      ask(client);

      assertThat(askedModels(model)).containsExactly("large", "middle", "middle", "large");
    }
  }

  @Test
  void complete_allInTheirCoolDown_areTriedAllTheSame() {
    try (ScriptedLlmClient model = ScriptedLlmClient.of(DOWN, DOWN, DOWN, FINE, FINE)) {
      FallbackLlmClient client = fallback(model);
      assertThatThrownBy(() -> ask(client)).isInstanceOf(Overloaded.class);

      assertThat(ask(client).text()).isEqualTo("fine");
      ask(client);
      assertThat(askedModels(model).subList(3, 5)).containsExactly("large", "large");
    }
  }

  @Test
  void complete_toolsAreNeeded_passesOverAModelWithoutThem() {
    LlmRequest tools =
        REQUEST.withTools(List.of(new ToolSpec("t", "does it", "{}")), ToolChoice.AUTO);
    try (ScriptedLlmClient model = ScriptedLlmClient.of(DOWN, DOWN)) {
      assertThatThrownBy(() -> fallback(model).complete(tools, heard, Cancellation.none()))
          .isInstanceOf(Overloaded.class);
      assertThat(askedModels(model)).containsExactly("large", "middle");
    }
  }

  @Test
  void complete_replyWithoutAName_getsTheNameThatWasAsked() {
    LlmClient nameless =
        (request, listener, cancellation) -> {
          if (!"middle".equals(request.model())) {
            throw LlmFault.overloaded().toException();
          }
          return LlmReply.ofText("fine");
        };

    assertThat(ask(fallback(nameless)).model()).isEqualTo("middle");
  }

  @Test
  void complete_cancelled_doesNotFallBack() {
    LlmGate gate = new LlmGate();
    CancellationSource cancellation = new CancellationSource();
    try (ScriptedLlmClient model =
        ScriptedLlmClient.of(LlmScript.reply().text("Ha").hold(gate).stop())) {
      PendingCall call = PendingCall.start(fallback(model), REQUEST, heard, cancellation);
      gate.awaitReached(PATIENCE);
      cancellation.cancel();

      assertThat(call.failure(PATIENCE)).isInstanceOf(OperationCancelled.class);
    }
  }

  private LlmReply ask(LlmClient client) {
    return client.complete(REQUEST, heard, Cancellation.none());
  }

  private FallbackLlmClient fallback(LlmClient client) {
    return new FallbackLlmClient(
        client, CATALOGUE, List.of(), FallbackLlmClient.DEFAULT_COOL_DOWN, time);
  }

  private static List<String> askedModels(ScriptedLlmClient model) {
    String[] names = model.requests().stream().map(LlmRequest::model).toArray(String[]::new);
    return Arrays.asList(names);
  }
}
