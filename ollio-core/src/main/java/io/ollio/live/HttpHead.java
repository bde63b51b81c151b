package io.ollio.live;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The first line and the fields of an HTTP/1.1 message (RFC 9112), at most 32 KB. Whatever is not
 * plain, such as folded lines, is refused: two programs that read a message differently are how
 * requests are smuggled.
 *
 * @param line the first line
 * @param fields names in lower case, with values, in order
 */
record HttpHead(String line, List<Map.Entry<String, String>> fields) {
  private static final int MAX_BYTES = 32_768;

  /** Reads up to and with the empty line. */
  static HttpHead read(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int ends = 0;
    while (ends < 2) {
      int next = in.read();
      if (next < 0 || bytes.size() >= MAX_BYTES) {
        throw new IOException("No whole head came: " + bytes.size() + " bytes");
      }
      bytes.write(next);
      ends = next == '\n' ? ends + 1 : next == '\r' ? ends : 0;
    }
    return parse(bytes.toString(ISO_8859_1));
  }

  private static HttpHead parse(String text) throws IOException {
    List<String> lines = text.lines().toList();
    List<Map.Entry<String, String>> fields = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      int colon = line.indexOf(':');
      if (!line.isEmpty() && (colon < 1 || !line.substring(0, colon).matches("[!-~]+"))) {
        throw new IOException("A field without a plain name");
      }
      if (!line.isEmpty()) {
        String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
        fields.add(Map.entry(name, line.substring(colon + 1).strip()));
      }
    }
    return new HttpHead(lines.get(0), List.copyOf(fields));
  }

  /** The value of a field that comes exactly once. */
  Optional<String> only(String name) {
    List<String> values =
        fields.stream()
            .filter(field -> field.getKey().equals(name))
            .map(Map.Entry::getValue)
            .toList();
    return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
  }

  boolean has(String name) {
    return fields.stream().anyMatch(field -> field.getKey().equals(name));
  }

  /** A part of the first line, empty when there are not exactly three or more. */
  String part(int index) {
    String[] parts = line.split(" ", 3);
    return parts.length > index ? parts[index] : "";
  }

  /** The message's first bytes, with this first line and these fields. */
  static byte[] bytes(String line, List<Map.Entry<String, String>> fields) {
    StringBuilder text = new StringBuilder(line).append("\r\n");
    fields.forEach(
        field -> text.append(field.getKey()).append(": ").append(field.getValue()).append("\r\n"));
    return text.append("\r\n").toString().getBytes(ISO_8859_1);
  }
}
