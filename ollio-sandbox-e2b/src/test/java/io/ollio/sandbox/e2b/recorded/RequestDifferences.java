package io.ollio.sandbox.e2b.recorded;

import com.fasterxml.jackson.databind.JsonNode;
import io.ollio.sandbox.e2b.fake.http.FakeRequest;
import io.ollio.sandbox.e2b.recorded.Recording.Exchange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** In which fields two requests for the same operation differ. */
final class RequestDifferences {
  private RequestDifferences() {}

  static List<String> between(Exchange theirs, FakeRequest ours, byte[] body) throws IOException {
    List<String> differences = new ArrayList<>();
    if (!theirs.method().equals(ours.method())) {
      differences.add("method " + theirs.method() + " became " + ours.method());
    }
    if (!theirs.path().equals(ours.path())) {
      differences.add("path " + theirs.path() + " became " + ours.path());
    }
    compare("query", query(theirs.target()), query(ours.target()), differences);
    compare("header", headers(theirs.headers()), headers(ours.headers()), differences);
    compare("body", body(theirs.headers(), theirs.body()), body(ours.headers(), body), differences);
    return differences;
  }

  private static void compare(
      String part, Map<String, String> theirs, Map<String, String> ours, List<String> found) {
    TreeSet<String> names = new TreeSet<>(theirs.keySet());
    names.addAll(ours.keySet());
    for (String name : names) {
      String field = part + " `" + name + "`";
      if (!ours.containsKey(name)) {
        found.add(field + " is missing");
      } else if (!theirs.containsKey(name)) {
        found.add(field + " is new");
      } else if (!theirs.get(name).equals(ours.get(name))) {
        found.add(field + " differs");
      }
    }
  }

  /** Parameters as they are on the wire. */
  private static Map<String, String> query(String target) {
    Map<String, String> parameters = new TreeMap<>();
    int start = target.indexOf('?');
    if (start >= 0) {
      for (String pair : target.substring(start + 1).split("&", -1)) {
        int equals = pair.indexOf('=');
        parameters.put(pair.substring(0, equals), FakeRequest.decode(pair.substring(equals + 1)));
      }
    }
    return parameters;
  }

  private static Map<String, String> headers(Map<String, String> raw) {
    Map<String, String> headers = new TreeMap<>(raw);
    headers.keySet().removeIf(name -> name.startsWith(":"));
    headers.computeIfPresent("content-type", (name, type) -> mediaType(type));
    headers.remove("host");
    headers.remove("content-length");
    headers.remove("transfer-encoding");
    headers.remove("connection");
    return headers;
  }

  private static String mediaType(String type) {
    int end = type.indexOf(';');
    return (end < 0 ? type : type.substring(0, end)).toLowerCase(Locale.ROOT);
  }

  private static Map<String, String> body(Map<String, String> headers, byte[] body)
      throws IOException {
    Map<String, String> fields = new TreeMap<>();
    String type = mediaType(headers.getOrDefault("content-type", ""));
    switch (type) {
      case "application/json" -> {
        if (body.length > 0) {
          flatten("", Recording.MAPPER.readTree(body), fields);
        }
      }
      case "application/connect+json" ->
          flatten("", Recording.MAPPER.readTree(Arrays.copyOfRange(body, 5, body.length)), fields);
      case "multipart/form-data" -> parts(new String(body, StandardCharsets.ISO_8859_1), fields);
      default -> {
        if (body.length > 0 || !type.isEmpty()) {
          fields.put("content", content(headers, body));
        }
      }
    }
    return fields;
  }

  private static String content(Map<String, String> headers, byte[] body) throws IOException {
    byte[] plain =
        "gzip".equals(headers.get("content-encoding"))
            ? new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes()
            : body;
    return new String(plain, StandardCharsets.ISO_8859_1);
  }

  /** The one part of a form is the content; the parts of a larger one go by their names. */
  private static void parts(String form, Map<String, String> fields) {
    String boundary = form.substring(0, form.indexOf("\r\n"));
    String[] parts = form.split(Pattern.quote(boundary), -1);
    for (int i = 1; i < parts.length - 1; i++) {
      int head = parts[i].indexOf("\r\n\r\n");
      String name = parts[i].replaceAll("(?s).*filename=\"([^\"]*)\".*", "$1");
      String content = parts[i].substring(head + 4, parts[i].length() - 2);
      fields.put(parts.length == 3 ? "content" : "part " + i, name + ": " + content);
      if (parts.length == 3) {
        fields.put("content", content);
      }
    }
  }

  private static void flatten(String path, JsonNode node, Map<String, String> fields) {
    if (node.isObject() && !node.isEmpty()) {
      node.properties()
          .forEach(
              e ->
                  flatten(
                      path.isEmpty() ? e.getKey() : path + "." + e.getKey(), e.getValue(), fields));
    } else {
      fields.put(path, node.toString());
    }
  }
}
