package io.ollio.examples.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.Cancellation;
import io.ollio.CancellationSource;
import io.ollio.InvalidInput;
import io.ollio.OperationCancelled;
import io.ollio.Sleeper;
import io.ollio.examples.offline.component.Catalogue;
import io.ollio.examples.offline.page.PageWriter;
import io.ollio.examples.offline.prompt.PromptReader;
import io.ollio.examples.offline.theme.ColorNames;
import io.ollio.examples.offline.theme.ThemeCss;
import io.ollio.file.FileContent;
import io.ollio.llm.LlmImage;
import io.ollio.llm.LlmListener;
import io.ollio.llm.LlmMessage;
import io.ollio.llm.LlmReply;
import io.ollio.llm.LlmRequest;
import io.ollio.llm.LlmRequest.ToolChoice;
import io.ollio.llm.StopReason;
import io.ollio.llm.ToolCall;
import io.ollio.llm.ToolCallDelta;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class OfflineLlmClientTest {
  private static final LlmMessage PROMPT = new LlmMessage.User("Create a dark login form");

  private final OfflineLlmClient client = new OfflineLlmClient();

  @Test
  void complete_newPrompt_plansAndWritesThePageFirst() {
    LlmReply reply = complete(MapTools.request(List.of(PROMPT), MapTools.ALL));

    assertThat(reply.text()).startsWith("I will build a dark login form");
    assertThat(reply.toolCalls()).singleElement().extracting(ToolCall::name).isEqualTo("writeFile");
    assertThat(reply.toolCalls().get(0).arguments())
        .startsWith("{\"path\":\"index.html\",\"content\":\"<!doctype html>");
    assertThat(reply.stopReason()).isEqualTo(StopReason.TOOL_CALLS);
    assertThat(reply.model()).isEqualTo("ollio-offline");
  }

  @Test
  void complete_newPrompt_endsWithThreeFilesAndASummary() {
    MapTools tools = new MapTools();

    String closing = tools.prompt("Create a dark login form");

    assertThat(tools.files).containsOnlyKeys("index.html", "styles.css", "script.js");
    assertThat(tools.requests).hasSizeBetween(3, 5);
    assertThat(closing).startsWith("Done: a dark login form").contains("index.html");
  }

  @Test
  void complete_listener_hearsTheReplyInSmallPieces() {
    Recorder recorder = new Recorder();

    LlmReply reply =
        client.complete(
            MapTools.request(List.of(PROMPT), MapTools.ALL), recorder, Cancellation.none());

    assertThat(recorder.text).hasToString(reply.text());
    assertThat(recorder.arguments).hasToString(reply.toolCalls().get(0).arguments());
    assertThat(recorder.pieces).hasSizeGreaterThan(40).allMatch(piece -> piece.length() <= 41);
  }

  @Test
  void complete_sameRequest_givesTheSameReply() {
    LlmRequest request = MapTools.request(List.of(PROMPT), MapTools.ALL);

    assertThat(complete(request)).isEqualTo(complete(request));
    assertThat(new OfflineLlmClient().complete(request, LlmListener.SILENT, Cancellation.none()))
        .isEqualTo(complete(request));
  }

  @Test
  void complete_anyPrefixOfAConversation_goesOnAsBefore() {
    MapTools tools = new MapTools();
    tools.prompt("Create a pricing table with a FAQ");
    tools.prompt("Make it dark, change the title to 'Plans' and add a plan called Max for $99");

    for (LlmRequest request : tools.requests) {
      LlmReply reply =
          new OfflineLlmClient().complete(request, LlmListener.SILENT, Cancellation.none());
      assertThat(reply).isEqualTo(complete(request));
    }
    assertThat(tools.requests).hasSize(6);
    assertThat(tools.files.get("index.html")).contains("Max</h2>", ">Plans</h1>");
  }

  @Test
  void complete_cancelledInTheMiddleOfAFile_stopsAtOnce() {
    CancellationSource source = new CancellationSource();
    List<String> heard = new ArrayList<>();
    LlmListener listener =
        new LlmListener() {
          @Override
          public void onToolCall(ToolCallDelta delta) {
            heard.add(delta.arguments());
            if (heard.size() == 10) {
              source.cancel();
            }
          }
        };
    LlmRequest request = MapTools.request(List.of(PROMPT), MapTools.ALL);

    assertThatThrownBy(() -> client.complete(request, listener, source))
        .isInstanceOf(OperationCancelled.class);
    assertThat(heard).hasSize(10);
  }

  @Test
  void complete_cancelledBefore_saysNothing() {
    CancellationSource source = new CancellationSource();
    source.cancel();
    Recorder recorder = new Recorder();
    LlmRequest request = MapTools.request(List.of(PROMPT), MapTools.ALL);

    assertThatThrownBy(() -> client.complete(request, recorder, source))
        .isInstanceOf(OperationCancelled.class);
    assertThat(recorder.pieces).isEmpty();
  }

  @Test
  void complete_interrupted_keepsTheFlagAndStops() {
    LlmRequest request = MapTools.request(List.of(PROMPT), MapTools.ALL);
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> complete(request)).isInstanceOf(OperationCancelled.class);

    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void complete_withPause_sleepsBeforeEachPiece() {
    List<Duration> slept = new ArrayList<>();
    Sleeper sleeper = (duration, cancellation) -> slept.add(duration);
    Recorder recorder = new Recorder();

    new OfflineLlmClient(Duration.ofMillis(4), sleeper)
        .complete(MapTools.request(List.of(PROMPT), MapTools.ALL), recorder, Cancellation.none());

    assertThat(slept).hasSameSizeAs(recorder.pieces).containsOnly(Duration.ofMillis(4));
  }

  @Test
  void new_negativePause_isRefused() {
    assertThatThrownBy(() -> new OfflineLlmClient(Duration.ofMillis(-1), Sleeper.system()))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("pause is PT-0.001S, must not be negative");
  }

  @Test
  void complete_toolChoiceNone_closesWithoutCalls() {
    LlmRequest request =
        MapTools.request(List.of(PROMPT), MapTools.ALL)
            .withTools(MapTools.request(List.of(PROMPT), MapTools.ALL).tools(), ToolChoice.NONE);

    LlmReply reply = complete(request);

    assertThat(reply.toolCalls()).isEmpty();
    assertThat(reply.stopReason()).isEqualTo(StopReason.STOP);
    assertThat(reply.text()).startsWith("I have written no files");
  }

  @Test
  void complete_toolChoiceNoneAfterWork_tellsWhatIsThere() {
    MapTools tools = new MapTools();
    tools.prompt("Create a dark login form");
    LlmRequest second = tools.requests.get(1);

    LlmReply reply = complete(second.withTools(second.tools(), ToolChoice.NONE));

    assertThat(reply.text()).contains("Written so far: index.html.").contains("still missing");
  }

  @Test
  void complete_toolChoiceRequiredWhenDone_callsAHarmlessTool() {
    MapTools tools = new MapTools();
    tools.prompt("Create a dark login form");
    LlmRequest last = tools.requests.get(tools.requests.size() - 1);

    LlmReply reply = complete(last.withTools(last.tools(), ToolChoice.REQUIRED));

    assertThat(reply.toolCalls()).extracting(ToolCall::name).containsExactly("listFiles");
  }

  @Test
  void complete_withoutWriteTool_saysSoAndCallsNothing() {
    LlmReply reply = complete(MapTools.request(List.of(PROMPT), List.of("readFile", "listFiles")));

    assertThat(reply.toolCalls()).isEmpty();
    assertThat(reply.text()).contains("writeFile is not on offer");
  }

  @Test
  void complete_lowTokenLimit_cutsOffWithReasonLength() {
    LlmRequest usual = MapTools.request(List.of(PROMPT), MapTools.ALL);
    LlmRequest tight =
        new LlmRequest(null, usual.messages(), usual.tools(), ToolChoice.AUTO, null, 100, Map.of());

    LlmReply reply = complete(tight);

    assertThat(reply.stopReason()).isEqualTo(StopReason.LENGTH);
    assertThat(reply.rawStopReason()).isEqualTo("length");
    assertThat(reply.usage().outputTokens()).isEqualTo(100);
    assertThat(reply.toolCalls().get(0).arguments()).doesNotEndWith("}");
  }

  @Test
  void complete_usage_isAQuarterOfTheCharacters() {
    LlmReply reply = complete(LlmRequest.of(new LlmMessage.User("Create a dark login form")));

    assertThat(reply.usage().inputTokens()).isEqualTo(6);
    assertThat(reply.usage().outputTokens()).isEqualTo((reply.text().length() + 3) / 4);
  }

  @Test
  void complete_longPage_staysBelowTheTokenLimitInEachReply() {
    MapTools tools = new MapTools();
    tools.prompt(
        "Landing page with a pricing table, FAQ, testimonials and a contact form, glass style");

    for (LlmRequest request : tools.requests) {
      assertThat(complete(request).usage().outputTokens()).isLessThanOrEqualTo(4_000);
    }
    assertThat(tools.calls).extracting(ToolCall::name).contains("editFile");
    assertThat(tools.files.get("styles.css")).contains("Pricing -", "FAQ -", "Style: glass");
  }

  @Test
  void complete_fileWrittenInParts_isWholeInTheEnd() {
    String prompt = "Landing page with pricing, FAQ, testimonials and a contact form, glass style";
    MapTools tools = new MapTools();

    tools.prompt(prompt);

    Catalogue catalogue = new Catalogue();
    ColorNames colors = new ColorNames();
    PageWriter writer = new PageWriter(catalogue, new ThemeCss(colors));
    assertThat(tools.files)
        .containsExactlyEntriesOf(writer.write(new PromptReader(catalogue, colors).read(prompt)));
  }

  @Test
  void complete_wrapUpByTheLoop_tellsWhatIsThere() {
    MapTools tools = new MapTools();
    tools.prompt("Create a dark login form");
    List<LlmMessage> messages = new ArrayList<>(tools.requests.get(1).messages());
    messages.add(
        new LlmMessage.User("Too many steps. You cannot use tools any more. Tell the user."));
    LlmRequest request = MapTools.request(messages, MapTools.ALL);

    LlmReply reply = complete(request.withTools(request.tools(), ToolChoice.NONE));

    assertThat(reply.text()).startsWith("I stop here. Written so far: index.html.");
  }

  @Test
  void complete_picture_isNotPretendedToBeSeen() {
    LlmImage image = new LlmImage("image/png", FileContent.of("x"));
    LlmMessage prompt = new LlmMessage.User("Create a login form like this", List.of(image));

    LlmReply reply = complete(MapTools.request(List.of(prompt), MapTools.ALL));

    assertThat(reply.text()).startsWith("I cannot see pictures");
  }

  @Test
  void complete_writeFailsOnce_triesAgain() {
    MapTools tools = new MapTools();
    tools.failingOnce.add("writeFile styles.css");

    String closing = tools.prompt("Create a dark login form");

    assertThat(tools.files).containsKeys("index.html", "styles.css", "script.js");
    assertThat(closing).startsWith("Done:");
  }

  @Test
  void complete_checkComplaint_writesTheNamedFileAgain() {
    MapTools tools = new MapTools();
    tools.prompt("Create a dark login form");
    tools.files.remove("script.js");

    String closing = tools.say("The check found problems:\n- script.js is missing");

    assertThat(tools.files).containsKey("script.js");
    assertThat(closing).isEqualTo("I have written script.js again.");
  }

  @Test
  void complete_complaintAboutAnUnknownFile_admitsDefeat() {
    MapTools tools = new MapTools();
    tools.prompt("Create a dark login form");
    int before = tools.calls.size();

    String closing = tools.say("The check found problems:\n- logo.png is missing");

    assertThat(tools.calls).hasSize(before);
    assertThat(closing).startsWith("I am sorry");
  }

  private LlmReply complete(LlmRequest request) {
    return client.complete(request, LlmListener.SILENT, Cancellation.none());
  }

  /** Keeps what it hears. */
  private static final class Recorder implements LlmListener {
    final StringBuilder text = new StringBuilder();
    final StringBuilder arguments = new StringBuilder();
    final List<String> pieces = new ArrayList<>();

    @Override
    public void onText(String delta) {
      text.append(delta);
      pieces.add(delta);
    }

    @Override
    public void onToolCall(ToolCallDelta delta) {
      arguments.append(delta.arguments());
      if (!delta.arguments().isEmpty()) {
        pieces.add(delta.arguments());
      }
    }
  }
}
