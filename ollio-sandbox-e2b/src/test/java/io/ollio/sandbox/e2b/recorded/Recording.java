package io.ollio.sandbox.e2b.recorded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** One call of the official client, with its requests and what it was answered. */
record Recording(String scenario, List<Exchange> exchanges, JsonNode result) {
  static final ObjectMapper MAPPER = new ObjectMapper();

  /** One request and its answer, as recorded. */
  record Exchange(JsonNode json) {
    String method() {
      return json.path("method").asText();
    }

    String target() {
      return json.path("url").asText();
    }

    String path() {
      return json.path("path").asText();
    }

    String version() {
      return json.path("httpVersion").asText();
    }

    Map<String, String> headers() {
      Map<String, String> headers = new LinkedHashMap<>();
      json.path("headers")
          .forEach(
              pair ->
                  headers.put(
                      pair.path(0).asText().toLowerCase(Locale.ROOT), pair.path(1).asText()));
      return headers;
    }

    byte[] body() {
      return Base64.getDecoder().decode(json.path("bodyBase64").asText());
    }

    int status() {
      return json.path("response").path("status").asInt();
    }

    Map<String, String> answerHeaders() {
      Map<String, String> headers = new LinkedHashMap<>();
      json.path("response")
          .path("headers")
          .properties()
          .forEach(e -> headers.put(e.getKey(), e.getValue().asText()));
      return headers;
    }

    byte[] answer() {
      return Base64.getDecoder().decode(json.path("response").path("bodyBase64").asText());
    }

    JsonNode frames() {
      return json.path("response").path("frames");
    }

    boolean isStream() {
      return headers().getOrDefault("content-type", "").startsWith("application/connect");
    }
  }

  static Recording load(String scenario) {
    try (InputStream in =
        Recording.class.getResourceAsStream("/recordings/" + scenario + ".json")) {
      JsonNode json = MAPPER.readTree(in);
      List<Exchange> exchanges = new ArrayList<>();
      json.path("requests").forEach(request -> exchanges.add(new Exchange(request)));
      return new Recording(scenario, exchanges, json.path("result"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every scenario, by number. */
  static List<String> scenarios() {
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/recordings"))) {
      return files
          .map(file -> file.getFileName().toString().replace(".json", ""))
          .filter(name -> Character.isDigit(name.charAt(0)))
          .sorted(Comparator.comparingInt(name -> Integer.parseInt(name.replaceAll("-.*", ""))))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String number() {
    return scenario.substring(0, scenario.indexOf('-'));
  }

  boolean isTls() {
    return scenario.contains("-tls-");
  }
}
