package io.ollio.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.Cancellation;
import io.ollio.Ollio;
import io.ollio.OwnerId;
import io.ollio.examples.HostWithHooks.Product;
import io.ollio.examples.offline.OfflineLlmClient;
import io.ollio.generation.GenerationException.GenerationFailed;
import io.ollio.generation.GenerationListener;
import io.ollio.hook.ToolApproval.Decision;
import io.ollio.llm.LlmMessage;
import io.ollio.project.GenerationId;
import io.ollio.project.ProjectId;
import io.ollio.testkit.llm.LlmScript;
import io.ollio.testkit.llm.ScriptedLlmClient;
import io.ollio.testkit.sandbox.CommandScript;
import io.ollio.testkit.sandbox.InMemorySandboxProvider;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The snippets of the guide to hooks. */
class HostWithHooksTest {
  private static final OwnerId OWNER = OwnerId.of("user-17");
  private static final String PAGE =
      "{\"path\":\"index.html\",\"content\":\"<!DOCTYPE html><html lang='en'><head>"
          + "<title>Shop</title><link rel='stylesheet' href='tokens.css'></head>"
          + "<body style='color: var(--color-primary)'><h1>Shop</h1></body></html>\"}";

  @Test
  void snippets_inOneHost_doWhatTheGuideSays() {
    Map<GenerationId, CompletableFuture<Decision>> open = new AnsweredAtOnce();
    InMemorySandboxProvider sandboxes =
        new InMemorySandboxProvider().withCommands(CommandScript.printing(Map.of("ls", "a")));
    try (ScriptedLlmClient model =
            ScriptedLlmClient.of(
                LlmScript.reply()
                    .toolCall("findProducts", "{\"words\":\"chair\",\"most\":2}")
                    .toolCall("terminal", "{\"command\":\"ls\"}")
                    .toolCall("writeFile", PAGE)
                    .stop(),
                LlmScript.ofText("Done."));
        Ollio ollio =
            HostWithHooks.wired(
                model,
                (words, most) -> List.of(new Product(words, 12.5)),
                HostWithHooks.asking(open),
                sandboxes)) {
      ProjectId project = ollio.createProject(OWNER, "Shop").id();
      byte[] png = "\u0089PNG\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1);
      GenerationId id = HostWithHooks.withPicture(ollio, OWNER, project, png);
      ollio.follow(OWNER, id, 0, GenerationListener.SILENT, Cancellation.none());

      List<LlmMessage> messages = model.lastRequest().messages();
      assertThat(messages)
          .contains(
              new LlmMessage.ToolResult(
                  "call-0", "findProducts", "[{\"name\":\"chair\",\"price\":12.5}]", false),
              new LlmMessage.ToolResult(
                  "call-1",
                  "terminal",
                  "Not run: we look at it first. Do not repeat the call; go on without it.",
                  true));
      assertThat(((LlmMessage.System) messages.get(0)).text()).contains("British English");
      assertThat(((LlmMessage.User) messages.get(1)).images()).hasSize(1);
      assertThat(ollio.filesOf(OWNER, id).files()).hasSize(2);
    }
  }

  /** A person who says no as soon as there is a question. */
  private static final class AnsweredAtOnce
      extends ConcurrentHashMap<GenerationId, CompletableFuture<Decision>> {
    private static final long serialVersionUID = 1L;

    @Override
    public CompletableFuture<Decision> put(GenerationId id, CompletableFuture<Decision> question) {
      question.complete(Decision.deny("we look at it first."));
      return question;
    }
  }

  @Test
  void record_thenReplay_needsNoModelAndNoticesAnotherPrompt(@TempDir Path directory) {
    String prompt = "Create a dark login form";
    Path file = HostWithHooks.recorded(new OfflineLlmClient(), directory, prompt);

    assertThat(HostWithHooks.replayed(file, prompt)).isEmpty();
    assertThatThrownBy(() -> HostWithHooks.replayed(file, "Create a light login form"))
        .isInstanceOf(GenerationFailed.class)
        .hasMessageContaining("Model call 1 differs from the recording in message 2, text");
  }
}
