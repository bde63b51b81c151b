package io.ollio.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.ollio.InvalidInput;
import io.ollio.json.JsonValue;
import io.ollio.json.JsonValue.Kind;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Reads a host's catalogue. What is misspelt must not be taken for something unknown, so members
 * that do not belong are refused.
 */
final class CatalogueJson {
  private static final Set<String> ROOT = Set.of("currency", "default", "models");
  private static final Set<String> MODEL =
      Set.of(
          "name",
          "contextWindow",
          "maxOutputTokens",
          "images",
          "tools",
          "price",
          "aliases",
          "fallbacks");
  private static final Set<String> PRICE =
      Set.of("input", "cachedInput", "output", "source", "date");

  private CatalogueJson() {}

  static ModelCatalogue read(String json) {
    JsonValue root = parse(json);
    Place top = new Place("catalogue", root);
    top.checkMembers(ROOT);
    Place models = top.member("models");
    models.check(root.path("models").is(Kind.ARRAY), "must be an array");
    List<ModelInfo> infos = new ArrayList<>();
    for (JsonValue node : root.path("models")) {
      infos.add(model(new Place("models[" + infos.size() + "]", node), top));
    }
    ModelCatalogue catalogue = ModelCatalogue.of(infos);
    return top.member("default").value().isPresent()
        ? catalogue.withDefault(top.member("default").text())
        : catalogue;
  }

  private static JsonValue parse(String json) {
    try {
      return JsonValue.parse(json);
    } catch (JsonProcessingException e) {
      throw new InvalidInput("catalogue", "is not valid JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static ModelInfo model(Place place, Place top) {
    place.checkMembers(MODEL);
    try {
      return new ModelInfo(
          place.member("name").text(),
          place.member("contextWindow").tokens(),
          place.member("maxOutputTokens").tokens(),
          place.member("images").claim(),
          place.member("tools").claim(),
          price(place.member("price"), top),
          place.member("aliases").texts(),
          place.member("fallbacks").texts());
    } catch (InvalidInput e) {
      throw e.field().startsWith("models[") || e.field().equals("currency") ? e : place.at(e);
    }
  }

  private static Optional<ModelPrice> price(Place place, Place top) {
    if (!place.value().isPresent()) {
      return Optional.empty();
    }
    place.checkMembers(PRICE);
    BigDecimal input = place.member("input").amount();
    Place cached = place.member("cachedInput");
    return Optional.of(
        new ModelPrice(
            input,
            cached.value().isPresent() ? cached.amount() : input,
            place.member("output").amount(),
            currency(top.member("currency")),
            place.member("source").text(),
            date(place.member("date"))));
  }

  private static Currency currency(Place place) {
    try {
      return Currency.getInstance(place.text());
    } catch (IllegalArgumentException e) {
      throw place.wrong("must be an ISO 4217 code such as \"EUR\"");
    }
  }

  private static LocalDate date(Place place) {
    try {
      return LocalDate.parse(place.text());
    } catch (DateTimeException e) {
      throw place.wrong("must be a day such as \"2026-11-23\"");
    }
  }

  /** A value and where it stands in the document. */
  private record Place(String path, JsonValue value) {
    Place member(String name) {
      String inner = path.equals("catalogue") ? name : path + "." + name;
      return new Place(inner, value.path(name));
    }

    void checkMembers(Set<String> known) {
      check(value.is(Kind.OBJECT), "must be an object");
      for (String name : value.names()) {
        if (!known.contains(name)) {
          throw new InvalidInput(
              member(name).path(),
              "does not belong here, only " + known.stream().sorted().toList() + " do");
        }
      }
    }

    String text() {
      check(value.is(Kind.STRING), "must be a text");
      return value.text();
    }

    List<String> texts() {
      List<String> texts = new ArrayList<>();
      check(!value.isPresent() || value.is(Kind.ARRAY), "must be an array of texts");
      for (JsonValue item : value) {
        texts.add(new Place(path + "[" + texts.size() + "]", item).text());
      }
      return texts;
    }

    /** True unless said otherwise. */
    boolean claim() {
      check(!value.isPresent() || value.is(Kind.BOOLEAN), "must be true or false");
      return !value.isPresent() || value.isTrue();
    }

    OptionalInt tokens() {
      if (!value.isPresent()) {
        return OptionalInt.empty();
      }
      long tokens = value.number(0L);
      check(
          value.isInteger() && tokens > 0 && tokens <= Integer.MAX_VALUE,
          "must be a whole number from 1 to " + Integer.MAX_VALUE);
      return OptionalInt.of((int) tokens);
    }

    BigDecimal amount() {
      return value.decimal().orElseThrow(() -> wrong("must be a number"));
    }

    void check(boolean claim, String rule) {
      if (!claim) {
        throw wrong(rule);
      }
    }

    InvalidInput wrong(String rule) {
      String seen = value.is(Kind.STRING) ? '"' + value.toString() + '"' : value.toString();
      String shown = seen.length() > 100 ? seen.substring(0, 99) + "…" : seen;
      return new InvalidInput(path, "is " + shown + ", " + rule);
    }

    /** A complaint of a value's own check, with the place where the value stands. */
    InvalidInput at(InvalidInput e) {
      String message = String.valueOf(e.getMessage());
      return new InvalidInput(path + "." + e.field(), message.substring(e.field().length() + 1));
    }
  }
}
