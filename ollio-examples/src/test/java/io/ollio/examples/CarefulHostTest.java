package io.ollio.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.Cancellation;
import io.ollio.Ollio;
import io.ollio.OwnerId;
import io.ollio.audit.AuditEntry;
import io.ollio.audit.AuditEntry.Kind;
import io.ollio.examples.offline.OfflineLlmClient;
import io.ollio.file.FileTree;
import io.ollio.generation.GenerationListener;
import io.ollio.generation.GenerationRequest;
import io.ollio.generation.GenerationResult;
import io.ollio.local.LocalSandboxProvider;
import io.ollio.sandbox.SandboxException.SandboxUnavailable;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The snippets of the documents about sandboxes and previews. */
class CarefulHostTest {
  private final OwnerId owner = OwnerId.of("user-17");

  @Test
  void snippets_inOneHost_doWhatTheirDocumentsSay() {
    try (LocalSandboxProvider sandboxes = CarefulHost.sandboxes();
        Ollio ollio = CarefulHost.wired(new OfflineLlmClient(), sandboxes)) {
      assertThat(sandboxes.isolation().mechanism()).isEqualTo("bubblewrap");
      GenerationRequest request =
          GenerationRequest.of(
              owner, ollio.createProject(owner, "Shop").id(), "Create a dark login form");
      GenerationResult result =
          ollio.generate(request, GenerationListener.SILENT, Cancellation.none());

      assertThat(CarefulHost.embedded(ollio, owner, result.version().id()))
          .contains("Content-Security-Policy: frame-src http://", "sandbox=\"allow-scripts");
      assertThat(CarefulHost.shownAndEnded(ollio, owner, result.version().id())).isTrue();
      assertThat(CarefulHost.trail(ollio, owner, result.generation()))
          .extracting(AuditEntry::kind)
          .contains(Kind.FILE_WRITTEN, Kind.VERSION_STORED, Kind.PREVIEW_PUBLISHED);
    }
  }

  /** With packages it is run by {@code templates/verify}. */
  @Test
  void live_templateThatIsNotPrepared_saysSo(@TempDir Path empty) {
    assertThatThrownBy(() -> CarefulHost.live(empty, FileTree.empty(), FileTree.empty()))
        .isInstanceOf(SandboxUnavailable.class)
        .hasMessageContaining("vite-react is prepared: its directory holds no node_modules");
  }
}
