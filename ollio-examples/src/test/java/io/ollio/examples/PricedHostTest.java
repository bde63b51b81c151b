package io.ollio.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.Ollio;
import io.ollio.OwnerId;
import io.ollio.catalogue.ModelCatalogue;
import io.ollio.examples.offline.OfflineLlmClient;
import io.ollio.generation.GenerationRequest;
import io.ollio.llm.LlmClient;
import io.ollio.llm.LlmException.Overloaded;
import io.ollio.project.Generation.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The snippets of the document about models, on its own catalogue. */
class PricedHostTest {
  private static final OwnerId OWNER = OwnerId.of("user-17");

  /** Answers as the model it is asked for. */
  private static final LlmClient OFFLINE =
      (request, listener, cancellation) ->
          new OfflineLlmClient()
              .complete(request, listener, cancellation)
              .withModel(String.valueOf(request.model()));

  private static final LlmClient DOWN =
      (request, listener, cancellation) -> {
        throw new Overloaded("busy", java.time.Duration.ofMinutes(2), null);
      };

  @Test
  void snippets_withTheDocumentsCatalogue_doWhatItSays(@TempDir Path folder) throws IOException {
    try (Ollio ollio = PricedHost.wired(OFFLINE, DOWN, catalogue(folder))) {
      GenerationRequest request = request(ollio);
      assertThat(PricedHost.choices(ollio, request))
          .isEqualTo("Choose one of [our-large, our-small]");

      Usage usage = PricedHost.askedAndPaid(ollio, request);

      assertThat(usage.cost()).isPositive();
      assertThat(ollio.credits().account(OWNER).used().amount()).isBetween(1L, 50L);
      assertThat(ollio.credits().account(OWNER).held().amount()).isZero();
    }
  }

  @Test
  void wiring_firstProviderIsDown_theOtherOneBuildsThePage(@TempDir Path folder)
      throws IOException {
    try (Ollio ollio = PricedHost.wired(DOWN, OFFLINE, catalogue(folder))) {
      assertThat(PricedHost.askedAndPaid(ollio, request(ollio)).modelCalls()).isPositive();
    }
  }

  @Test
  void document_catalogue_isOne() throws IOException {
    ModelCatalogue models = ModelCatalogue.fromJson(json());
    assertThat(models.nameFor("our-retired-large")).isEqualTo("our-large");
    assertThat(models.defaultModel()).contains("our-large");
  }

  private static GenerationRequest request(Ollio ollio) {
    return GenerationRequest.of(
        OWNER, ollio.createProject(OWNER, "Shop").id(), "Create a dark login form");
  }

  private static Path catalogue(Path folder) throws IOException {
    return Files.writeString(folder.resolve("models.json"), json());
  }

  private static String json() throws IOException {
    Matcher block =
        Pattern.compile("```json\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(Path.of("../docs/models.md")));
    assertThat(block.find()).isTrue();
    return block.group(1);
  }
}
