package io.ollio.sandbox.e2b.files;

import io.ollio.json.JsonValue;
import io.ollio.sandbox.e2b.rpc.ConnectStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Events of a directory, from when it was opened until it is closed. Read by one thread; closed by
 * any.
 */
public final class DirectoryWatch implements AutoCloseable {
  private final ConnectStream stream;

  DirectoryWatch(ConnectStream stream) {
    this.stream = stream;
    boolean isWatched = false;
    try {
      JsonValue first = message();
      while (first != null && !first.path("start").isPresent()) {
        first = message();
      }
      isWatched = true;
    } finally {
      if (!isWatched) {
        stream.close();
      }
    }
  }

  /**
   * Waits for the next event; empty when the server has ended the watch.
   *
   * @throws io.ollio.OperationCancelled when closed meanwhile, or interrupted
   */
  public Optional<FileEvent> next() {
    for (JsonValue json = message(); json != null; json = message()) {
      JsonValue event = json.path("filesystem");
      if (event.isPresent()) {
        return Optional.of(event(event));
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    stream.close();
  }

  private @Nullable JsonValue message() {
    return stream.next(DirectoryWatch::read);
  }

  private static JsonValue read(byte[] json) throws IOException {
    return JsonValue.parse(new String(json, StandardCharsets.UTF_8));
  }

  private static FileEvent event(JsonValue json) {
    FileEvent.Kind kind =
        switch (json.path("type").text()) {
          case "EVENT_TYPE_CREATE" -> FileEvent.Kind.CREATE;
          case "EVENT_TYPE_WRITE" -> FileEvent.Kind.WRITE;
          case "EVENT_TYPE_REMOVE" -> FileEvent.Kind.REMOVE;
          case "EVENT_TYPE_RENAME" -> FileEvent.Kind.RENAME;
          case "EVENT_TYPE_CHMOD" -> FileEvent.Kind.CHMOD;
          default -> FileEvent.Kind.OTHER;
        };
    JsonValue entry = json.path("entry");
    return new FileEvent(
        kind,
        json.path("name").text(),
        entry.isPresent() ? Optional.of(EntryReader.read(entry)) : Optional.empty());
  }
}
