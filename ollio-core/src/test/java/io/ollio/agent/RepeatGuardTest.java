package io.ollio.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.agent.RepeatGuard.Finding;
import io.ollio.llm.LlmMessage;
import io.ollio.llm.ToolCall;
import io.ollio.tool.ToolResult;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepeatGuardTest {
  private final RepeatGuard guard = new RepeatGuard();

  private Finding reply(String tool, ToolResult result) {
    guard.beginReply();
    return guard.add(new ToolCall("c", tool, "{}"), result);
  }

  @Test
  void add_sameCallSameResult_warnsAtTheThirdAndStopsAtTheFourth() {
    ToolResult same = ToolResult.ok("a.html");
    assertThat(reply("listFiles", same)).isEqualTo(Finding.FINE);
    assertThat(reply("listFiles", same)).isEqualTo(Finding.FINE);
    assertThat(reply("listFiles", same)).isEqualTo(Finding.WARN);
    assertThat(reply("listFiles", same)).isEqualTo(Finding.STOP);
  }

  @Test
  void add_sameCallOtherResult_isProgress() {
    for (int i = 0; i < 10; i++) {
      assertThat(reply("listFiles", ToolResult.ok("file " + i))).isEqualTo(Finding.FINE);
    }
  }

  @Test
  void add_sameCallManyTimesInOneReply_countsOnce() {
    guard.beginReply();
    for (int i = 0; i < 10; i++) {
      assertThat(guard.add(new ToolCall("c", "listFiles", "{}"), ToolResult.ok("x")))
          .isEqualTo(Finding.FINE);
    }
  }

  @Test
  void add_failuresAlikeButForNumbers_warnAtTheFifthAndStopAtTheSixth() {
    for (int i = 1; i <= 4; i++) {
      assertThat(reply("t" + i, ToolResult.error("line " + i + " at 12:0" + i)))
          .isEqualTo(Finding.FINE);
    }
    assertThat(reply("t5", ToolResult.error("line 5 at 12:05"))).isEqualTo(Finding.WARN);
    assertThat(reply("t6", ToolResult.error("line 6 at 12:06"))).isEqualTo(Finding.STOP);
  }

  @Test
  void add_successBetweenFailures_startsTheCountAnew() {
    for (int i = 1; i <= 4; i++) {
      reply("t" + i, ToolResult.error("broken"));
    }
    reply("ok", ToolResult.ok("fine"));
    assertThat(reply("t5", ToolResult.error("broken"))).isEqualTo(Finding.FINE);
  }

  @Test
  void signature_ids_areTakenOut() {
    assertThat(RepeatGuard.signature("job 0193e0aa-1111-7abc-8def-001122334455 took 1.25 s"))
        .isEqualTo(RepeatGuard.signature("job 0193e0bb-2222-7abc-8def-998877665544 took 17 s"));
  }

  @Test
  void signature_ofALongListOfNumbers_isShort() {
    assertThat(RepeatGuard.signature("1,".repeat(100_000))).hasSizeLessThan(600);
  }

  @Test
  void after_storedConversation_goesOnCounting() {
    List<LlmMessage> stored =
        List.of(
            new LlmMessage.User("Build"),
            asking("listFiles"),
            new LlmMessage.ToolResult("c", "listFiles", "a.html", false),
            asking("listFiles"),
            new LlmMessage.ToolResult("c", "listFiles", "a.html", false),
            asking("listFiles"),
            new LlmMessage.ToolResult(
                "c", "listFiles", "a.html" + RepeatGuard.hint(Finding.WARN).orElseThrow(), false));
    RepeatGuard resumed = RepeatGuard.after(stored);
    resumed.beginReply();

    assertThat(resumed.add(new ToolCall("c", "listFiles", "{}"), ToolResult.ok("a.html")))
        .isEqualTo(Finding.STOP);
  }

  @Test
  void after_storedFailures_goesOnCounting() {
    List<LlmMessage> stored = new ArrayList<>();
    for (int i = 1; i <= 5; i++) {
      stored.add(asking("t" + i));
      stored.add(new LlmMessage.ToolResult("c", "t" + i, "line " + i, true));
    }
    RepeatGuard resumed = RepeatGuard.after(stored);
    resumed.beginReply();

    assertThat(resumed.add(new ToolCall("c", "t6", "{}"), ToolResult.error("line 6")))
        .isEqualTo(Finding.STOP);
  }

  private static LlmMessage asking(String tool) {
    return new LlmMessage.Assistant("", List.of(new ToolCall("c", tool, "{}")));
  }
}
