package io.ollio.examples.offline.component;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;

/**
 * What the bundled file of a kind says: how prompts name it, which files it is made of, and the
 * texts and entries that it gets when the prompt gives none.
 */
public final class Recipe {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ComponentKind kind;
  private final JsonNode file;

  Recipe(ComponentKind kind, JsonNode file) {
    this.kind = kind;
    this.file = file;
  }

  /** The kind it is for. */
  public ComponentKind kind() {
    return kind;
  }

  /** The kind in words, for example "login form". */
  public String name() {
    return file.path("name").asText();
  }

  /** Words that name this kind and no other. */
  public List<String> phrases() {
    return strings("phrases");
  }

  /** Words that name this kind unless the prompt names another one more clearly. */
  public List<String> weakPhrases() {
    return strings("weak");
  }

  /**
   * Where it stands on the page: {@code section}, {@code header}, {@code footer} or {@code page}.
   */
  public String layout() {
    return file.path("layout").asText();
  }

  /** Path of the HTML template. */
  public String template() {
    String shared = file.path("template").asText();
    return shared.isEmpty()
        ? "kinds/" + kind.id() + "/component.html"
        : "parts/" + shared + ".html";
  }

  /** Shared parts (CSS and JavaScript) that it needs. */
  public List<String> parts() {
    return strings("parts");
  }

  /** Nouns for its entries in the singular, for example "plan"; empty if it has none. */
  public List<String> itemWords() {
    return strings("itemWords");
  }

  /** Texts and switches for the template, by name. */
  public Map<String, Object> values() {
    return read("values", new TypeReference<Map<String, Object>>() {}, Map.of());
  }

  /** Sample entries, each with its values by name. */
  public List<Map<String, Object>> items() {
    return read("items", new TypeReference<List<Map<String, Object>>>() {}, List.of());
  }

  /** Names of sample entries for prompts in which a pattern is found, by that pattern. */
  public Map<String, List<String>> samples() {
    return read("samples", new TypeReference<Map<String, List<String>>>() {}, Map.of());
  }

  /** How many of the sample entries are shown when the prompt names no number. */
  public int usualCount() {
    return file.path("count").asInt(file.path("items").size());
  }

  /** Texts for entries of which the prompt gives only the name. */
  public List<String> blurbs() {
    return strings("blurbs");
  }

  /** Keys of the fields of a form. */
  public List<String> fields() {
    return strings("fields");
  }

  /** Ids of the kinds that a whole page is made of. */
  public List<String> sections() {
    return strings("sections");
  }

  private List<String> strings(String name) {
    return read(name, new TypeReference<List<String>>() {}, List.of());
  }

  private <T> T read(String name, TypeReference<T> type, T otherwise) {
    JsonNode value = file.get(name);
    return value == null ? otherwise : JSON.convertValue(value, type);
  }
}
