package io.ollio.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.InvalidInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueJsonTest {
  private static final String WHOLE =
      """
      {
        "currency": "EUR",
        "default": "large",
        "models": [
          { "name": "large", "contextWindow": 200000, "maxOutputTokens": 8000,
            "images": false, "tools": true,
            "price": { "input": 3, "cachedInput": 0.3, "output": 15.50,
                       "source": "made up", "date": "2026-11-23" },
            "aliases": ["big"], "fallbacks": ["small"] },
          { "name": "small" }
        ]
      }
      """;

  @Test
  void read_wholeDocument_hasEverything() {
    ModelCatalogue catalogue = ModelCatalogue.fromJson(WHOLE);

    assertThat(catalogue.defaultModel()).contains("large");
    assertThat(catalogue.find("big"))
        .contains(
            ModelInfo.of("large")
                .withLimits(200_000, 8_000)
                .withAbilities(false, true)
                .withPrice(Models.price("3", "0.3", "15.5"))
                .withAliases("big")
                .withFallbacks("small"));
    assertThat(catalogue.find("small")).contains(ModelInfo.of("small"));
  }

  @Test
  void read_priceWithoutCachedOne_takesTheInputs() {
    ModelCatalogue catalogue = ModelCatalogue.fromJson(WHOLE.replace("\"cachedInput\": 0.3,", ""));

    assertThat(catalogue.find("large").orElseThrow().price())
        .contains(Models.price("3", "3", "15.5"));
  }

  @Test
  void read_fromAFile_isTheSame(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("models.json"), WHOLE);

    assertThat(ModelCatalogue.read(file).models())
        .isEqualTo(ModelCatalogue.fromJson(WHOLE).models());
    assertThatThrownBy(() -> ModelCatalogue.read(folder.resolve("missing.json")))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("missing.json cannot be read");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"contextWindow\": 200000  | \"contextWindow\": -5      | models[0].contextWindow is -5, must be a whole number from 1 to 2147483647",
        "\"contextWindow\": 200000  | \"contextWindow\": 1.5     | models[0].contextWindow is 1.5, must be a whole number from 1 to 2147483647",
        "\"contextWindow\": 200000  | \"contextwindow\": 1       | models[0].contextwindow does not belong here, only [aliases, contextWindow, fallbacks, images, maxOutputTokens, name, price, tools] do",
        "\"images\": false          | \"images\": \"no\"         | models[0].images is \"no\", must be true or false",
        "\"input\": 3               | \"input\": \"free\"        | models[0].price.input is \"free\", must be a number",
        "\"input\": 3               | \"input\": 1e999           | models[0].price.input is Infinity, must be a number",
        "\"input\": 3               | \"input\": -3              | models[0].price.input is -3, must be 0 to 1000000",
        "\"output\": 15.50,         | ``                         | models[0].price.output is nothing, must be a number",
        "\"source\": \"made up\"    | \"source\": \" \"          | models[0].price.source must not be blank",
        "2026-11-23                 | last week                  | models[0].price.date is \"last week\", must be a day such as \"2026-11-23\"",
        "\"EUR\"                    | \"gold\"                   | currency is \"gold\", must be an ISO 4217 code such as \"EUR\"",
        "\"currency\": \"EUR\",     | ``                         | currency is nothing, must be a text",
        "\"fallbacks\": [\"small\"] | \"fallbacks\": [7]         | models[0].fallbacks[0] is 7, must be a text",
        "\"fallbacks\": [\"small\"] | \"fallbacks\": [\"tiny\"]  | fallback of the model \"large\" is \"tiny\", must be one of large, small",
        "\"name\": \"small\"        | \"name\": \"\"             | models[1].model name must not be blank",
        "\"name\": \"small\"        | \"name\": \"big\"          | models have the name \"big\" twice",
        "\"default\": \"large\"     | \"default\": \"huge\"      | default model is \"huge\", must be one of large, small",
      })
  void read_oneMistake_namesPlaceAndValue(String right, String wrong, String message) {
    assertThatThrownBy(() -> ModelCatalogue.fromJson(WHOLE.replace(right, wrong)))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(message);
  }

  @Test
  void read_noCatalogueAtAll_saysSo() {
    for (String text : List.of("", "{", "[]", "{}", "{\"models\": 3}", "nonsense")) {
      assertThatThrownBy(() -> ModelCatalogue.fromJson(text)).isInstanceOf(InvalidInput.class);
    }
    assertThat(ModelCatalogue.fromJson("{\"models\": []}").isEmpty()).isTrue();
    assertThat(ModelInfo.of("x").contextWindow()).isEqualTo(OptionalInt.empty());
  }
}
