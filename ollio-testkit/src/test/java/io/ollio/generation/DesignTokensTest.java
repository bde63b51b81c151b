package io.ollio.generation;

import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.design.DesignTokens;
import io.ollio.design.DesignTokens.RawColors;
import io.ollio.file.FileContent;
import io.ollio.file.FilePath;
import io.ollio.hook.Hooks;
import io.ollio.llm.LlmMessage;
import io.ollio.project.Generation.Status;
import io.ollio.project.GenerationId;
import io.ollio.sandbox.SandboxFiles;
import io.ollio.testkit.llm.LlmScript;
import io.ollio.testkit.llm.ScriptedLlmClient;
import io.ollio.testkit.sandbox.CommandScript;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The host's design tokens in a whole generation. */
class DesignTokensTest {
  private static final String PROMPT = "Create a dark login form";
  private static final DesignTokens TOKENS =
      DesignTokens.builder()
          .group("Colours", "", Map.of("--color-primary", "#0b5fff"))
          .rawColors(RawColors.REJECT)
          .build();
  private static final FilePath FILE = FilePath.of("tokens.css");
  private static final String GOOD_PAGE =
      Host.PAGE.replace("<link", "<link rel=\"stylesheet\" href=\"tokens.css\">\n    <link");
  private static final String GOOD_STYLES = "h1 { color: var(--color-primary); }\n";

  private static Host host(ScriptedLlmClient model) {
    return new Host(model, builder -> builder.hooks(Hooks.builder().designTokens(TOKENS).build()));
  }

  private static LlmScript goodSite() {
    return LlmScript.reply()
        .toolCall("writeFile", Replies.json("path", "index.html", "content", GOOD_PAGE))
        .toolCall("writeFile", Replies.json("path", "styles.css", "content", GOOD_STYLES))
        .stop();
  }

  @Test
  void run_modelWritesItsOwnColor_hearsItRepairsItAndSucceeds() {
    try (ScriptedLlmClient model =
            ScriptedLlmClient.of(Replies.site(), Replies.done(), goodSite(), Replies.done());
        Host host = host(model)) {
      assertThat(host.end(PROMPT).status()).isEqualTo(Status.SUCCEEDED);
      assertThat(Replies.lastUserText(model.requests().get(2)))
          .contains(
              "ERROR styles.css:1 token-raw-color: The colour navy is written out; use"
                  + " var(--color-primary)",
              "ERROR styles.css token-unused");
      assertThat(host.headFiles().find(FILE)).contains(TOKENS.content());
    }
  }

  @Test
  void run_cleanAtOnce_needsNoSecondTry() {
    try (ScriptedLlmClient model = ScriptedLlmClient.of(goodSite(), Replies.done());
        Host host = host(model)) {
      assertThat(host.end(PROMPT).status()).isEqualTo(Status.SUCCEEDED);
      LlmMessage.System system = (LlmMessage.System) model.requests().get(0).messages().get(0);
      assertThat(system.text()).endsWith(TOKENS.describe());
      assertThat(Replies.lastUserText(model.requests().get(0)))
          .contains("tokens.css " + TOKENS.content().size() + " bytes");
    }
  }

  @Test
  void run_modelChangesTheTokens_isRefused() {
    try (ScriptedLlmClient model =
            ScriptedLlmClient.of(
                Replies.edit("tokens.css", "#0b5fff", "red"),
                Replies.write("tokens.css", ":root{}"),
                Replies.write("tokens.css", TOKENS.css()),
                goodSite(),
                Replies.done());
        Host host = host(model)) {
      assertThat(host.end(PROMPT).status()).isEqualTo(Status.SUCCEEDED);
      assertThat(Replies.lastResult(model.requests().get(1)).content())
          .startsWith("tokens.css belongs to the host and is not changed.");
      assertThat(Replies.lastResult(model.requests().get(2)).isError()).isTrue();
      assertThat(Replies.lastResult(model.requests().get(3)).isError()).isFalse();
      assertThat(host.headFiles().find(FILE)).contains(TOKENS.content());
    }
  }

  @Test
  void run_commandChangesTheTokens_isFoundByTheCheck() {
    try (ScriptedLlmClient model =
            ScriptedLlmClient.of(
                goodSite(),
                LlmScript.ofToolCall("terminal", "{\"command\":\"tidy\"}"),
                Replies.done(),
                Replies.write("tokens.css", TOKENS.css()),
                Replies.done());
        Host host = host(model)) {
      host.sandboxes.withCommands((command, files, output, cancellation) -> emptied(files));
      assertThat(host.end(PROMPT).status()).isEqualTo(Status.SUCCEEDED);
      assertThat(Replies.lastUserText(model.requests().get(3)))
          .contains("ERROR tokens.css token-file-changed");
      assertThat(host.headFiles().find(FILE)).contains(TOKENS.content());
    }
  }

  private static io.ollio.sandbox.CommandResult emptied(SandboxFiles files) {
    files.write(FILE, FileContent.of(""));
    return CommandScript.result(0, "", "");
  }

  @Test
  void run_nothingButTheTokensIsNew_countsAsNoChange() {
    try (ScriptedLlmClient model = ScriptedLlmClient.of(Replies.done(), Replies.done());
        Host host = host(model)) {
      assertThat(host.end(PROMPT).reason()).isEqualTo("NOTHING_CHANGED");
    }
  }

  @Test
  void run_violatesToTheEnd_failsAndKeepsFiles() {
    try (ScriptedLlmClient model =
            ScriptedLlmClient.of(
                Replies.site(), Replies.done(), Replies.done(), Replies.done(), Replies.done());
        Host host = host(model)) {
      GenerationId id = host.submit(PROMPT);
      host.events(id);
      assertThat(host.ollio.generation(host.owner, id).state().reason()).isEqualTo("CHECK_FAILED");
      assertThat(host.ollio.filesOf(host.owner, id).find(FILE)).isPresent();
      assertThat(host.used()).isZero();
    }
  }
}
