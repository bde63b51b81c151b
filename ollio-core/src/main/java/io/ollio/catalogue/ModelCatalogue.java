package io.ollio.catalogue;

import io.ollio.InvalidInput;
import io.ollio.llm.TokenUsage;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The models that a host offers, with what it knows about them. The empty one, which is the
 * default, knows nothing and lets every name pass; in any other, names that are not in it are
 * refused when a request is submitted. All prices are of one currency, so that costs can be added.
 * Immutable.
 */
public final class ModelCatalogue {
  /** Knows no model and refuses none. */
  public static final ModelCatalogue EMPTY = of(List.of());

  private final Map<String, ModelInfo> models = new LinkedHashMap<>();
  private final Map<String, String> aliases = new LinkedHashMap<>();
  private final Optional<String> defaultModel;

  private ModelCatalogue(List<ModelInfo> models, Optional<String> defaultModel) {
    models.forEach(this::add);
    models.forEach(this::checkFallbacks);
    checkCurrencies();
    this.defaultModel = defaultModel.map(name -> known(name, "default model"));
  }

  /**
   * A catalogue of these models.
   *
   * @throws InvalidInput when a name is there twice, a fallback is not there, or prices are of
   *     several currencies
   */
  public static ModelCatalogue of(List<ModelInfo> models) {
    return new ModelCatalogue(models, Optional.empty());
  }

  /** A catalogue of these models; see {@link #of(List)}. */
  public static ModelCatalogue of(ModelInfo... models) {
    return of(List.of(models));
  }

  /**
   * Reads a catalogue from JSON text.
   *
   * @throws InvalidInput when it is none; the message names the member and its value
   */
  public static ModelCatalogue fromJson(String json) {
    return CatalogueJson.read(json);
  }

  /**
   * Reads a catalogue from a JSON file in UTF-8.
   *
   * @throws InvalidInput when the file cannot be read or holds no catalogue
   */
  public static ModelCatalogue read(Path file) {
    String json;
    try {
      json = Files.readString(file);
    } catch (IOException e) {
      throw new InvalidInput("catalogue file", file + " cannot be read: " + e, e);
    }
    return fromJson(json);
  }

  /**
   * This catalogue with the model of requests that name none; without, the client's own.
   *
   * @throws InvalidInput when it is not in the catalogue
   */
  public ModelCatalogue withDefault(String name) {
    return new ModelCatalogue(models(), Optional.of(name));
  }

  /** Whether no model is in it. */
  public boolean isEmpty() {
    return models.isEmpty();
  }

  /** The models, in the host's order. */
  public List<ModelInfo> models() {
    return List.copyOf(models.values());
  }

  /** Their names, in the host's order, without aliases. */
  public List<String> names() {
    return List.copyOf(models.keySet());
  }

  /** The model of requests that name none; empty when the client chooses. */
  public Optional<String> defaultModel() {
    return defaultModel;
  }

  /** The currency of all prices; empty when there is no price. */
  public Optional<Currency> currency() {
    return models.values().stream()
        .flatMap(model -> model.price().stream())
        .map(ModelPrice::currency)
        .findFirst();
  }

  /** The model of this name or alias; empty for an absent name. */
  public Optional<ModelInfo> find(@Nullable String name) {
    return name == null
        ? Optional.empty()
        : Optional.ofNullable(models.get(aliases.getOrDefault(name, name)));
  }

  /**
   * The name to send: the default for an absent one, the model's own for an alias, and any other as
   * it is; absent when the client chooses.
   */
  public @Nullable String nameFor(@Nullable String wanted) {
    String name = wanted == null ? defaultModel.orElse(null) : wanted;
    return find(name).map(ModelInfo::name).orElse(name);
  }

  /** The wanted length of a reply, cut to what the model can write where that is known. */
  public int outputLimit(@Nullable String model, int wanted) {
    OptionalInt most = find(model).map(ModelInfo::maxOutputTokens).orElse(OptionalInt.empty());
    return Math.min(wanted, most.orElse(wanted));
  }

  /**
   * What these tokens cost; zero when no price is known.
   *
   * @param answered the model that the reply names; may be empty or unknown
   * @param asked the model that was asked, whose price counts when that of the other is unknown
   */
  public BigDecimal cost(TokenUsage usage, @Nullable String answered, @Nullable String asked) {
    return find(answered)
        .flatMap(ModelInfo::price)
        .or(() -> find(asked).flatMap(ModelInfo::price))
        .map(price -> price.cost(usage))
        .orElse(BigDecimal.ZERO);
  }

  private void add(ModelInfo model) {
    claim(model.name());
    model.aliases().forEach(this::claim);
    models.put(model.name(), model);
    model.aliases().forEach(alias -> aliases.put(alias, model.name()));
  }

  private void claim(String name) {
    InvalidInput.check(
        !models.containsKey(name) && !aliases.containsKey(name),
        "models",
        "have the name \"" + name + "\" twice");
  }

  private void checkFallbacks(ModelInfo model) {
    for (String fallback : model.fallbacks()) {
      known(fallback, "fallback of the model \"" + model.name() + "\"");
      InvalidInput.check(
          !model.name().equals(nameFor(fallback)),
          "fallback of the model \"" + model.name() + "\"",
          "is the model itself");
    }
  }

  private String known(String name, String field) {
    return find(name)
        .map(ModelInfo::name)
        .orElseThrow(
            () ->
                new InvalidInput(
                    field, "is \"" + name + "\", must be one of " + String.join(", ", names())));
  }

  private void checkCurrencies() {
    List<String> currencies =
        models.values().stream()
            .flatMap(model -> model.price().stream())
            .map(price -> price.currency().getCurrencyCode())
            .distinct()
            .toList();
    InvalidInput.check(
        currencies.size() <= 1, "prices", "are in " + currencies + ", must be in one currency");
  }
}
