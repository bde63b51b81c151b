package io.ollio.generation;

import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.file.FilePath;
import io.ollio.llm.LlmMessage;
import io.ollio.llm.LlmRequest;
import io.ollio.llm.StopReason;
import io.ollio.llm.ToolSpec;
import io.ollio.project.Generation.Status;
import io.ollio.testkit.llm.LlmScript;
import io.ollio.testkit.llm.ScriptedLlmClient;
import io.ollio.tool.Tool;
import io.ollio.tool.ToolArguments;
import io.ollio.tool.ToolContext;
import io.ollio.tool.ToolResult;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The rules of the agent loop, each seen from outside. */
class AgentRulesTest {
  private static final String PROMPT = "Create a dark login form";

  /**
   * Runs a first faulty reply, then the good ones; returns what the model heard about the fault.
   */
  private static LlmMessage.ToolResult answerTo(LlmScript faulty) {
    try (ScriptedLlmClient model = ScriptedLlmClient.of(faulty, Replies.site(), Replies.done());
        Host host = Host.of(model)) {
      assertThat(host.end(PROMPT).status()).isEqualTo(Status.SUCCEEDED);
      assertThat(host.headFiles()).isEqualTo(Host.SITE);
      return Replies.lastResult(model.requests().get(1));
    }
  }

  @Nested
  class FaultyCalls {
    @Test
    void call_unknownTool_isAnsweredWithTheNamesOfTheTools() {
      LlmMessage.ToolResult answer = answerTo(LlmScript.ofToolCall("paintFile", "{}"));
      assertThat(answer.isError()).isTrue();
      assertThat(answer.content())
          .contains("paintFile", "listFiles, readFile, writeFile, editFile");
    }

    @Test
    void call_brokenJson_isAnsweredAndSentBackAsValidJson() {
      try (ScriptedLlmClient model =
              ScriptedLlmClient.of(
                  LlmScript.ofToolCall("writeFile", "{\"path\": \"a.html\", oops"),
                  Replies.site(),
                  Replies.done());
          Host host = Host.of(model)) {
        host.end(PROMPT);
        LlmRequest second = model.requests().get(1);
        assertThat(Replies.lastResult(second).content()).contains("not valid JSON");
        assertThat(second.messages())
            .filteredOn(message -> message instanceof LlmMessage.Assistant)
            .allSatisfy(
                message ->
                    assertThat(((LlmMessage.Assistant) message).toolCalls().get(0).arguments())
                        .isEqualTo("{}"));
      }
    }

    @Test
    void call_missingArgument_namesIt() {
      assertThat(answerTo(LlmScript.ofToolCall("writeFile", "{\"path\":\"a.html\"}")).content())
          .contains("argument content is missing");
    }

    @Test
    void call_mistypedArgument_namesItAndWritesNothing() {
      assertThat(
              answerTo(LlmScript.ofToolCall("writeFile", "{\"path\":123,\"content\":\"x\"}"))
                  .content())
          .contains("argument path must be of type string, but is number");
    }

    @Test
    void call_unknownArgument_namesIt() {
      assertThat(answerTo(LlmScript.ofToolCall("listFiles", "{\"deep\":true}")).content())
          .contains("argument deep is not known");
    }

    @Test
    void call_pathOutOfTheProject_isRefused() {
      assertThat(answerTo(Replies.write("../../etc/passwd", "x")).content())
          .contains("must not contain . or ..");
    }

    @Test
    void call_hiddenPath_isRefused() {
      assertThat(answerTo(Replies.write(".git/config", "x")).content())
          .contains("is not a place for files of a project");
    }

    @Test
    void call_cutOffByTheOutputLimit_isNotRun() {
      LlmMessage.ToolResult answer =
          answerTo(
              LlmScript.reply()
                  .toolCall("writeFile", "{\"path\":\"index.html\",\"content\":\"<h1>half\"}")
                  .finish(StopReason.LENGTH));
      assertThat(answer.isError()).isTrue();
      assertThat(answer.content()).startsWith("Not run: your reply reached the output limit");
    }

    @Test
    void call_terminalWithoutIsolation_isNotOffered() {
      try (ScriptedLlmClient model = ScriptedLlmClient.of(Replies.site(), Replies.done());
          Host host = Host.of(model)) {
        host.end(PROMPT);
        assertThat(model.requests().get(0).tools())
            .extracting(ToolSpec::name)
            .containsExactly("listFiles", "readFile", "writeFile", "editFile");
      }
    }

    @Test
    void call_placeholderInsteadOfCode_isRefused() {
      String longPage = Host.PAGE.replace("</main>", "<p>text</p>\n".repeat(30) + "</main>");
      try (ScriptedLlmClient model =
              ScriptedLlmClient.of(
                  Replies.write("index.html", longPage),
                  Replies.write("index.html", "<!-- rest of the file unchanged -->\n<h1>x</h1>\n"),
                  Replies.write("styles.css", Host.STYLES),
                  Replies.done());
          Host host = Host.of(model)) {
        host.end(PROMPT);
        assertThat(Replies.lastResult(model.requests().get(2)).content())
            .contains("The file was not written", "line 1");
        assertThat(host.headFiles().find(FilePath.of("index.html")).orElseThrow().text())
            .isEqualTo(longPage);
      }
    }

    @Test
    void reply_withOneGoodAndOneBadCall_answersEachOnce() {
      try (ScriptedLlmClient model =
              ScriptedLlmClient.of(
                  LlmScript.reply()
                      .toolCall("nope", "{}")
                      .toolCall(
                          "writeFile", Replies.json("path", "styles.css", "content", Host.STYLES))
                      .finish(StopReason.TOOL_CALLS),
                  Replies.write("index.html", Host.PAGE),
                  Replies.done());
          Host host = Host.of(model)) {
        host.end(PROMPT);
        assertThat(model.requests().get(1).messages())
            .filteredOn(message -> message instanceof LlmMessage.ToolResult)
            .extracting(message -> ((LlmMessage.ToolResult) message).isError())
            .containsExactly(true, false);
        assertThat(host.headFiles()).isEqualTo(Host.SITE);
      }
    }

    @Test
    void reply_withAThousandCalls_runsAFewAndAnswersAll() {
      LlmScript many = LlmScript.reply();
      for (int i = 0; i < 1_000; i++) {
        many = many.toolCall("readFile", Replies.json("path", "file" + i + ".txt"));
      }
      try (ScriptedLlmClient model =
              ScriptedLlmClient.of(
                  many.finish(StopReason.TOOL_CALLS), Replies.site(), Replies.done());
          Host host = Host.of(model)) {
        host.end(PROMPT);
        assertThat(model.requests().get(1).messages())
            .filteredOn(message -> message instanceof LlmMessage.ToolResult)
            .hasSize(1_000)
            .filteredOn(
                message ->
                    ((LlmMessage.ToolResult) message).content().startsWith("There is no file"))
            .hasSize(64);
      }
    }
  }

  @Nested
  class Tools {
    @Test
    void hostTool_throwing_isAnErrorToTheModel() {
      Tool broken =
          tool(
              "weather",
              (arguments, context) -> {
                throw new IllegalStateException("station is down");
              });
      try (ScriptedLlmClient model =
              ScriptedLlmClient.of(
                  LlmScript.ofToolCall("weather", "{}"), Replies.site(), Replies.done());
          Host host = new Host(model, builder -> builder.hostTools(List.of(broken)))) {
        assertThat(host.end(PROMPT).status()).isEqualTo(Status.SUCCEEDED);
        assertThat(Replies.lastResult(model.requests().get(1)).content())
            .contains("weather failed", "station is down");
      }
    }

    @Test
    void hostTool_withTenMegabytesOfOutput_isCutInTheMiddle() {
      Tool chatty =
          tool(
              "log", (arguments, context) -> ToolResult.ok("start" + "x".repeat(10 << 20) + "end"));
      try (ScriptedLlmClient model =
              ScriptedLlmClient.of(
                  LlmScript.ofToolCall("log", "{}"), Replies.site(), Replies.done());
          Host host = new Host(model, builder -> builder.hostTools(List.of(chatty)))) {
        host.end(PROMPT);
        String seen = Replies.lastResult(model.requests().get(1)).content();
        assertThat(seen)
            .hasSizeLessThan(17_000)
            .startsWith("start")
            .endsWith("end")
            .contains("characters left out");
      }
    }

    @Test
    void hostTool_overItsTimeLimit_isStoppedAndAnswered() {
      Tool slow =
          new Tool() {
            @Override
            public ToolSpec spec() {
              return new ToolSpec("slow", "Takes for ever", "{\"type\":\"object\"}");
            }

            @Override
            public Duration timeLimit() {
              return Duration.ofMillis(20);
            }

            @Override
            public ToolResult run(ToolArguments arguments, ToolContext context) {
              java.util.concurrent.CountDownLatch stopped =
                  new java.util.concurrent.CountDownLatch(1);
              context.cancellation().onCancel(stopped::countDown);
              try {
                stopped.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return ToolResult.ok("late");
            }
          };
      try (ScriptedLlmClient model =
              ScriptedLlmClient.of(
                  LlmScript.ofToolCall("slow", "{}"), Replies.site(), Replies.done());
          Host host = new Host(model, builder -> builder.hostTools(List.of(slow)))) {
        host.end(PROMPT);
        assertThat(Replies.lastResult(model.requests().get(1)).content()).contains("longer than");
      }
    }
  }

  static Tool tool(
      String name, java.util.function.BiFunction<ToolArguments, ToolContext, ToolResult> body) {
    return new Tool() {
      @Override
      public ToolSpec spec() {
        return new ToolSpec(name, "A tool of the host", "{\"type\":\"object\"}");
      }

      @Override
      public ToolResult run(ToolArguments arguments, ToolContext context) {
        return body.apply(arguments, context);
      }
    };
  }
}
