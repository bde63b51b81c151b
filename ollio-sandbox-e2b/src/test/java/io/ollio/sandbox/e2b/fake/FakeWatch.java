package io.ollio.sandbox.e2b.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ollio.sandbox.e2b.fake.http.FakeReply;
import io.ollio.sandbox.e2b.fake.http.FakeRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.concurrent.TimeUnit;

/** The stream {@code WatchDir}, of a directory's own children. */
final class FakeWatch {
  private final FakeMachine machine;

  FakeWatch(FakeMachine machine) {
    this.machine = machine;
  }

  FakeReply open(FakeRequest request) throws IOException {
    JsonNode body = Json.envelope(request.bytes());
    String path = FakeFiles.absolute(body.path("path").asText());
    Path directory = machine.path(path);
    return FakeReply.stream(
        200,
        "application/connect+json",
        out -> {
          if (!Files.isDirectory(directory)) {
            Json.frame(out, 2, Json.endError("not_found", "path " + path + " not found"));
          } else {
            watch(out, path, directory, body.path("includeEntry").asBoolean());
          }
        });
  }

  private void watch(OutputStream out, String path, Path directory, boolean withEntry)
      throws IOException {
    try (WatchService service = directory.getFileSystem().newWatchService()) {
      directory.register(
          service,
          StandardWatchEventKinds.ENTRY_CREATE,
          StandardWatchEventKinds.ENTRY_MODIFY,
          StandardWatchEventKinds.ENTRY_DELETE);
      Json.frame(out, 0, "{\"start\":{}}");
      while (!machine.isGone()) {
        WatchKey key = service.poll(100, TimeUnit.MILLISECONDS);
        if (key == null) {
          continue;
        }
        for (WatchEvent<?> event : key.pollEvents()) {
          Json.frame(out, 0, event(event, path, withEntry).toString());
        }
        key.reset();
      }
      Json.frame(out, 2, "{}");
    } catch (InterruptedException | ClosedWatchServiceException e) {
      Json.frame(out, 2, Json.endError("unavailable", "stopped"));
    }
  }

  private ObjectNode event(WatchEvent<?> event, String path, boolean withEntry) throws IOException {
    String name = event.context().toString();
    String type =
        event.kind() == StandardWatchEventKinds.ENTRY_CREATE
            ? "EVENT_TYPE_CREATE"
            : event.kind() == StandardWatchEventKinds.ENTRY_DELETE
                ? "EVENT_TYPE_REMOVE"
                : "EVENT_TYPE_WRITE";
    ObjectNode json = Json.object().put("name", name).put("type", type);
    String full = path + "/" + name;
    if (withEntry && Files.exists(machine.path(full))) {
      json.set("entry", new FakeFilesystem(machine).entry(full));
    }
    return Json.object().set("filesystem", json);
  }
}
