package io.ollio.generation;

import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.project.Generation.Status;
import io.ollio.testkit.llm.LlmScript;
import io.ollio.testkit.llm.ScriptedLlmClient;
import org.junit.jupiter.api.Test;

/** A model that puts its code into the chat instead of calling a tool. */
class CodeRescueTest {
  private static final String PROMPT = "Create a dark login form";
  private static final String CHAT =
      "Here is the page:\n\n**index.html**\n```html\n"
          + Host.PAGE
          + "```\n\n```css styles.css\n"
          + Host.STYLES
          + "```\n";

  @Test
  void codeInChat_whenNothingHasChanged_becomesFilesOnce() {
    try (ScriptedLlmClient model = ScriptedLlmClient.of(LlmScript.ofText(CHAT), Replies.done());
        Host host = Host.of(model)) {
      assertThat(host.end(PROMPT).status()).isEqualTo(Status.SUCCEEDED);
      assertThat(host.headFiles()).isEqualTo(Host.SITE);
      assertThat(Replies.lastResult(model.lastRequest()).content())
          .startsWith("Wrote styles.css")
          .contains("the chat is for words");
    }
  }

  @Test
  void codeInChat_aSecondTime_isAnsweredWithTheComplaint() {
    String again = "```css more.css\nh2 { color: red; }\n```";
    try (ScriptedLlmClient model =
            ScriptedLlmClient.of(
                LlmScript.ofText("```css ../styles.css\nx\n```"),
                LlmScript.ofText(CHAT),
                LlmScript.ofText(again));
        Host host = Host.of(model)) {
      assertThat(host.end(PROMPT).status()).isEqualTo(Status.SUCCEEDED);
      assertThat(host.headFiles()).isEqualTo(Host.SITE);
      assertThat(Replies.lastUserText(model.requests().get(1))).contains("No file has changed");
    }
  }

  @Test
  void codeInChat_afterRealWork_isOnlyWords() {
    String excerpt = "Done. In the page:\n```html index.html\n<h1>Login</h1>\n```";
    try (ScriptedLlmClient model = ScriptedLlmClient.of(Replies.site(), LlmScript.ofText(excerpt));
        Host host = Host.of(model)) {
      assertThat(host.end(PROMPT).status()).isEqualTo(Status.SUCCEEDED);
      assertThat(host.headFiles()).isEqualTo(Host.SITE);
    }
  }

  @Test
  void codeInChat_cutOffByTheOutputLimit_isNotTaken() {
    LlmScript cut = LlmScript.reply().text(CHAT).finish(io.ollio.llm.StopReason.LENGTH);
    try (ScriptedLlmClient model = ScriptedLlmClient.of(cut, Replies.site(), Replies.done());
        Host host = Host.of(model)) {
      assertThat(host.end(PROMPT).status()).isEqualTo(Status.SUCCEEDED);
      assertThat(Replies.lastUserText(model.requests().get(1))).contains("output limit");
    }
  }
}
