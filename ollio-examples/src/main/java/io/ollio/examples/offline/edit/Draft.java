package io.ollio.examples.offline.edit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files of a project while wishes are applied to them. Used by one thread. */
final class Draft {
  private final Map<String, String> files;
  private final String htmlPath;

  /** A copy of these files; one of them must end in {@code .html}. */
  Draft(Map<String, String> files) {
    this.files = new LinkedHashMap<>(files);
    this.htmlPath =
        files.containsKey("index.html")
            ? "index.html"
            : files.keySet().stream()
                .filter(path -> path.endsWith(".html"))
                .findFirst()
                .orElseThrow();
  }

  Map<String, String> files() {
    return files;
  }

  String html() {
    return text(htmlPath);
  }

  void html(String text) {
    files.put(htmlPath, text);
  }

  /** The style sheet that the page links to; empty when it was not read. */
  Optional<String> css() {
    return linked("href", ".css").map(this::text);
  }

  void css(String text) {
    linked("href", ".css").ifPresent(path -> files.put(path, text));
  }

  /** The script that the page links to; empty when it was not read. */
  Optional<String> js() {
    return linked("src", ".js").map(this::text);
  }

  void js(String text) {
    linked("src", ".js").ifPresent(path -> files.put(path, text));
  }

  private String text(String path) {
    return files.getOrDefault(path, "");
  }

  private Optional<String> linked(String attribute, String extension) {
    Matcher link =
        Pattern.compile(attribute + "=\"(?:\\./)?([^\"]+" + Pattern.quote(extension) + ")\"")
            .matcher(html());
    while (link.find()) {
      if (files.containsKey(link.group(1))) {
        return Optional.of(link.group(1));
      }
    }
    return Optional.empty();
  }
}
