package io.ollio.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.PageRequest;
import io.ollio.audit.AuditEntry;
import io.ollio.file.FileTree;
import io.ollio.llm.LlmRequest;
import io.ollio.project.Generation;
import io.ollio.project.GenerationId;
import io.ollio.project.Version;
import io.ollio.secret.SecretFinding;
import io.ollio.secret.SecretPolicy;
import io.ollio.secret.SecretsFound;
import io.ollio.testkit.llm.LlmScript;
import io.ollio.testkit.llm.ScriptedLlmClient;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Credentials in generated files, by the host's policy. */
class SecretPolicyTest {
  private static final String PROMPT = "Create a dark login form";

  /** Made up, in the shape of the real ones. */
  private static final String TOKEN = "ghp_" + "9fKq2LmX7vRb4TzW8nYc1PdHs6JgE3uA0oBi";

  private static final String LEAKY =
      Host.PAGE.replace("</body>", "<script>\nconst t = '" + TOKEN + "';\n</script></body>");

  private static LlmScript page(String content) {
    return Replies.write("index.html", content);
  }

  private static LlmScript styles() {
    return Replies.write("styles.css", Host.STYLES);
  }

  @Test
  void run_credentialInAFile_isToldToTheModelWithoutRepeatingItAndRepaired() {
    try (ScriptedLlmClient model =
            ScriptedLlmClient.of(
                page(LEAKY), styles(), Replies.done(), page(Host.PAGE), Replies.done());
        Host host = Host.of(model)) {
      GenerationId id = host.submit(PROMPT);
      List<GenerationEvent> events = host.events(id);

      LlmRequest afterCheck = model.requests().get(3);
      assertThat(Replies.lastUserText(afterCheck))
          .contains("index.html:10 secret", "ghp_…")
          .doesNotContain(TOKEN);
      assertThat(events)
          .contains(
              new GenerationEvent.SecretFound(
                  "github-token",
                  "GitHub token",
                  "index.html",
                  10,
                  "ghp_… of 40 characters",
                  true));
      assertThat(host.headFiles()).isEqualTo(Host.SITE);
      assertThat(found(host, id))
          .containsExactly(
              "blocked: index.html:10 github-token (GitHub token, ghp_… of 40 characters)");
    }
  }

  @Test
  void run_credentialThatStays_endsWithoutAVersion() {
    try (ScriptedLlmClient model =
            ScriptedLlmClient.of(
                page(LEAKY),
                styles(),
                Replies.done(),
                Replies.done(),
                Replies.done(),
                Replies.done());
        Host host = Host.of(model)) {
      Generation.State state = host.end(PROMPT);

      assertThat(state.status()).isEqualTo(Generation.Status.FAILED);
      assertThat(state.reason()).isEqualTo("CHECK_FAILED");
      assertThat(state.detail()).contains("GitHub token", "index.html:10").doesNotContain(TOKEN);
      assertThat(host.ollio.store().versions().head(host.owner, host.project.id())).isEmpty();
      assertThat(host.used() + host.held()).isZero();
    }
  }

  @Test
  void run_policyWarn_storesTheVersionAndTellsTheHost() {
    try (ScriptedLlmClient model = ScriptedLlmClient.of(page(LEAKY), styles(), Replies.done());
        Host host = new Host(model, builder -> builder.secrets(SecretPolicy.WARN))) {
      GenerationId id = host.submit(PROMPT);

      assertThat(host.events(id))
          .contains(
              new GenerationEvent.SecretFound(
                  "github-token",
                  "GitHub token",
                  "index.html",
                  10,
                  "ghp_… of 40 characters",
                  false));
      assertThat(host.headFiles().files()).hasSize(2);
      assertThat(found(host, id)).hasSize(1).first().asString().startsWith("let through: ");
    }
  }

  @Test
  void run_policyOff_saysNothing() {
    try (ScriptedLlmClient model = ScriptedLlmClient.of(page(LEAKY), styles(), Replies.done());
        Host host = new Host(model, builder -> builder.secrets(SecretPolicy.OFF))) {
      GenerationId id = host.submit(PROMPT);

      assertThat(host.events(id)).noneMatch(GenerationEvent.SecretFound.class::isInstance);
      assertThat(host.headFiles().files()).hasSize(2);
    }
  }

  @Test
  void preview_ofAnImportedVersionWithACredential_isRefusedWithTypedFindings() {
    try (ScriptedLlmClient model = ScriptedLlmClient.of();
        Host host = new Host(model, builder -> builder.preview(Host.PREVIEWS))) {
      Version version = imported(host);

      assertThatThrownBy(() -> host.ollio.preview(host.owner, version.id()))
          .isInstanceOfSatisfying(
              SecretsFound.class,
              e ->
                  assertThat(e.findings())
                      .extracting(SecretFinding::rule, SecretFinding::line)
                      .containsExactly(org.assertj.core.groups.Tuple.tuple("github-token", 1)))
          .hasMessageContaining("app.js:1")
          .hasMessageNotContaining(TOKEN);
    }
  }

  @Test
  void preview_policyWarn_isShown() {
    try (ScriptedLlmClient model = ScriptedLlmClient.of();
        Host host =
            new Host(model, builder -> builder.preview(Host.PREVIEWS).secrets(SecretPolicy.WARN))) {
      assertThat(host.ollio.preview(host.owner, imported(host).id()).uri()).isNotNull();
    }
  }

  private static Version imported(Host host) {
    FileTree files = FileTree.ofTexts(Map.of("app.js", "const t = '" + TOKEN + "';"));
    return host.ollio.importFiles(host.owner, host.project.id(), files, "mine");
  }

  private static List<String> found(Host host, GenerationId id) {
    return host
        .ollio
        .audit()
        .list(host.owner, Optional.of(id.value()), PageRequest.oldest(50))
        .items()
        .stream()
        .filter(entry -> entry.kind() == AuditEntry.Kind.SECRET_FOUND)
        .map(AuditEntry::detail)
        .toList();
  }
}
