package io.ollio.sandbox.e2b.files;

import io.ollio.json.JsonValue;
import io.ollio.sandbox.e2b.files.RemoteEntry.Kind;
import io.ollio.sandbox.e2b.files.RemoteEntry.Rights;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads the daemon's entries, whose default values are left out. Protocol notes, 6.6 and 7. */
final class EntryReader {
  private EntryReader() {}

  static RemoteEntry read(JsonValue json) {
    Map<String, String> metadata = new LinkedHashMap<>();
    json.path("metadata")
        .names()
        .forEach(name -> metadata.put(name, json.path("metadata").path(name).text()));
    return new RemoteEntry(
        json.path("path").text(),
        kind(json.path("type").text()),
        size(json.path("size")),
        new Rights(
            json.path("owner").text(),
            json.path("group").text(),
            (int) json.path("mode").number(0),
            json.path("permissions").text()),
        time(json.path("modifiedTime").text()),
        Optional.of(json.path("symlinkTarget").text()).filter(target -> !target.isEmpty()),
        metadata);
  }

  private static Kind kind(String type) {
    return switch (type) {
      case "FILE_TYPE_FILE" -> Kind.FILE;
      case "FILE_TYPE_DIRECTORY" -> Kind.DIRECTORY;
      default -> Kind.OTHER;
    };
  }

  /** A text by the protocol's rule for 64 bits, a number from lenient servers. */
  private static long size(JsonValue json) {
    return json.text().matches("[0-9]{1,18}") ? Long.parseLong(json.text()) : json.number(0);
  }

  private static Instant time(String text) {
    try {
      return text.isEmpty() ? Instant.EPOCH : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      return Instant.EPOCH;
    }
  }
}
