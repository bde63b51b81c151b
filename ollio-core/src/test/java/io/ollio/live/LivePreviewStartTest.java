package io.ollio.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.Cancellation;
import io.ollio.CancellationSource;
import io.ollio.InvalidInput;
import io.ollio.OperationCancelled;
import io.ollio.live.LiveException.DidNotStart;
import io.ollio.live.LiveException.NotPossible;
import io.ollio.preview.PreviewAccess;
import io.ollio.preview.PreviewSettings;
import io.ollio.preview.PreviewSettings.TokenPlace;
import io.ollio.sandbox.Command;
import io.ollio.sandbox.CommandOutput;
import io.ollio.sandbox.Sandbox;
import io.ollio.sandbox.SandboxException.SandboxUnavailable;
import io.ollio.sandbox.SandboxSpec;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Dev servers that start, and those that do not. */
class LivePreviewStartTest extends LivePreviewSuite {
  @Test
  void start_programThatPosesAsTheBridge_endsInTimeAndHoldsNobodyUp() throws IOException {
    String flood =
        "exec node -e \"const net = require('net'); for (let i = 0; i < 300; i++) net.connect('/run/ollio/s')"
            + ".on('error', () => {}); setTimeout(() => {}, 60000)\"";
    DevServer posing = new DevServer(flood, 5_173, Duration.ofSeconds(1));

    assertThatThrownBy(() -> previews.start(SPEC, project(PAGE), posing, Cancellation.none()))
        .isInstanceOf(DidNotStart.class);
    assertThat(get("/")).startsWith("HTTP/1.1 200");
  }

  @Test
  void run_replacingTheBridge_isRefused() throws IOException {
    DevServer replacing =
        new DevServer("rm /run/ollio/s; ln -sf /etc /run/ollio/s", 5_173, Duration.ofSeconds(30));

    assertThatThrownBy(() -> previews.start(SPEC, project(PAGE), replacing, Cancellation.none()))
        .isInstanceOf(DidNotStart.class)
        .hasMessageContaining("Read-only file system");
  }

  @Test
  void publicUrl_otherHost_isMisdirected() throws IOException {
    try (Sandbox sandbox = provider.open(SPEC, Cancellation.none())) {
      URI uri = sandbox.publicUrl(5_173).orElseThrow();

      assertThat(sandbox.publicUrl(5_173)).contains(uri);
      assertThat(exchange(uri, "GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n"))
          .startsWith("HTTP/1.1 421");
      assertThat(get(uri, "/")).startsWith("HTTP/1.1 502");
    }
  }

  @Test
  void start_serverThatEnds_saysWhatItPrintedAndLeavesNothing() throws IOException {
    DevServer broken = new DevServer("echo no such thing; exit 3", 5_173, Duration.ofSeconds(30));
    long before = entries();

    assertThatThrownBy(() -> previews.start(SPEC, project(PAGE), broken, Cancellation.none()))
        .isInstanceOf(DidNotStart.class)
        .hasMessage("The dev server on port 5173 has ended. It printed: no such thing");
    assertThat(entries()).isEqualTo(before);
  }

  @Test
  void start_serverThatNeverListens_endsInTime() {
    DevServer silent = new DevServer("exec sleep 60", 5_173, Duration.ofMillis(300));

    assertThatThrownBy(() -> previews.start(SPEC, project(PAGE), silent, Cancellation.none()))
        .isInstanceOf(DidNotStart.class)
        .hasMessageContaining("has not answered within 0 s");
  }

  @Test
  void start_cancelled_leavesNothing() throws IOException {
    CancellationSource stop = new CancellationSource();
    stop.cancel();
    long before = entries();

    assertThatThrownBy(() -> previews.start(SPEC, project(PAGE), NODE, stop))
        .isInstanceOf(OperationCancelled.class);
    assertThat(entries()).isEqualTo(before);
  }

  @Test
  void start_sandboxWithoutTemplate_isNotPossible() {
    assertThatThrownBy(
            () -> previews.start(SandboxSpec.DEFAULT, project(PAGE), NODE, Cancellation.none()))
        .isInstanceOf(NotPossible.class)
        .hasMessage("No live preview: these sandboxes publish no ports");
  }

  @Test
  void open_unknownOrUnpreparedTemplate_saysWhich() {
    assertThatThrownBy(() -> open("angular"))
        .isInstanceOf(SandboxUnavailable.class)
        .hasMessage("No local sandbox template named angular is known");
    assertThatThrownBy(() -> open("unprepared"))
        .isInstanceOf(SandboxUnavailable.class)
        .hasMessageContaining("unprepared is prepared: its directory holds no node_modules");
  }

  @Test
  void previews_byPath_areInvalid() {
    PreviewSettings byPath = PreviewSettings.builder().tokenPlace(TokenPlace.PATH).build();

    assertThatThrownBy(() -> new LivePreviews(provider, byPath, PreviewAccess.Listener.none()))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("tokenPlace");
  }

  @Test
  void template_inTheSandbox_isReadOnlyAndSoIsTheBridge() {
    try (Sandbox sandbox = open("plain")) {
      String script =
          "touch /home/node_modules/x; touch /run/x; ln -s /etc /home/node_modules; ls /run";
      String errors =
          sandbox
              .commands()
              .orElseThrow()
              .run(Command.of(script), CommandOutput.SILENT, Cancellation.none())
              .stderr();

      assertThat(errors.lines())
          .hasSize(4)
          .allMatch(line -> line.contains("Read-only") || line.contains("No such file"));
    }
  }

  private static Sandbox open(String template) {
    return provider.open(SandboxSpec.DEFAULT.withTemplate(template), Cancellation.none());
  }

  private static long entries() throws IOException {
    try (java.util.stream.Stream<Path> all = Files.walk(directory, 2)) {
      return all.count();
    }
  }
}
