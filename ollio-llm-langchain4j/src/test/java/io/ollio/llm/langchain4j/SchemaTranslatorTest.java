package io.ollio.llm.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.json.JsonArraySchema;
import dev.langchain4j.model.chat.request.json.JsonBooleanSchema;
import dev.langchain4j.model.chat.request.json.JsonEnumSchema;
import dev.langchain4j.model.chat.request.json.JsonNumberSchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonSchemaElement;
import dev.langchain4j.model.chat.request.json.JsonStringSchema;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import io.ollio.Cancellation;
import io.ollio.llm.LlmException.InvalidRequest;
import io.ollio.llm.LlmListener;
import io.ollio.llm.LlmRequest.ToolChoice;
import io.ollio.llm.ToolSpec;
import io.ollio.testkit.llm.LlmScript;
import io.ollio.testkit.openai.FakeOpenAiServer;
import io.ollio.testkit.openai.OpenAiScript;
import io.ollio.tool.Tool;
import io.ollio.tool.Toolbox;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SchemaTranslatorTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final SchemaTranslator exact = new SchemaTranslator(true);
  private final SchemaTranslator plain = new SchemaTranslator(false);

  /**
   * Schemas of properties; what a real model's server gets is the same JSON but for one keyword.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"string\",\"description\":\"A \\\"path\\\", ü\"}",
        "{\"type\":\"string\",\"minLength\":1,\"pattern\":\"^a$\"}",
        "{\"type\":\"string\",\"enum\":[\"a\",\"b\"],\"description\":\"d\"}",
        "{\"enum\":[1,null,true,2.5]}",
        "{\"type\":\"integer\",\"minimum\":1}",
        "{\"type\":\"number\",\"description\":\"d\"}",
        "{\"type\":\"boolean\"}",
        "{\"type\":\"null\"}",
        "{\"type\":[\"string\",\"null\"]}",
        "{\"type\":\"array\"}",
        "{\"type\":\"array\",\"items\":{\"type\":\"number\"},\"description\":\"d\"}",
        "{\"type\":\"array\",\"items\":{\"type\":\"string\",\"maxLength\":3},\"minItems\":1}",
        "{\"anyOf\":[{\"type\":\"string\"},{\"type\":\"null\"}],\"description\":\"d\"}",
        "{\"oneOf\":[{\"type\":\"string\"},{\"type\":\"integer\"}]}",
        "{\"$ref\":\"#/$defs/Point\"}",
        "{\"type\":\"object\",\"additionalProperties\":{\"type\":\"string\"}}",
        "{\"type\":\"object\",\"properties\":{\"b\":{\"type\":\"object\",\"properties\":{\"c\":{\"type\":"
            + "\"integer\"}},\"required\":[\"c\"]}},\"required\":[\"b\"],\"additionalProperties\":true,"
            + "\"description\":\"d\"}",
        "{}"
      })
  void property_ofAnySchema_reachesTheServerUnchanged(String schema) throws Exception {
    JsonNode wanted = withoutClosing(JSON.readTree(tool(schema).parametersSchema()));

    assertThat(sent(tool(schema))).isEqualTo(wanted);
  }

  static Stream<ToolSpec> standardTools() {
    return Toolbox.standard(true, Tool.DEFAULT_TIME_LIMIT, List.of()).specs().stream();
  }

  @ParameterizedTest
  @MethodSource("standardTools")
  void standardTool_reachesTheServerUnchanged(ToolSpec tool) throws Exception {
    ObjectNode wanted = (ObjectNode) withoutClosing(JSON.readTree(tool.parametersSchema()));
    if (!wanted.has("required")) {
      wanted.putArray("required"); // LangChain4j writes it always; it means the same
    }

    assertThat(sent(tool)).isEqualTo(wanted);
  }

  @Test
  void element_thatLangChain4jKnows_isTyped() {
    JsonObjectSchema schema =
        exact.translate(
            new ToolSpec(
                "t",
                "",
                """
                {"$schema":"x","title":"T","type":"object","description":"d","required":["s"],
                 "properties":{"s":{"type":"string"},"n":{"type":"number"},"b":{"type":"boolean"},
                  "e":{"type":"string","enum":["a"]},
                  "l":{"type":"array","items":{"type":"object","additionalProperties":false}}}}
                """));

    Map<String, JsonSchemaElement> properties = schema.properties();
    assertThat(schema.description()).isEqualTo("d");
    assertThat(schema.required()).containsExactly("s");
    assertThat(schema.additionalProperties()).isNull();
    assertThat(properties.get("s")).isInstanceOf(JsonStringSchema.class);
    assertThat(properties.get("n")).isInstanceOf(JsonNumberSchema.class);
    assertThat(properties.get("b")).isInstanceOf(JsonBooleanSchema.class);
    assertThat(properties.get("e")).isInstanceOf(JsonEnumSchema.class);
    JsonSchemaElement items = ((JsonArraySchema) properties.get("l")).items();
    assertThat(((JsonObjectSchema) items).additionalProperties()).isFalse();
  }

  @Test
  void hint_inPlainSchemas_isLeftOut() {
    JsonObjectSchema schema =
        plain.translate(tool("{\"type\":\"string\",\"minLength\":1,\"description\":\"d\"}"));

    assertThat(schema.properties().get("x"))
        .isEqualTo(JsonStringSchema.builder().description("d").build());
  }

  @ParameterizedTest
  @MethodSource("standardTools")
  void standardTool_inPlainSchemas_hasNoRawElement(ToolSpec tool) {
    assertThat(plain.translate(tool).properties().values())
        .noneMatch(JsonRawSchema.class::isInstance);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"type":"array"}                             | at #/properties/x: [type]
          {"oneOf":[{"type":"string"}]}                | at #/properties/x: [oneOf]
          {"type":"array","items":{"type":["string"]}} | at #/properties/x/items: [type]
          """)
  void kind_thatLangChain4jDoesNotKnow_isRefusedInPlainSchemas(String schema, String place) {
    assertThatThrownBy(() -> plain.translate(tool(schema)))
        .isInstanceOf(InvalidRequest.class)
        .hasMessage("The schema of the tool t has no form in LangChain4j " + place);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"type":"object","minProperties":1}    | has no form in LangChain4j at #: [minProperties]
          {"type":"object","additionalProperties":{}} | has no form in LangChain4j at #: additionalProperties
          {"type":"array"}                       | has no form in LangChain4j at #: it does not describe an object
          []                                     | has no form in LangChain4j at #: it does not describe an object
          {"type":                               | is no JSON
          """)
  void root_thatLangChain4jCannotSay_isRefused(String schema, String problem) {
    assertThatThrownBy(() -> exact.translate(new ToolSpec("t", "", schema)))
        .isInstanceOf(InvalidRequest.class)
        .hasMessage("The schema of the tool t " + problem);
  }

  @ParameterizedTest
  @CsvSource({"OPEN_AI, JsonRawSchema", "GOOGLE_AI_GEMINI, JsonIntegerSchema"})
  void schemas_leftToTheProvider_arePlainForGemini(ModelProvider provider, String type) {
    AtomicReference<ChatRequest> seen = new AtomicReference<>();
    LangChain4jLlmClient.streaming(recording(provider, seen))
        .complete(
            Models.HELLO.withTools(
                List.of(tool("{\"type\":\"integer\",\"minimum\":1}")), ToolChoice.AUTO),
            LlmListener.SILENT,
            Cancellation.none());

    assertThat(seen.get().toolSpecifications().get(0).parameters().properties().get("x"))
        .extracting(element -> element.getClass().getSimpleName())
        .isEqualTo(type);
  }

  private static StreamingChatModel recording(
      ModelProvider provider, AtomicReference<ChatRequest> seen) {
    return new StreamingChatModel() {
      @Override
      public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
        seen.set(request);
        handler.onCompleteResponse(Models.response("ok"));
      }

      @Override
      public ModelProvider provider() {
        return provider;
      }
    };
  }

  /**
   * LangChain4j's OpenAI module sends this keyword in strict mode only; the typed schema has it.
   */
  private static JsonNode withoutClosing(JsonNode schema) {
    if (schema.path("additionalProperties").isBoolean()) {
      ((ObjectNode) schema).remove("additionalProperties");
    }
    schema.forEach(SchemaTranslatorTest::withoutClosing);
    return schema;
  }

  /** A tool with one argument x, which stands for a schema of this kind. */
  private static ToolSpec tool(String property) {
    return new ToolSpec(
        "t",
        "Does it",
        "{\"type\":\"object\",\"properties\":{\"x\":"
            + property
            + "},\"required\":[\"x\"],\"additionalProperties\":false,"
            + "\"$defs\":{\"Point\":{\"type\":\"string\"}}}");
  }

  private static JsonNode sent(ToolSpec tool) throws JsonProcessingException {
    try (FakeOpenAiServer server =
        FakeOpenAiServer.start(OpenAiScript.inOrder(LlmScript.ofText("ok")))) {
      LangChain4jLlmClient.streaming(OpenAiModels.streaming(server.baseUrl(), "k"))
          .complete(
              Models.HELLO.withTools(List.of(tool), ToolChoice.AUTO),
              LlmListener.SILENT,
              Cancellation.none());
      return JSON.readTree(server.lastCall().body())
          .path("tools")
          .path(0)
          .path("function")
          .path("parameters");
    }
  }
}
