package io.ollio.sandbox.e2b.control;

import com.fasterxml.jackson.core.JsonGenerator;
import io.ollio.sandbox.e2b.control.Lifecycle.OnTimeout;
import io.ollio.sandbox.e2b.control.NetworkRules.EgressProxy;
import io.ollio.sandbox.e2b.http.JsonWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Writes the bodies that the control plane takes. Protocol notes, section 2.4. */
final class ControlWriter {
  private ControlWriter() {}

  /** Whole seconds, rounded up. */
  static long seconds(Duration duration) {
    return duration.plusNanos(999_999_999).toSeconds();
  }

  static JsonWriter timeout(Duration duration) {
    return json -> json.writeNumberField("timeout", seconds(duration));
  }

  static void request(JsonGenerator json, SandboxRequest request) throws IOException {
    json.writeStringField("templateID", request.template());
    JsonWriter.writeTexts(json, "metadata", request.metadata());
    JsonWriter.writeTexts(json, "envVars", request.environment());
    if (request.timeout().isPresent()) {
      json.writeNumberField("timeout", seconds(request.timeout().get()));
    }
    if (request.internetAccess().isPresent()) {
      json.writeBooleanField("allow_internet_access", request.internetAccess().get());
    }
    if (request.network().isPresent()) {
      json.writeObjectFieldStart("network");
      network(json, request.network().get());
      json.writeEndObject();
    }
    identityTokens(json, request.identityTokens());
    lifecycle(json, request.lifecycle());
  }

  /** The whole outbound configuration, which replaces the one before. */
  static JsonWriter update(NetworkRules rules, Optional<Boolean> internetAccess) {
    return json -> {
      outbound(json, rules);
      if (internetAccess.isPresent()) {
        json.writeBooleanField("allow_internet_access", internetAccess.get());
      }
    };
  }

  private static void network(JsonGenerator json, NetworkRules rules) throws IOException {
    outbound(json, rules);
    if (rules.publicTraffic().isPresent()) {
      json.writeBooleanField("allowPublicTraffic", rules.publicTraffic().get());
    }
    if (rules.requestHost().isPresent()) {
      json.writeStringField("maskRequestHost", rules.requestHost().get());
    }
    if (!rules.httpsPorts().isEmpty()) {
      json.writeArrayFieldStart("httpsPorts");
      for (int port : rules.httpsPorts()) {
        json.writeNumber(port);
      }
      json.writeEndArray();
    }
  }

  private static void outbound(JsonGenerator json, NetworkRules rules) throws IOException {
    JsonWriter.writeTexts(json, "allowOut", rules.allowOut());
    JsonWriter.writeTexts(json, "denyOut", rules.denyOut());
    if (rules.egressProxy().isPresent()) {
      proxy(json, rules.egressProxy().get());
    }
    if (!rules.headers().isEmpty()) {
      json.writeObjectFieldStart("rules");
      for (Map.Entry<String, Map<String, String>> rule : rules.headers().entrySet()) {
        json.writeArrayFieldStart(rule.getKey());
        json.writeStartObject();
        json.writeObjectFieldStart("transform");
        JsonWriter.writeTexts(json, "headers", rule.getValue());
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndArray();
      }
      json.writeEndObject();
    }
  }

  private static void proxy(JsonGenerator json, EgressProxy proxy) throws IOException {
    json.writeObjectFieldStart("egressProxy");
    json.writeStringField("address", proxy.address());
    if (proxy.username().isPresent()) {
      json.writeStringField("username", proxy.username().get());
    }
    if (proxy.password().isPresent()) {
      json.writeStringField("password", proxy.password().get());
    }
    json.writeEndObject();
  }

  private static void identityTokens(JsonGenerator json, Map<String, String> audiences)
      throws IOException {
    if (audiences.isEmpty()) {
      return;
    }
    json.writeObjectFieldStart("iam");
    json.writeObjectFieldStart("tokens");
    for (Map.Entry<String, String> token : audiences.entrySet()) {
      json.writeObjectFieldStart(token.getKey());
      json.writeStringField("audience", token.getValue());
      json.writeStringField("tokenType", "JWT-SVID");
      json.writeEndObject();
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void lifecycle(JsonGenerator json, Lifecycle lifecycle) throws IOException {
    if (lifecycle.onTimeout().isPresent()) {
      OnTimeout fate = lifecycle.onTimeout().get();
      json.writeBooleanField("autoPause", fate != OnTimeout.KILL);
      if (fate == OnTimeout.PAUSE_FILES) {
        json.writeBooleanField("autoPauseMemory", false);
      }
    }
    if (lifecycle.autoResume().isPresent()) {
      json.writeObjectFieldStart("autoResume");
      json.writeBooleanField("enabled", lifecycle.autoResume().get());
      json.writeEndObject();
    }
  }
}
