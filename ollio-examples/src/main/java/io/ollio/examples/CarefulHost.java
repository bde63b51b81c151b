package io.ollio.examples;

import io.ollio.Cancellation;
import io.ollio.Ollio;
import io.ollio.OwnerId;
import io.ollio.PageRequest;
import io.ollio.audit.AuditEntry;
import io.ollio.file.FileTree;
import io.ollio.live.DevServer;
import io.ollio.live.LivePreview;
import io.ollio.live.LivePreviews;
import io.ollio.llm.LlmClient;
import io.ollio.local.LocalSandboxProvider;
import io.ollio.local.LocalSandboxSettings;
import io.ollio.local.LocalTemplate;
import io.ollio.preview.EmbedSnippet;
import io.ollio.preview.PreviewAccess;
import io.ollio.preview.PreviewAddress;
import io.ollio.preview.PreviewSettings;
import io.ollio.project.GenerationId;
import io.ollio.project.VersionId;
import io.ollio.sandbox.Isolation;
import io.ollio.sandbox.SandboxSpec;
import io.ollio.secret.SecretPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a host does that runs commands of a model and shows pages of a model to its users. */
public final class CarefulHost {
  private CarefulHost() {}

  /** Sandboxes on this machine, and one line about what isolates their commands. */
  static LocalSandboxProvider sandboxes() {
    // region sandboxes
    LocalSandboxProvider sandboxes =
        new LocalSandboxProvider(LocalSandboxSettings.DEFAULT.withCpuMonitor());
    Isolation isolation = sandboxes.isolation(); // found out by a real probe
    if (!isolation.separatesCommands()) {
      System.err.println("The agent gets no terminal: " + isolation.detail());
    }
    // endregion
    return sandboxes;
  }

  /** The wiring. */
  static Ollio wired(LlmClient model, LocalSandboxProvider sandboxes) {
    // region wiring
    PreviewSettings previews =
        PreviewSettings.builder().embedders("https://app.example.com").build();
    return Ollio.builder(model)
        .sandbox(sandboxes)
        .sandboxPool(2) // two wait, ready
        .secrets(SecretPolicy.BLOCK) // the default
        .preview(previews)
        .previewLifetime(Duration.ofHours(12))
        .build();
    // endregion
  }

  /** What goes into the application's own page. */
  static String embedded(Ollio ollio, OwnerId owner, VersionId version) {
    // region embed
    PreviewAddress address = ollio.preview(owner, version);
    EmbedSnippet snippet = ollio.previews().server().embed(address.token(), "Login form");
    String header = snippet.header(); // Content-Security-Policy: frame-src http://….localhost:…
    String iframe = snippet.html(); // <iframe src=… sandbox="allow-scripts allow-forms" …>
    // endregion
    return header + "\n" + iframe;
  }

  /** Shows a version and ends the showing. */
  static boolean shownAndEnded(Ollio ollio, OwnerId owner, VersionId version) {
    // region revoke
    PreviewAddress address = ollio.preview(owner, version);
    System.out.println("until " + address.expiresAt() + ", or until revoked");
    return ollio.previews().revoke(address.token()); // or by its address: revoke(uri)
    // endregion
  }

  /** What a generation did. */
  static List<AuditEntry> trail(Ollio ollio, OwnerId owner, GenerationId id) {
    // region audit
    List<AuditEntry> trail =
        ollio.audit().list(owner, Optional.of(id.value()), PageRequest.oldest(100)).items();
    trail.forEach(entry -> System.out.println(entry.kind() + " " + entry.detail()));
    // endregion
    return trail;
  }

  /** A dev server with hot reload; {@code templates/prepare} has filled the directory. */
  static void live(Path prepared, FileTree first, FileTree second) {
    // region live
    LocalTemplate react = new LocalTemplate("vite-react", prepared.resolve("vite-react"));
    PreviewSettings settings =
        PreviewSettings.builder().embedders("https://app.example.com").build();
    try (LocalSandboxProvider sandboxes =
            new LocalSandboxProvider(LocalSandboxSettings.DEFAULT.withTemplates(react));
        LivePreviews previews =
            new LivePreviews(sandboxes, settings, PreviewAccess.Listener.none());
        LivePreview preview =
            previews.start(
                SandboxSpec.DEFAULT.withTemplate("vite-react"),
                first,
                DevServer.VITE,
                Cancellation.none())) {
      System.out.println(preview.embed("Shop").html());
      preview.update(second); // open pages reload what has changed
      preview.extend(Duration.ofMinutes(30));
    }
    // endregion
  }
}
