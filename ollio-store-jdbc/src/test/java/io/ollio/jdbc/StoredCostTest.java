package io.ollio.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.Cancellation;
import io.ollio.Ollio;
import io.ollio.OwnerId;
import io.ollio.RetryPolicy;
import io.ollio.catalogue.ModelCatalogue;
import io.ollio.catalogue.ModelInfo;
import io.ollio.catalogue.ModelPrice;
import io.ollio.generation.GenerationEvent;
import io.ollio.generation.GenerationRequest;
import io.ollio.llm.TokenUsage;
import io.ollio.project.Generation;
import io.ollio.project.GenerationId;
import io.ollio.testkit.llm.LlmFault;
import io.ollio.testkit.llm.LlmScript;
import io.ollio.testkit.llm.ScriptedLlmClient;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a generation cost is still known after the process that ran it has gone. */
class StoredCostTest {
  private static final OwnerId ANN = OwnerId.of("ann");
  private static final ModelCatalogue MODELS =
      ModelCatalogue.of(
              ModelInfo.of("small")
                  .withPrice(
                      new ModelPrice(
                          new BigDecimal("0.123456789012"),
                          new BigDecimal("0.1"),
                          BigDecimal.ONE,
                          Currency.getInstance("EUR"),
                          "made up",
                          LocalDate.of(2026, 11, 23))))
          .withDefault("small");

  @Test
  void usage_ofAFailedGeneration_isReadBackToTheLastPlace(@TempDir Path folder) {
    BigDecimal cost = new BigDecimal("0.000001123456789012");
    GenerationId id;
    try (EmbeddedDatabase database = EmbeddedDatabase.at(folder.resolve("ollio"));
        JdbcStorage jdbc = JdbcStorage.open(database.dataSource());
        Ollio ollio = ollio(jdbc)) {
      id =
          ollio.submit(
              GenerationRequest.of(
                  ANN, ollio.createProject(ANN, "Shop").id(), "Create a dark login form"));
      ollio.follow(ANN, id, 0, (number, event) -> {}, Cancellation.none());
    }
    try (EmbeddedDatabase database = EmbeddedDatabase.at(folder.resolve("ollio"));
        JdbcStorage jdbc = JdbcStorage.open(database.dataSource());
        Ollio ollio = ollio(jdbc)) {
      Generation.State state = ollio.generation(ANN, id).state();
      assertThat(state.status()).isEqualTo(Generation.Status.FAILED);
      assertThat(state.usage()).isEqualTo(new Generation.Usage(1, 1, 0, 1, cost));
      assertThat(jdbc.statistics().of(ANN).spent().cost()).isEqualTo(cost);
      assertThat(events(ollio, id)).contains(new GenerationEvent.UsageReported(1, 1, 0, 1, cost));
    }
  }

  private static Ollio ollio(JdbcStorage jdbc) {
    ScriptedLlmClient model =
        ScriptedLlmClient.of(
            LlmScript.reply().toolCall("listFiles", "{}").usage(new TokenUsage(1, 0, 1, 0)).stop(),
            LlmScript.failing(LlmFault.of(LlmFault.Kind.AUTHENTICATION)));
    return Ollio.builder(model)
        .storage(jdbc.storage())
        .models(MODELS)
        .withoutPreview()
        .modelRetries(RetryPolicy.NONE)
        .build();
  }

  private static List<GenerationEvent> events(Ollio ollio, GenerationId id) {
    List<GenerationEvent> events = new ArrayList<>();
    ollio.follow(ANN, id, 0, (number, event) -> events.add(event), Cancellation.none());
    return events;
  }
}
