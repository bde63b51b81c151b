package io.ollio.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.ollio.generation.GenerationRequest;
import io.ollio.json.JsonValue;
import org.jspecify.annotations.Nullable;

/** The part of a request that only the worker needs, stored with the generation as JSON. */
record RequestOptions(@Nullable String model) {
  static RequestOptions of(GenerationRequest request) {
    return new RequestOptions(request.model());
  }

  static RequestOptions fromJson(String json) {
    try {
      JsonValue chosen = JsonValue.parse(json).path("model");
      return new RequestOptions(chosen.isPresent() ? chosen.text() : null);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("The stored options are not valid JSON", e);
    }
  }

  String toJson() {
    return model == null
        ? "{}"
        : "{\"model\":\""
            + new String(JsonStringEncoder.getInstance().quoteAsString(model))
            + "\"}";
  }
}
