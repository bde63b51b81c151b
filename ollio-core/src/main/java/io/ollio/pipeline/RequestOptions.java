package io.ollio.pipeline;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.ollio.file.FileContent;
import io.ollio.generation.GenerationRequest;
import io.ollio.json.JsonValue;
import io.ollio.llm.LlmImage;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The part of a request that only the worker needs, stored with the generation as JSON. */
record RequestOptions(@Nullable String model, List<LlmImage> images) {
  private static final JsonFactory FACTORY = new JsonFactory();

  static RequestOptions of(GenerationRequest request) {
    return new RequestOptions(request.model(), request.images());
  }

  static RequestOptions fromJson(String json) {
    try {
      JsonValue root = JsonValue.parse(json);
      JsonValue chosen = root.path("model");
      List<LlmImage> images = new ArrayList<>();
      root.path("images").forEach(image -> images.add(readImage(image)));
      return new RequestOptions(chosen.isPresent() ? chosen.text() : null, images);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("The stored options are not valid JSON", e);
    }
  }

  String toJson() {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      json.writeStartObject();
      if (model != null) {
        json.writeStringField("model", model);
      }
      if (!images.isEmpty()) {
        writeImages(json);
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("A string writer never fails", e);
    }
    return out.toString();
  }

  private void writeImages(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("images");
    for (LlmImage image : images) {
      json.writeStartObject();
      json.writeStringField("type", image.mediaType());
      json.writeStringField("data", Base64.getEncoder().encodeToString(image.content().bytes()));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static LlmImage readImage(JsonValue image) {
    byte[] bytes = Base64.getDecoder().decode(image.path("data").text());
    return new LlmImage(image.path("type").text(), FileContent.of(bytes));
  }
}
