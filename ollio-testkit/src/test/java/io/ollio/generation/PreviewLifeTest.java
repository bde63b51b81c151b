package io.ollio.generation;

import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.PageRequest;
import io.ollio.audit.AuditEntry;
import io.ollio.file.FileTree;
import io.ollio.llm.LlmMessage;
import io.ollio.llm.LlmRequest;
import io.ollio.preview.PreviewAddress;
import io.ollio.preview.PreviewSettings;
import io.ollio.preview.PreviewSettings.TokenPlace;
import io.ollio.project.GenerationId;
import io.ollio.testkit.llm.LlmScript;
import io.ollio.testkit.llm.ScriptedLlmClient;
import io.ollio.testkit.time.ManualTime;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Previews from the publishing to the end of their address, seen by the host. */
class PreviewLifeTest {
  private static final String PROMPT = "Create a dark login form";

  private final ManualTime time = new ManualTime();
  private final ScriptedLlmClient model = ScriptedLlmClient.answering(PreviewLifeTest::answer);

  private static LlmScript answer(LlmRequest request) {
    boolean isFirst = request.messages().stream().noneMatch(LlmMessage.Assistant.class::isInstance);
    return isFirst ? Replies.site() : Replies.done();
  }

  @AfterEach
  void close() {
    model.close();
  }

  private Host host(PreviewSettings settings) {
    return new Host(
        model,
        builder -> builder.preview(settings).clock(time).previewLifetime(Duration.ofHours(2)));
  }

  /** Runs a generation and returns the address it published. */
  private static URI published(Host host, GenerationId id) {
    return host.events(id).stream()
        .filter(GenerationEvent.PreviewReady.class::isInstance)
        .map(event -> URI.create(((GenerationEvent.PreviewReady) event).url()))
        .findFirst()
        .orElseThrow();
  }

  /** The status line and the rest; names below localhost need no resolver this way. */
  private static String get(URI uri, String path) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), uri.getPort());
        OutputStream out = socket.getOutputStream()) {
      String base = uri.getPath().replaceFirst("/$", "");
      String request =
          "GET "
              + base
              + path
              + " HTTP/1.1\r\nHost: "
              + uri.getAuthority()
              + "\r\nConnection: close\r\n\r\n";
      out.write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static List<String> accesses(Host host, Optional<String> generation) {
    return host.ollio.audit().list(host.owner, generation, PageRequest.oldest(100)).items().stream()
        .filter(entry -> entry.kind() == AuditEntry.Kind.PREVIEW_ACCESSED)
        .map(AuditEntry::detail)
        .toList();
  }

  @Test
  void preview_ofAGeneration_isShownAndEveryAccessIsInItsTrail() throws IOException {
    try (Host host = host(Host.PREVIEWS)) {
      GenerationId id = host.submit(PROMPT);
      URI uri = published(host, id);

      assertThat(get(uri, "/")).startsWith("HTTP/1.1 200").contains("<h1>Login</h1>");
      assertThat(get(uri, "/missing.js")).startsWith("HTTP/1.1 404");
      assertThat(get(uri, "/")).startsWith("HTTP/1.1 200");
      assertThat(accesses(host, Optional.of(id.value())))
          .containsExactly("version 1: GET / → 200", "version 1: GET /missing.js → 404");
      time.advance(Duration.ofMinutes(1));
      get(uri, "/");
      assertThat(accesses(host, Optional.of(id.value()))).hasSize(3);
    }
  }

  @Test
  void preview_floodOfMissingFiles_isOneEntry() throws IOException {
    try (Host host = host(Host.PREVIEWS)) {
      GenerationId id = host.submit(PROMPT);
      URI uri = published(host, id);
      for (int i = 0; i < 20; i++) {
        get(uri, "/missing" + i);
      }

      assertThat(accesses(host, Optional.of(id.value())))
          .containsExactly("version 1: GET /missing0 → 404");
    }
  }

  @Test
  void preview_pastItsLifetime_isGone() throws IOException {
    try (Host host = host(Host.PREVIEWS)) {
      URI uri = published(host, host.submit(PROMPT));
      time.advance(Duration.ofMinutes(119));
      assertThat(get(uri, "/")).startsWith("HTTP/1.1 200");

      time.advance(Duration.ofMinutes(1));

      assertThat(get(uri, "/")).startsWith("HTTP/1.1 404").doesNotContain("Login");
    }
  }

  @Test
  void revoke_byAddress_endsThatOneOnlyAndLaterTriesAreInTheTrail() throws IOException {
    try (Host host = host(Host.PREVIEWS)) {
      GenerationId id = host.submit(PROMPT);
      URI uri = published(host, id);
      PreviewAddress second =
          host.ollio.preview(
              host.owner, host.ollio.generation(host.owner, id).state().version().orElseThrow());

      assertThat(host.ollio.previews().revoke(uri)).isTrue();

      assertThat(get(uri, "/")).startsWith("HTTP/1.1 404");
      assertThat(get(second.uri(), "/")).startsWith("HTTP/1.1 200");
      assertThat(accesses(host, Optional.of(id.value()))).containsExactly("version 1: GET / → 404");
      assertThat(host.ollio.previews().revoke(uri)).isFalse();
      assertThat(host.ollio.previews().revoke(second.token())).isTrue();
      assertThat(get(second.uri(), "/")).startsWith("HTTP/1.1 404");
    }
  }

  @Test
  void revoke_foreignAddress_isFalse() {
    try (Host host = host(Host.PREVIEWS)) {
      assertThat(host.ollio.previews().revoke(URI.create("https://example.com/"))).isFalse();
      assertThat(host.ollio.previews().revoke(URI.create("mailto:a@example.com"))).isFalse();
    }
  }

  @Test
  void preview_pathTokens_workWithoutSubDomains() throws IOException {
    PreviewSettings byPath = PreviewSettings.builder().tokenPlace(TokenPlace.PATH).build();
    try (Host host = host(byPath)) {
      URI uri = published(host, host.submit(PROMPT));

      assertThat(uri.getHost()).isEqualTo("127.0.0.1");
      assertThat(uri.getPath()).matches("/p/[0-9a-f]{40}/");
      assertThat(get(uri, "/styles.css")).contains("navy").contains("sandbox allow-scripts");
      assertThat(host.ollio.previews().revoke(uri)).isTrue();
      assertThat(get(uri, "/styles.css")).startsWith("HTTP/1.1 404");
    }
  }

  @Test
  void access_ofAnImportedVersion_isInTheOwnersTrailWithoutGeneration() throws IOException {
    try (Host host = host(Host.PREVIEWS)) {
      FileTree files = FileTree.ofTexts(Map.of("index.html", "<p>mine</p>"));
      PreviewAddress address =
          host.ollio.preview(
              host.owner,
              host.ollio.importFiles(host.owner, host.project.id(), files, "mine").id());

      assertThat(get(address.uri(), "/")).contains("<p>mine</p>");
      assertThat(accesses(host, Optional.empty())).containsExactly("version 1: GET / → 200");
    }
  }

  @Test
  void access_hostsOwnListener_hearsIt() throws IOException {
    List<String> heard = new java.util.concurrent.CopyOnWriteArrayList<>();
    try (Host host =
        new Host(
            model,
            builder ->
                builder
                    .preview(Host.PREVIEWS)
                    .previewAccess(access -> heard.add(access.path() + " " + access.status())))) {
      URI uri = published(host, host.submit(PROMPT));
      get(uri, "/");
      get(uri, "/nothing");

      assertThat(heard).containsExactly("/ 200", "/nothing 404");
    }
  }
}
