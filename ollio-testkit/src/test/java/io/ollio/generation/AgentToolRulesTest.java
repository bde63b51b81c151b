package io.ollio.generation;

import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.file.FilePath;
import io.ollio.llm.LlmMessage;
import io.ollio.llm.ToolSpec;
import io.ollio.project.Generation.Status;
import io.ollio.testkit.llm.LlmScript;
import io.ollio.testkit.llm.ScriptedLlmClient;
import io.ollio.tool.Tool;
import io.ollio.tool.ToolArguments;
import io.ollio.tool.ToolContext;
import io.ollio.tool.ToolResult;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** How the calls of a reply are run, and what the model hears of an edit. */
class AgentToolRulesTest {
  private static final String PROMPT = "Create a dark login form";

  @Nested
  class Order {
    @Test
    void reads_ofOneReply_runAtTheSameTime() {
      CyclicBarrier all = new CyclicBarrier(3);
      LlmScript three =
          LlmScript.reply()
              .toolCall("meet", "{}")
              .toolCall("meet", "{}")
              .toolCall("meet", "{}")
              .stop();
      try (ScriptedLlmClient model = ScriptedLlmClient.of(three, Replies.site(), Replies.done());
          Host host = new Host(model, builder -> builder.hostTools(List.of(meeting(all))))) {
        assertThat(host.end(PROMPT).status()).isEqualTo(Status.SUCCEEDED);
        assertThat(results(model, 1)).containsExactly("met", "met", "met");
      }
    }

    @Test
    void writes_ofOneReply_runInTheirOrder() {
      LlmScript script = LlmScript.reply();
      for (int i = 0; i < 20; i++) {
        script = script.toolCall("writeFile", Replies.json("path", "note.txt", "content", "n" + i));
        script = script.toolCall("readFile", Replies.json("path", "note.txt"));
      }
      try (ScriptedLlmClient model =
              ScriptedLlmClient.of(script.stop(), Replies.site(), Replies.done());
          Host host = Host.of(model)) {
        host.end(PROMPT);

        List<String> answers = results(model, 1);
        for (int i = 0; i < 20; i++) {
          assertThat(answers.get(2 * i + 1)).isEqualTo("n" + i);
        }
      }
    }

    private static Tool meeting(CyclicBarrier all) {
      return new Tool() {
        @Override
        public ToolSpec spec() {
          return new ToolSpec("meet", "Waits for the others", "{\"type\":\"object\"}");
        }

        @Override
        public boolean isReadOnly() {
          return true;
        }

        @Override
        public ToolResult run(ToolArguments arguments, ToolContext context) {
          try {
            all.await(10, TimeUnit.SECONDS);
            return ToolResult.ok("met");
          } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            return ToolResult.error("alone");
          }
        }
      };
    }
  }

  @Nested
  class Faults {
    @Test
    void hostTool_thatRunsOutOfStack_isAnErrorToTheModel() {
      assertThat(
              answerOf(
                  AgentRulesTest.tool(
                      "deep",
                      (arguments, context) -> {
                        throw new StackOverflowError();
                      })))
          .contains("deep failed with StackOverflowError");
    }

    /** A host without null checks can do this. */
    @Test
    @SuppressWarnings("NullAway")
    void hostTool_thatGivesNothing_isAnErrorToTheModel() {
      assertThat(answerOf(AgentRulesTest.tool("void", (arguments, context) -> null)))
          .contains("no result");
    }

    private static String answerOf(Tool tool) {
      try (ScriptedLlmClient model =
              ScriptedLlmClient.of(
                  LlmScript.ofToolCall(tool.spec().name(), "{}"), Replies.site(), Replies.done());
          Host host = new Host(model, builder -> builder.hostTools(List.of(tool)))) {
        assertThat(host.end(PROMPT).status()).isEqualTo(Status.SUCCEEDED);
        return results(model, 1).get(0);
      }
    }
  }

  @Nested
  class Edits {
    private static final String STYLES =
        "h1 { color: navy; }\np { margin: 0; }\np { margin: 0; }\n";

    @Test
    void edit_thatFits_answersWithTheDiff() {
      assertThat(answerTo("color: navy", "color: teal"))
          .isEqualTo(
              """
              Edited styles.css:
              --- a/styles.css
              +++ b/styles.css
              @@ -1,3 +1,3 @@
              -h1 { color: navy; }
              +h1 { color: teal; }
               p { margin: 0; }
               p { margin: 0; }
              """);
    }

    @Test
    void edit_thatFitsTwice_changesNothingAndNamesTheLines() {
      assertThat(answerTo("p { margin: 0; }", "p { margin: 1px; }"))
          .contains("was not changed", "occurs 2 times, at lines [2, 3]");
    }

    @Test
    void edit_thatMisses_changesNothingAndShowsTheClosestPlace() {
      assertThat(answerTo("h1 { color: black; }\n", "h1 { color: teal; }\n"))
          .contains("was not changed", "begins at line 1", "h1 { color: navy; }");
    }

    @Test
    void edit_thatMakesNoDifference_saysSo() {
      assertThat(answerTo("color: navy", "color: navy")).contains("make no difference");
    }

    @Test
    void edit_withAPlaceholderForCode_isRefused() {
      assertThat(answerTo(STYLES, "/* rest of the styles unchanged */\n"))
          .contains("The file was not written", "line 1");
    }

    @Test
    void edit_ofAFileThatIsNotThere_saysSo() {
      try (ScriptedLlmClient model =
              ScriptedLlmClient.of(
                  Replies.edit("nothing.css", "a", "b"), Replies.site(), Replies.done());
          Host host = Host.of(model)) {
        host.end(PROMPT);
        assertThat(results(model, 1).get(0)).startsWith("There is no file nothing.css");
      }
    }

    private static String answerTo(String search, String replace) {
      try (ScriptedLlmClient model =
              ScriptedLlmClient.of(
                  Replies.write("styles.css", STYLES),
                  Replies.edit("styles.css", search, replace),
                  Replies.write("index.html", Host.PAGE),
                  Replies.done());
          Host host = Host.of(model)) {
        assertThat(host.end(PROMPT).status()).isEqualTo(Status.SUCCEEDED);
        String answer = Replies.lastResult(model.requests().get(2)).content();
        String styles = host.headFiles().find(FilePath.of("styles.css")).orElseThrow().text();
        assertThat(styles.equals(STYLES)).isEqualTo(!answer.startsWith("Edited"));
        return answer;
      }
    }
  }

  /** The tool results in a request. */
  private static List<String> results(ScriptedLlmClient model, int request) {
    return model.requests().get(request).messages().stream()
        .filter(LlmMessage.ToolResult.class::isInstance)
        .map(message -> ((LlmMessage.ToolResult) message).content())
        .toList();
  }
}
