package io.ollio.sandbox.e2b.fake;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.ollio.sandbox.e2b.fake.http.FakeReply;
import io.ollio.sandbox.e2b.fake.http.FakeRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/** Whole files over HTTP. Protocol notes, 5.2 and 5.3. */
final class FakeFiles {
  private static final Set<String> USERS = Set.of("", "root", "user");

  private final FakeMachine machine;

  FakeFiles(FakeMachine machine) {
    this.machine = machine;
  }

  FakeReply handle(FakeRequest request) throws IOException {
    String user = request.query("username").orElse("");
    if (!USERS.contains(user)) {
      return Json.error(401, "error looking up user '" + user + "': user: unknown user " + user);
    }
    if (request.query("signature").isPresent() && !FakeSignature.isValid(machine, request)) {
      return Json.error(401, "invalid signature");
    }
    return request.method().equals("GET") ? read(request) : write(request);
  }

  private FakeReply read(FakeRequest request) throws IOException {
    String name = request.query("path").orElse("");
    Path path = machine.path(absolute(name));
    if (!Files.exists(path)) {
      return Json.error(404, "path '" + name + "' does not exist");
    }
    if (Files.isDirectory(path)) {
      return Json.error(400, "path '" + name + "' is a directory");
    }
    return FakeReply.bytes(200, "application/octet-stream", new byte[0])
        .withBody(
            Files.size(path),
            out -> {
              try (InputStream in = Files.newInputStream(path)) {
                in.transferTo(out);
              }
            });
  }

  private FakeReply write(FakeRequest request) throws IOException {
    String type = request.header("content-type").orElse("");
    Optional<String> path = request.query("path");
    ArrayNode written = Json.MAPPER.createArrayNode();
    if (type.startsWith("application/octet-stream")) {
      if (path.isEmpty()) {
        return Json.error(400, "path is required");
      }
      boolean isCompressed = request.header("content-encoding").orElse("").equals("gzip");
      InputStream body = isCompressed ? new GZIPInputStream(request.body()) : request.body();
      return written(written, path.get(), body);
    }
    if (!type.startsWith("multipart/form-data")) {
      return Json.error(400, "unsupported content type");
    }
    FakeReply reply = Json.error(400, "no part");
    for (Map.Entry<String, byte[]> part : parts(type, request.bytes()).entrySet()) {
      InputStream body = new ByteArrayInputStream(part.getValue());
      reply = written(written, path.orElse(part.getKey()), body);
    }
    return reply;
  }

  private FakeReply written(ArrayNode written, String name, InputStream body) throws IOException {
    if (name.contains("full-disk")) {
      return Json.error(507, "attempted to write 4 bytes: not enough disk space available");
    }
    Path path = machine.path(absolute(name));
    if (Files.isDirectory(path)) {
      return Json.error(400, "path is a directory: " + name);
    }
    try {
      Files.createDirectories(path.getParent());
      try (var out = Files.newOutputStream(path)) {
        body.transferTo(out);
      }
    } catch (FileSystemException e) {
      return Json.error(500, "error opening file: not a directory");
    }
    written.add(
        Json.object()
            .put("path", absolute(name))
            .put("name", path.getFileName().toString())
            .put("type", "file"));
    return FakeReply.bytes(
        200, "text/plain; charset=utf-8", written.toString().getBytes(StandardCharsets.UTF_8));
  }

  static String absolute(String path) {
    if (path.startsWith("~")) {
      return "/home/user" + path.substring(1);
    }
    return path.startsWith("/") ? path : "/home/user/" + path;
  }

  /** Parts named file, by file name. */
  private static Map<String, byte[]> parts(String type, byte[] body) {
    String boundary = "--" + type.substring(type.indexOf("boundary=") + 9).replace("\"", "");
    String text = new String(body, StandardCharsets.ISO_8859_1);
    Map<String, byte[]> parts = new LinkedHashMap<>();
    int at = text.indexOf(boundary);
    while (at >= 0) {
      int start = at + boundary.length() + 2;
      int end = text.indexOf("\r\n" + boundary, start);
      int content = text.indexOf("\r\n\r\n", start) + 4;
      if (end < 0) {
        break;
      }
      String head =
          new String(
              text.substring(start, content).getBytes(StandardCharsets.ISO_8859_1),
              StandardCharsets.UTF_8);
      int name = head.indexOf("filename=\"") + 10;
      byte[] bytes = text.substring(content, end).getBytes(StandardCharsets.ISO_8859_1);
      parts.put(head.substring(name, head.indexOf('"', name)), bytes);
      at = end + 2;
    }
    return parts;
  }
}
