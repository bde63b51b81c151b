package io.ollio.sandbox.e2b.fake;

import io.ollio.sandbox.e2b.fake.http.FakeReply;
import io.ollio.sandbox.e2b.fake.http.FakeRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;

/** The daemon in a sandbox. Protocol notes, sections 5 to 8. */
final class FakeDaemon {
  private static final Set<String> USERS = Set.of("root", "user");

  private final FakeMachine machine;
  private final FakeFiles files;
  private final FakeFilesystem filesystem;

  FakeDaemon(FakeMachine machine) {
    this.machine = machine;
    this.files = new FakeFiles(machine);
    this.filesystem = new FakeFilesystem(machine);
  }

  FakeReply handle(FakeRequest request) throws IOException {
    String path = request.path();
    if (path.equals("/health")) {
      return FakeReply.empty(204).with("Cache-Control", "no-store");
    }
    boolean isSigned = path.equals("/files") && request.query("signature").isPresent();
    if (!isSigned && !machine.token().equals(request.header("x-access-token").orElse(""))) {
      return Json.error(
          401,
          "unauthorized access, please provide a valid access token or method signing if"
              + " supported");
    }
    if (path.equals("/files")) {
      return files.handle(request);
    }
    String user = user(request);
    if (!USERS.contains(user)) {
      return Json.failure(401, "unauthenticated", "invalid username: '" + user + "'");
    }
    if (path.startsWith("/filesystem.Filesystem/")) {
      return filesystem.handle(request);
    }
    return path.startsWith("/process.Process/")
        ? machine.processes().handle(request)
        : Json.error(404, "not found");
  }

  private String user(FakeRequest request) {
    String header = request.header("authorization").orElse("");
    if (header.isEmpty()) {
      return machine.version().startsWith("0.3.") ? "" : "user";
    }
    byte[] login = Base64.getDecoder().decode(header.substring("Basic ".length()));
    String text = new String(login, StandardCharsets.UTF_8);
    return text.substring(0, text.indexOf(':'));
  }
}
