package io.ollio.generation;

import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.OllioBuilder;
import io.ollio.agent.AgentSettings;
import io.ollio.file.FileContent;
import io.ollio.file.FilePath;
import io.ollio.file.FileTree;
import io.ollio.llm.LlmException;
import io.ollio.llm.LlmMessage;
import io.ollio.llm.LlmRequest;
import io.ollio.project.Generation;
import io.ollio.project.Generation.Status;
import io.ollio.testkit.llm.LlmFault;
import io.ollio.testkit.llm.LlmScript;
import io.ollio.testkit.llm.ScriptedLlmClient;
import io.ollio.testkit.sandbox.CommandScript;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Long runs and large projects: what the model is sent stays within its window. */
class ContextTest {
  private static final String PROMPT = "Create a dark login form";
  private static final String LONG = "/* " + "colour ".repeat(2_000) + "*/\n";

  private static UnaryOperator<OllioBuilder> window(int tokens) {
    return builder ->
        builder.settings(
            GenerationSettings.DEFAULT.withAgent(AgentSettings.DEFAULT.withContextWindow(tokens)));
  }

  private static String textOf(LlmRequest request) {
    return request.messages().toString();
  }

  /** What is sent grows only at its end, so that the provider's cache of the beginning is used. */
  @Test
  void requests_whileThereIsRoom_beginWithTheOnesBefore() {
    try (ScriptedLlmClient model =
            ScriptedLlmClient.of(
                Replies.write("index.html", Host.PAGE),
                Replies.write("styles.css", LONG),
                LlmScript.ofToolCall("listFiles", "{}"),
                Replies.done());
        Host host = Host.of(model)) {
      assertThat(host.end(PROMPT).status()).isEqualTo(Status.SUCCEEDED);
      List<LlmRequest> requests = model.requests();
      for (int i = 1; i < requests.size(); i++) {
        List<LlmMessage> before = requests.get(i - 1).messages();
        assertThat(requests.get(i).messages().subList(0, before.size())).isEqualTo(before);
        assertThat(requests.get(i).tools()).isEqualTo(requests.get(0).tools());
      }
    }
  }

  @Test
  void longRun_nearTheWindow_isShortenedSaysSoAndKeepsTheFiles() {
    try (ScriptedLlmClient model =
            ScriptedLlmClient.of(
                Replies.write("index.html", Host.PAGE),
                Replies.write("styles.css", LONG),
                Replies.write("a.css", LONG),
                Replies.write("b.css", LONG),
                Replies.write("c.css", LONG),
                Replies.done());
        Host host = new Host(model, window(20_000))) {
      List<GenerationEvent> events = host.run(PROMPT);

      assertThat(events.get(events.size() - 1)).isInstanceOf(GenerationEvent.Succeeded.class);
      assertThat(events)
          .filteredOn(GenerationEvent.ContextShortened.class::isInstance)
          .singleElement()
          .satisfies(
              event -> {
                GenerationEvent.ContextShortened shortened =
                    (GenerationEvent.ContextShortened) event;
                assertThat(shortened.tokensAfter()).isLessThan(shortened.tokensBefore());
              });
      LlmRequest last = model.lastRequest();
      assertThat(textOf(last)).contains("characters left out");
      assertThat(Replies.lastUserText(last))
          .contains("<project-files>", "c.css 14006 bytes", "read what you need again");
      assertThat(host.headFiles().find(FilePath.of("styles.css")).orElseThrow().text())
          .isEqualTo(LONG);
    }
  }

  /** A shortened text that the model has seen must not become the file. */
  @Test
  void write_ofAShortenedText_isRefused() {
    String copied = "h1 {}\n… 3350 characters left out …\nh2 {}\n";
    try (ScriptedLlmClient model =
            ScriptedLlmClient.of(
                Replies.write("styles.css", copied), Replies.site(), Replies.done());
        Host host = Host.of(model)) {
      assertThat(host.end(PROMPT).status()).isEqualTo(Status.SUCCEEDED);
      LlmMessage.ToolResult answer = Replies.lastResult(model.requests().get(1));
      assertThat(answer.isError()).isTrue();
      assertThat(answer.content()).contains("characters were left out");
      assertThat(host.headFiles()).isEqualTo(Host.SITE);
    }
  }

  /** The model always knows which files there are, whoever has made them. */
  @Test
  void command_thatChangesFiles_isAnsweredWithTheirNamesAndSizes() {
    CommandScript build =
        (command, files, output, stop) -> {
          files.write(FilePath.of("built.css"), FileContent.of("b {}\n"));
          files.delete(FilePath.of("styles.css"));
          return CommandScript.result(0, "", "");
        };
    try (ScriptedLlmClient model =
            ScriptedLlmClient.of(
                Replies.site(),
                LlmScript.ofToolCall("terminal", Replies.json("command", "make")),
                Replies.write("styles.css", Host.STYLES),
                Replies.done());
        Host host = Host.of(model)) {
      host.sandboxes.withCommands(build);
      assertThat(host.end(PROMPT).status()).isEqualTo(Status.SUCCEEDED);
      assertThat(Replies.lastResult(model.requests().get(2)).content())
          .isEqualTo("Exit code 0\nfiles written:\nbuilt.css 5 bytes\nfiles removed:\nstyles.css");
    }
  }

  @Test
  void contextTooLong_isAnsweredByShorteningAndOneRetry() {
    try (ScriptedLlmClient model =
            ScriptedLlmClient.of(
                Replies.write("index.html", Host.PAGE),
                Replies.write("styles.css", LONG),
                LlmScript.failing(LlmFault.of(LlmFault.Kind.CONTEXT)),
                Replies.done());
        Host host = Host.of(model)) {
      List<GenerationEvent> events = host.run(PROMPT);
      assertThat(events.get(events.size() - 1)).isInstanceOf(GenerationEvent.Succeeded.class);
      assertThat(events)
          .hasAtLeastOneElementOfType(GenerationEvent.ContextShortened.class)
          .hasAtLeastOneElementOfType(GenerationEvent.StepRestarted.class);
      assertThat(textOf(model.requests().get(3)).length())
          .isLessThan(textOf(model.requests().get(2)).length() / 2);
      assertThat(host.used()).isEqualTo(1);
    }
  }

  @Test
  void contextTooLong_again_failsTypedKeepsTheFilesAndCostsNothing() {
    try (ScriptedLlmClient model =
            ScriptedLlmClient.of(
                Replies.write("styles.css", LONG),
                LlmScript.failing(LlmFault.of(LlmFault.Kind.CONTEXT)),
                LlmScript.failing(LlmFault.of(LlmFault.Kind.CONTEXT)));
        Host host = Host.of(model)) {
      var id = host.submit(PROMPT);
      host.events(id);
      Generation.State end = host.ollio.generation(host.owner, id).state();
      assertThat(end.status()).isEqualTo(Status.FAILED);
      assertThat(end.reason()).isEqualTo(LlmException.ContextTooLong.class.getSimpleName());
      assertThat(host.ollio.filesOf(host.owner, id).find(FilePath.of("styles.css"))).isPresent();
      assertThat(host.used() + host.held()).isZero();
    }
  }

  @Test
  void largeProject_500FilesOf5Megabytes_isEditedWithoutSendingIt() {
    Map<String, String> texts = new HashMap<>();
    for (int i = 0; i < 498; i++) {
      texts.put("pages/part" + i + "/notes.css", "/* " + "n".repeat(10_500) + " */\n");
    }
    texts.put("index.html", Host.PAGE);
    texts.put("styles.css", Host.STYLES);
    try (ScriptedLlmClient model =
            ScriptedLlmClient.of(
                LlmScript.ofToolCall("listFiles", Replies.json("directory", "pages/part7")),
                Replies.edit("styles.css", "navy", "teal"),
                Replies.done());
        Host host = Host.of(model)) {
      host.ollio.importFiles(host.owner, host.project.id(), FileTree.ofTexts(texts), "Imported");
      assertThat(host.end("Make the heading teal, please").status()).isEqualTo(Status.SUCCEEDED);

      assertThat(textOf(model.requests().get(0)))
          .contains("pages/part497/notes.css 10507 bytes")
          .hasSizeLessThan(40_000);
      assertThat(Replies.lastResult(model.requests().get(1)).content())
          .isEqualTo("pages/part7/notes.css 10507 bytes");
      assertThat(host.headFiles().files()).hasSize(500);
      assertThat(host.headFiles().find(FilePath.of("styles.css")))
          .contains(FileContent.of("h1 { color: teal; }\n"));
    }
  }
}
