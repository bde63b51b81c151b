package io.ollio.llm.langchain4j;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.langchain4j.model.chat.request.json.JsonAnyOfSchema;
import dev.langchain4j.model.chat.request.json.JsonArraySchema;
import dev.langchain4j.model.chat.request.json.JsonBooleanSchema;
import dev.langchain4j.model.chat.request.json.JsonEnumSchema;
import dev.langchain4j.model.chat.request.json.JsonIntegerSchema;
import dev.langchain4j.model.chat.request.json.JsonNullSchema;
import dev.langchain4j.model.chat.request.json.JsonNumberSchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonReferenceSchema;
import dev.langchain4j.model.chat.request.json.JsonSchemaElement;
import dev.langchain4j.model.chat.request.json.JsonStringSchema;
import io.ollio.json.JsonValue;
import io.ollio.json.JsonValue.Kind;
import io.ollio.llm.LlmException.InvalidRequest;
import io.ollio.llm.ToolSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Tools' JSON schemas in LangChain4j's types, which are an object at the root and below it eleven
 * kinds of element with few keywords. Whatever else a schema says is kept as a raw element, or left
 * out, or refused, see {@link LangChain4jSettings.ToolSchemas}; at the root, where there is no raw
 * element, it is refused in any case. {@code $schema} and {@code title} of the root are notes for
 * people and are left out.
 */
final class SchemaTranslator {
  private static final String DEFINITION = "#/$defs/";
  private static final Set<String> NOTES = Set.of("$schema", "title");

  /** What bounds a value without changing its kind. */
  private static final Set<String> HINTS =
      Set.of(
          "title",
          "$comment",
          "default",
          "examples",
          "deprecated",
          "readOnly",
          "writeOnly",
          "minLength",
          "maxLength",
          "pattern",
          "format",
          "contentEncoding",
          "contentMediaType",
          "minimum",
          "maximum",
          "exclusiveMinimum",
          "exclusiveMaximum",
          "multipleOf",
          "minItems",
          "maxItems",
          "uniqueItems",
          "minProperties",
          "maxProperties");

  private final boolean exact;

  /**
   * A translator.
   *
   * @param exact whether what has no type of its own becomes a raw element
   */
  SchemaTranslator(boolean exact) {
    this.exact = exact;
  }

  /**
   * The schema of a tool's arguments.
   *
   * @throws InvalidRequest when it cannot be put into LangChain4j's types
   */
  JsonObjectSchema translate(ToolSpec tool) {
    try {
      return root(JsonValue.parse(tool.parametersSchema()));
    } catch (JsonProcessingException e) {
      throw refused(tool, "is no JSON");
    } catch (Inexpressible e) {
      throw refused(tool, e.getMessage());
    }
  }

  /** A schema that LangChain4j has no form for. */
  private static final class Inexpressible extends Exception {
    private static final long serialVersionUID = 1L;

    Inexpressible(String place, String what) {
      super("has no form in LangChain4j at " + place + ": " + what, null, false, false);
    }
  }

  private static InvalidRequest refused(ToolSpec tool, @Nullable String problem) {
    return new InvalidRequest("The schema of the tool " + tool.name() + " " + problem, null);
  }

  private JsonObjectSchema root(JsonValue schema) throws Inexpressible {
    boolean isObject = !schema.path("type").isPresent() || isType(schema, "object");
    if (!schema.is(Kind.OBJECT) || !isObject) {
      throw new Inexpressible("#", "it does not describe an object");
    }
    Set<String> others = new TreeSet<>(schema.names());
    others.removeAll(Set.of("type", "description", "properties", "required"));
    others.removeAll(Set.of("additionalProperties", "$defs"));
    others.removeAll(exact ? NOTES : HINTS);
    others.removeAll(NOTES);
    if (!others.isEmpty() || !isFlag(schema.path("additionalProperties"))) {
      throw new Inexpressible("#", others.isEmpty() ? "additionalProperties" : others.toString());
    }
    JsonObjectSchema.Builder root = object(schema, "#");
    if (schema.path("$defs").isPresent()) {
      root.definitions(members(schema.path("$defs"), "#/$defs"));
    }
    return root.build();
  }

  private JsonSchemaElement element(JsonValue schema, String place) throws Inexpressible {
    JsonSchemaElement typed = typed(schema, place);
    if (typed != null) {
      return typed;
    }
    if (exact && schema.is(Kind.OBJECT)) {
      return JsonRawSchema.from(JsonText.of(schema));
    }
    throw new Inexpressible(place, schema.names().toString());
  }

  private @Nullable JsonSchemaElement typed(JsonValue schema, String place) throws Inexpressible {
    String text = schema.path("description").text();
    String description = text.isEmpty() ? null : text;
    if (schema.path("enum").isPresent()) {
      return has(schema, "type", "description", "enum") ? choice(schema, description) : null;
    }
    if (schema.path("anyOf").isPresent()) {
      return has(schema, "description", "anyOf") ? anyOf(schema, description, place) : null;
    }
    if (schema.path("$ref").isPresent()) {
      return has(schema, "$ref") ? reference(schema.path("$ref").text()) : null;
    }
    return switch (schema.path("type").text()) {
      case "string" -> simple(schema, JsonStringSchema.builder().description(description).build());
      case "integer" ->
          simple(schema, JsonIntegerSchema.builder().description(description).build());
      case "number" -> simple(schema, JsonNumberSchema.builder().description(description).build());
      case "boolean" ->
          simple(schema, JsonBooleanSchema.builder().description(description).build());
      case "null" -> has(schema, "type") ? new JsonNullSchema() : null;
      case "array" -> array(schema, description, place);
      case "object" -> nested(schema, place);
      default -> null;
    };
  }

  private @Nullable JsonSchemaElement simple(JsonValue schema, JsonSchemaElement element) {
    return has(schema, "type", "description") ? element : null;
  }

  /** LangChain4j knows choices between texts only. */
  private static @Nullable JsonSchemaElement choice(
      JsonValue schema, @Nullable String description) {
    List<String> values = new ArrayList<>();
    for (JsonValue value : schema.path("enum")) {
      if (!value.is(Kind.STRING)) {
        return null;
      }
      values.add(value.text());
    }
    return isType(schema, "string") && !values.isEmpty()
        ? JsonEnumSchema.builder().description(description).enumValues(values).build()
        : null;
  }

  private JsonSchemaElement anyOf(JsonValue schema, @Nullable String description, String place)
      throws Inexpressible {
    List<JsonSchemaElement> options = new ArrayList<>();
    for (JsonValue option : schema.path("anyOf")) {
      options.add(element(option, place + "/anyOf/" + options.size()));
    }
    return JsonAnyOfSchema.builder().description(description).anyOf(options).build();
  }

  private static @Nullable JsonSchemaElement reference(String target) {
    return target.startsWith(DEFINITION)
        ? JsonReferenceSchema.builder().reference(target.substring(DEFINITION.length())).build()
        : null;
  }

  private @Nullable JsonSchemaElement array(
      JsonValue schema, @Nullable String description, String place) throws Inexpressible {
    if (!has(schema, "type", "description", "items") || !schema.path("items").is(Kind.OBJECT)) {
      return null;
    }
    return JsonArraySchema.builder()
        .description(description)
        .items(element(schema.path("items"), place + "/items"))
        .build();
  }

  private @Nullable JsonSchemaElement nested(JsonValue schema, String place) throws Inexpressible {
    return has(schema, "type", "description", "properties", "required", "additionalProperties")
            && isFlag(schema.path("additionalProperties"))
        ? object(schema, place).build()
        : null;
  }

  private JsonObjectSchema.Builder object(JsonValue schema, String place) throws Inexpressible {
    JsonObjectSchema.Builder object = JsonObjectSchema.builder();
    String description = schema.path("description").text();
    if (!description.isEmpty()) {
      object.description(description);
    }
    List<String> required = new ArrayList<>();
    for (JsonValue name : schema.path("required")) {
      required.add(name.text());
    }
    object.required(required);
    if (schema.path("additionalProperties").isPresent()) {
      object.additionalProperties(schema.path("additionalProperties").isTrue());
    }
    return object.addProperties(members(schema.path("properties"), place + "/properties"));
  }

  private Map<String, JsonSchemaElement> members(JsonValue schemas, String place)
      throws Inexpressible {
    Map<String, JsonSchemaElement> members = new LinkedHashMap<>();
    for (String name : schemas.names()) {
      members.put(name, element(schemas.path(name), place + "/" + name));
    }
    return members;
  }

  /** Whether the schema says nothing but this, as far as it matters. */
  private boolean has(JsonValue schema, String... keywords) {
    Set<String> known = Set.of(keywords);
    return schema.names().stream()
        .allMatch(name -> known.contains(name) || (!exact && HINTS.contains(name)));
  }

  private static boolean isType(JsonValue schema, String type) {
    return schema.path("type").text().equals(type);
  }

  private static boolean isFlag(JsonValue value) {
    return !value.isPresent() || value.is(Kind.BOOLEAN);
  }
}
