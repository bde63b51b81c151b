package io.ollio.check;

import io.ollio.file.FileTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Components kept as text: {@code === path} begins a file. What stands before the first one is the
 * body of an otherwise flawless index.html.
 */
public final class Components {
  private static final String FRAME =
      """
      <!doctype html>
      <html lang="en">
      <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>T</title></head>
      <body>
      %s
      </body>
      </html>
      """;

  private Components() {}

  /** A component without errors; {@code warnings} are the codes it is known to be warned of. */
  public record Clean(String name, FileTree files, Set<String> warnings) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** A component with one fault, which must be called {@code codes}, on that line if not 0. */
  record Faulty(String name, FileTree files, Set<String> codes, int line) {
    @Override
    public String toString() {
      return codes + " " + name;
    }
  }

  /** Every clean component. */
  public static List<Clean> clean() {
    try (Stream<Path> files = Files.list(Path.of(resource("clean")))) {
      return files.sorted().map(Components::clean).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Faulty> faulty() {
    String all = read(Path.of(resource("faulty.txt")));
    return Stream.of(all.split("(?m)^### ")).skip(1).map(Components::fault).toList();
  }

  private static Clean clean(Path path) {
    String text = read(path);
    String first = text.lines().findFirst().orElse("");
    Set<String> warnings =
        first.startsWith("# warns: ") ? Set.of(first.substring(9).split(" ", -1)) : Set.of();
    String rest = warnings.isEmpty() ? text : text.substring(text.indexOf('\n') + 1);
    return new Clean(path.getFileName().toString(), files(rest), warnings);
  }

  private static Faulty fault(String text) {
    String heading = text.lines().findFirst().orElseThrow();
    String codes = heading.substring(0, heading.indexOf(':'));
    String name = heading.substring(heading.indexOf(':') + 1).strip();
    int at = codes.indexOf('@');
    int line = at < 0 ? 0 : Integer.parseInt(codes.substring(at + 1));
    Set<String> expected =
        new TreeSet<>(List.of((at < 0 ? codes : codes.substring(0, at)).split(", ", -1)));
    return new Faulty(name, files(text.substring(text.indexOf('\n') + 1)), expected, line);
  }

  /** The files of a component written as text. */
  static FileTree files(String text) {
    Map<String, String> files = new LinkedHashMap<>();
    List<String> parts = List.of(text.split("(?m)^=== ", -1));
    if (!parts.get(0).isBlank()) {
      files.put("index.html", FRAME.formatted(parts.get(0).stripTrailing()));
    }
    for (String part : parts.subList(1, parts.size())) {
      int end = part.indexOf('\n');
      files.put(part.substring(0, end).strip(), part.substring(end + 1));
    }
    return FileTree.ofTexts(files);
  }

  private static URI resource(String name) {
    try {
      return Components.class.getResource(name).toURI();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String read(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
