package io.ollio.sandbox.e2b.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ollio.sandbox.e2b.fake.http.FakeReply;
import io.ollio.sandbox.e2b.fake.http.FakeRequest;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The service {@code filesystem.Filesystem}. Protocol notes, section 7. */
final class FakeFilesystem {
  private final FakeMachine machine;

  FakeFilesystem(FakeMachine machine) {
    this.machine = machine;
  }

  FakeReply handle(FakeRequest request) throws IOException {
    String method = request.path().substring(request.path().lastIndexOf('/') + 1);
    if (method.equals("WatchDir")) {
      return new FakeWatch(machine).open(request);
    }
    JsonNode body = Json.parse(request.bytes());
    String path = FakeFiles.absolute(body.path("path").asText());
    return switch (method) {
      case "Stat" -> stat(path);
      case "MakeDir" -> makeDirectory(path);
      case "Move" -> move(body);
      case "ListDir" -> list(path, Math.max(1, body.path("depth").asInt(1)));
      case "Remove" -> remove(path);
      default -> Json.failure(404, "unimplemented", "no method " + method);
    };
  }

  private FakeReply stat(String path) throws IOException {
    try {
      return Json.ok(Json.object().set("entry", entry(path)));
    } catch (NoSuchFileException e) {
      return notFound("file not found: lstat " + path + ": no such file or directory");
    } catch (FileSystemException e) {
      return Json.failure(500, "internal", "lstat " + path + ": not a directory");
    }
  }

  private FakeReply makeDirectory(String path) throws IOException {
    Path place = machine.path(path);
    if (Files.isDirectory(place)) {
      return Json.failure(409, "already_exists", "directory already exists: " + path);
    }
    if (Files.exists(place)) {
      return Json.failure(400, "invalid_argument", "path already exists but is no directory");
    }
    Files.createDirectories(place);
    return stat(path);
  }

  private FakeReply move(JsonNode body) throws IOException {
    String from = FakeFiles.absolute(body.path("source").asText());
    String to = FakeFiles.absolute(body.path("destination").asText());
    Path source = machine.path(from);
    if (!Files.exists(source, LinkOption.NOFOLLOW_LINKS)) {
      return notFound(
          "source file not found: rename " + from + " " + to + ": no such file or directory");
    }
    Path target = machine.path(to);
    Files.createDirectories(target.getParent());
    Files.move(source, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    return stat(to);
  }

  private FakeReply list(String path, int depth) throws IOException {
    Path directory = machine.path(path);
    if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
      return notFound("path not found: lstat " + path + ": no such file or directory");
    }
    if (!Files.isDirectory(directory)) {
      return Json.failure(400, "invalid_argument", "path is not a directory: " + path);
    }
    Path real = directory.toRealPath();
    ArrayNode entries = Json.MAPPER.createArrayNode();
    try (Stream<Path> walk = Files.walk(real, depth, new FileVisitOption[0])) {
      for (Path found : (Iterable<Path>) walk.skip(1).sorted()::iterator) {
        entries.add(listed(path.replaceFirst("/$", "") + "/" + real.relativize(found)));
      }
    }
    ObjectNode json = Json.object();
    if (!entries.isEmpty()) {
      json.set("entries", entries);
    }
    return Json.ok(json);
  }

  /** A name that is not UTF-8 comes out as Go writes it, with U+FFFD. */
  private ObjectNode listed(String path) throws IOException {
    try {
      return entry(path);
    } catch (NoSuchFileException e) {
      return Json.object()
          .put("name", path.substring(path.lastIndexOf('/') + 1))
          .put("type", "FILE_TYPE_FILE")
          .put("path", path);
    }
  }

  private FakeReply remove(String path) throws IOException {
    Path place = machine.path(path);
    if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
      List<Path> all;
      try (Stream<Path> walk = Files.walk(place)) {
        all = walk.sorted(Comparator.reverseOrder()).toList();
      }
      for (Path one : all) {
        Files.deleteIfExists(one);
      }
    }
    return Json.ok(Json.object());
  }

  /** An entry as the daemon writes it: default values are left out. */
  ObjectNode entry(String path) throws IOException {
    Path place = machine.path(path);
    BasicFileAttributes own =
        Files.readAttributes(place, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    boolean isLink = own.isSymbolicLink();
    boolean leadsSomewhere = Files.exists(place);
    BasicFileAttributes target =
        isLink && leadsSomewhere ? Files.readAttributes(place, BasicFileAttributes.class) : own;
    ObjectNode json = Json.object().put("name", place.getFileName().toString());
    if (target.isRegularFile()) {
      json.put("type", "FILE_TYPE_FILE");
    } else if (target.isDirectory()) {
      json.put("type", "FILE_TYPE_DIRECTORY");
    }
    json.put("path", path);
    if (target.size() > 0) {
      json.put("size", Long.toString(target.size()));
    }
    String kind = isLink ? "L" : own.isDirectory() ? "d" : "-";
    json.put("mode", target.isDirectory() ? 493 : 420)
        .put("permissions", kind + (target.isDirectory() ? "rwxr-xr-x" : "rw-r--r--"))
        .put("owner", "user")
        .put("group", "user")
        .put("modifiedTime", own.lastModifiedTime().toInstant().toString());
    if (isLink && leadsSomewhere) {
      json.put("symlinkTarget", Files.readSymbolicLink(place).toString());
    }
    return json;
  }

  private static FakeReply notFound(String message) {
    return Json.failure(404, "not_found", message);
  }
}
