package io.ollio.jdbc.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ollio.file.FileTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Seven turns of the model: five files and an edit, then its last words. */
final class KillScript {
  static final int STEPS = 7;

  private static final String STYLES = "h1 { color: navy; }\n";

  private KillScript() {}

  /** The result of every generation. */
  static FileTree files() {
    return FileTree.ofTexts(
        Map.of(
            "index.html",
            page("Login"),
            "styles.css",
            STYLES.replace("navy", "crimson"),
            "script.js",
            "document.title = 'Sign in';\n",
            "about.html",
            page("About"),
            "help.html",
            page("Help")));
  }

  /** Writes the script for the fake server into a file. */
  static Path writeTo(Path file) {
    Map<String, Object> script =
        Map.of(
            "pieceMillis",
            2,
            "turns",
            List.of(
                write("index.html", page("Login")),
                write("styles.css", STYLES),
                write("script.js", "document.title = 'Sign in';\n"),
                write("about.html", page("About")),
                call(
                    "editFile",
                    Map.of("path", "styles.css", "search", "navy", "replace", "crimson")),
                write("help.html", page("Help")),
                Map.of("text", "The login form is ready.")));
    try {
      return Files.writeString(file, new ObjectMapper().writeValueAsString(script));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }

  /** The arguments that write one file of a site without scripts. */
  static String arguments(String path) {
    String page = page("Login").replace("<script src=\"script.js\"></script>", "");
    String content = path.endsWith(".html") ? page : STYLES;
    return new ObjectMapper()
        .createObjectNode()
        .put("path", path)
        .put("content", content)
        .toString();
  }

  private static Map<String, Object> write(String path, String content) {
    return call("writeFile", Map.of("path", path, "content", content));
  }

  private static Map<String, Object> call(String tool, Map<String, String> arguments) {
    return Map.of(
        "text", "Going on. ", "calls", List.of(Map.of("name", tool, "arguments", arguments)));
  }

  private static String page(String title) {
    return """
        <!DOCTYPE html>
        <html lang="en">
          <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>%s</title>
            <link rel="stylesheet" href="styles.css">
          </head>
          <body><main><h1>%s</h1></main><script src="script.js"></script></body>
        </html>
        """
        .formatted(title, title);
  }
}
