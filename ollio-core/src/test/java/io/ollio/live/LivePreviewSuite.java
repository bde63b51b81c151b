package io.ollio.live;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.ollio.Cancellation;
import io.ollio.file.FileContent;
import io.ollio.file.FilePath;
import io.ollio.file.FileTree;
import io.ollio.local.LocalSandboxProvider;
import io.ollio.local.LocalSandboxSettings;
import io.ollio.local.LocalTemplate;
import io.ollio.preview.PreviewAccess;
import io.ollio.preview.PreviewSettings;
import io.ollio.sandbox.SandboxSpec;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** A dev server in a real sandbox, and what tests of it share. Needs Node and bubblewrap. */
@Tag("slow")
abstract class LivePreviewSuite {
  static final SandboxSpec SPEC = SandboxSpec.DEFAULT.withTemplate("plain");
  static final DevServer NODE =
      new DevServer("exec node server.mjs", 5_173, Duration.ofSeconds(30));
  static final String PAGE = "<!doctype html><title>One</title><p>one</p>";
  static final List<PreviewAccess> HEARD = new CopyOnWriteArrayList<>();

  @TempDir static Path directory;
  static LocalSandboxProvider provider;
  static LivePreviews previews;
  static LivePreview preview;

  @BeforeAll
  static void start() throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
    Path template = directory.resolve("template");
    Path packages = Files.createDirectories(template.resolve("node_modules"));
    for (Path path : List.of(template, packages)) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    provider =
        new LocalSandboxProvider(
            LocalSandboxSettings.DEFAULT
                .withDirectory(directory)
                .withTemplates(
                    new LocalTemplate("plain", template),
                    new LocalTemplate("unprepared", directory.resolve("nowhere"))));
    PreviewSettings settings =
        PreviewSettings.builder()
            .embedders("https://app.example.com")
            .times(Duration.ofSeconds(2), Duration.ofSeconds(20))
            .build();
    previews = new LivePreviews(provider, settings, HEARD::add);
    preview = previews.start(SPEC, project(PAGE), NODE, Cancellation.none());
  }

  @AfterAll
  static void stop() {
    preview.close();
    previews.close();
    provider.close();
  }

  static FileTree project(String page) throws IOException {
    try (InputStream in = LivePreviewTest.class.getResourceAsStream("server.mjs")) {
      return FileTree.of(
          Map.of(
              FilePath.of("server.mjs"), FileContent.of(in.readAllBytes()),
              FilePath.of("index.html"), FileContent.of(page)));
    }
  }

  static String get(String path) throws IOException {
    return get(preview.uri(), path);
  }

  static String get(URI uri, String path) throws IOException {
    return exchange(uri, "GET " + path + " HTTP/1.1\r\nHost: " + uri.getAuthority() + "\r\n\r\n");
  }

  /** Names below localhost need no resolver this way. */
  static String exchange(URI uri, String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), uri.getPort())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }
}
