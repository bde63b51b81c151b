package io.ollio.agent.reply;

import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.file.FilePath;
import io.ollio.file.FileTree;
import io.ollio.llm.LlmMessage;
import io.ollio.llm.LlmReply;
import io.ollio.llm.ToolCall;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodeInChatTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "```html index.html\n<h1>x</h1>\n```",
        "```index.html\n<h1>x</h1>\n```",
        "```html:index.html\n<h1>x</h1>\n```",
        "```html title=\"index.html\"\n<h1>x</h1>\n```",
        "```html filename=index.html\n<h1>x</h1>\n```",
        "```html {path: 'index.html'}\n<h1>x</h1>\n```",
        "**index.html**\n```html\n<h1>x</h1>\n```",
        "### `index.html`:\n\n```html\n<h1>x</h1>\n```",
        "1. **File: index.html**\n\n~~~html\n<h1>x</h1>\n~~~",
        "Here you are.\r\n\r\nindex.html\r\n```html\r\n<h1>x</h1>\r\n```\r\n",
        "````html index.html\n<h1>x</h1>\n````",
      })
  void in_blockWithAPath_isAFile(String text) {
    assertThat(CodeInChat.in(text).files())
        .isEqualTo(Map.of(FilePath.of("index.html"), "<h1>x</h1>\n"));
  }

  @Test
  void in_pathInACommentOnTheFirstLine_countsAndStays() {
    assertThat(CodeInChat.in("```css\n/* css/site.css */\nh1 {}\n```").files())
        .isEqualTo(Map.of(FilePath.of("css/site.css"), "/* css/site.css */\nh1 {}\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "```html\n<h1>x</h1>\n```",
        "```\nnpm start\n```",
        "```html index.html\n<h1>cut off",
        "```html ../index.html\n<h1>x</h1>\n```",
        "```html .env.html\n<h1>x</h1>\n```",
        "In index.html the title changes:\n```html\n<h1>x</h1>\n```",
        "Use `index.html`.",
        "```js\n// see https://example.com/a.js for more\n```",
        ""
      })
  void in_blockWithoutAPathOrEnd_isNone(String text) {
    assertThat(CodeInChat.in(text).files()).isEmpty();
  }

  @Test
  void in_fenceInsideALongerFence_isContent() {
    assertThat(CodeInChat.in("````md notes.md\n```\ncode\n```\n````").files())
        .isEqualTo(Map.of(FilePath.of("notes.md"), "```\ncode\n```\n"));
  }

  @Test
  void in_samePathTwice_theLastCountsAndTheProseStays() {
    CodeInChat.Found found =
        CodeInChat.in("First:\n```css a.css\na {}\n```\nBetter:\n```css a.css\nb {}\n```\nBye.");
    assertThat(found.files()).isEqualTo(Map.of(FilePath.of("a.css"), "b {}\n"));
    assertThat(found.prose()).isEqualTo("First:\nBetter:\nBye.");
  }

  @Test
  void asCalls_ofAFile_callsWriteFileAndCanBeToldLater() {
    LlmReply reply =
        CodeRescue.asCalls(
            LlmReply.ofText("Here:\n```css a.css\na { content: \"\\\"\"; }\n```"),
            FileTree.empty());
    assertThat(reply.text()).isEqualTo("Here:");
    assertThat(reply.toolCalls())
        .containsExactly(
            new ToolCall(
                "rescued_1",
                "writeFile",
                "{\"path\":\"a.css\",\"content\":\"a { content: \\\"\\\\\\\"\\\"; }\\n\"}"));
    assertThat(CodeRescue.isUsed(List.of(reply.toMessage()))).isTrue();
    assertThat(CodeRescue.isUsed(List.of(new LlmMessage.User("rescued_1")))).isFalse();
  }

  @Test
  void asCalls_ofAnExcerpt_leavesTheFileAlone() {
    FileTree present = FileTree.ofTexts(Map.of("a.css", "a {}\n".repeat(20)));
    LlmReply reply = LlmReply.ofText("```css a.css\nb {}\n```");
    assertThat(CodeRescue.asCalls(reply, present)).isEqualTo(reply);
  }
}
