package io.ollio.examples.offline.component;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ollio.examples.offline.text.Grammar;
import io.ollio.examples.offline.text.Resources;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** All recipes and all known form fields, read once from the bundled files. Immutable. */
public final class Catalogue {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<ComponentKind, Recipe> recipes = new EnumMap<>(ComponentKind.class);
  private final List<FieldType> fieldTypes;
  private final Map<String, String> icons;
  private final List<String> drawings;

  /** Reads the bundled files. */
  public Catalogue() {
    for (ComponentKind kind : ComponentKind.values()) {
      String path = "kinds/" + kind.id() + "/recipe.json";
      recipes.put(kind, new Recipe(kind, read(path, new TypeReference<JsonNode>() {})));
    }
    fieldTypes = List.copyOf(read("fields.json", new TypeReference<List<FieldType>>() {}));
    icons = Map.copyOf(read("icons.json", new TypeReference<Map<String, String>>() {}));
    drawings = List.copyOf(read("art.json", new TypeReference<List<String>>() {}));
  }

  /** The recipe of a kind. */
  public Recipe recipe(ComponentKind kind) {
    Recipe recipe = recipes.get(kind);
    if (recipe == null) {
      throw new IllegalStateException("There is no recipe for " + kind);
    }
    return recipe;
  }

  /** All recipes, in the order of the kinds. */
  public Collection<Recipe> recipes() {
    return List.copyOf(recipes.values());
  }

  /** The kind with this id. */
  public Optional<ComponentKind> kind(String id) {
    return recipes.keySet().stream().filter(kind -> kind.id().equals(id)).findFirst();
  }

  /** All fields that are known by name; a longer phrase stands before one that is part of it. */
  public List<FieldType> fieldTypes() {
    return fieldTypes;
  }

  /** The type of a field; a plain line of text for keys that are not in the list. */
  public FieldType fieldType(Field field) {
    return fieldTypes.stream()
        .filter(type -> type.key().equals(field.key()))
        .findFirst()
        .orElseGet(
            () ->
                new FieldType(
                    field.key(), List.of(), field.label(), "text", "", "", false, List.of()));
  }

  /** The field that a recipe names by its key, or by words from which a key is made. */
  public Field field(String words) {
    String lower = words.toLowerCase(Locale.ROOT).replace('-', ' ').trim();
    return fieldTypes.stream()
        .filter(
            type -> type.key().replace('-', ' ').equals(lower) || type.phrases().contains(lower))
        .findFirst()
        .map(FieldType::field)
        .orElseGet(() -> new Field(keyOf(words), Grammar.capitalized(words.trim()), true));
  }

  /** Inside of the SVG icons, by name. */
  public Map<String, String> icons() {
    return icons;
  }

  /** Inside of the SVG drawings that stand in for pictures. */
  public List<String> drawings() {
    return drawings;
  }

  private static String keyOf(String words) {
    String slug = Grammar.slug(words);
    return slug.isEmpty() ? "field-" + Integer.toHexString(words.hashCode()) : slug;
  }

  private static <T> T read(String path, TypeReference<T> type) {
    try {
      return JSON.readValue(Resources.text(path), type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The bundled file " + path + " is no valid JSON", e);
    }
  }
}
