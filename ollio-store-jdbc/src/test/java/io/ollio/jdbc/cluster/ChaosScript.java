package io.ollio.jdbc.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ollio.file.FileTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What the model says in every generation of a {@link ChaosRun}: three files, then a summary. */
final class ChaosScript {
  private static final String PAGE =
      """
      <!DOCTYPE html>
      <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <title>Login</title>
          <link rel="stylesheet" href="styles.css">
        </head>
        <body><main><h1>Login</h1></main><script src="script.js"></script></body>
      </html>
      """;
  private static final String STYLES = "h1 { color: navy; }\n";
  private static final String CODE = "document.title = 'Sign in';\n";

  /** The result of every generation. */
  static final FileTree FILES =
      FileTree.ofTexts(Map.of("index.html", PAGE, "styles.css", STYLES, "script.js", CODE));

  private ChaosScript() {}

  /** Writes the script for the fake server into a file. */
  static Path writeTo(Path file, int pieceMillis) {
    Map<String, Object> script =
        Map.of(
            "pieceMillis",
            pieceMillis,
            "turns",
            List.of(
                write("index.html", PAGE),
                write("styles.css", STYLES),
                write("script.js", CODE),
                Map.of("text", "The login form is ready.")));
    try {
      return Files.writeString(file, new ObjectMapper().writeValueAsString(script));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }

  private static Map<String, Object> write(String path, String content) {
    return Map.of(
        "text",
        "Writing " + path,
        "calls",
        List.of(
            Map.of("name", "writeFile", "arguments", Map.of("path", path, "content", content))));
  }
}
