package io.ollio.testkit.openai;

import io.ollio.llm.StopReason;
import io.ollio.testkit.llm.LlmScript;
import io.ollio.testkit.llm.LlmStep;
import io.ollio.testkit.llm.LlmStep.CallPiece;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A reply comes whole over HTTP, but it is not what the protocol or the tools want. */
public sealed interface ReplyFault extends OpenAiFault {
  /**
   * Another reply than the scripted one.
   *
   * @param name the fault's name on the menu
   * @param other what comes instead
   */
  record OtherReply(String name, LlmScript other) implements ReplyFault {
    @Override
    public void play(Wire wire, LlmScript script) throws IOException {
      wire.reply(other);
    }
  }

  /**
   * The scripted reply in another dialect of the protocol.
   *
   * @param name the fault's name on the menu
   * @param dialect how it is written
   */
  record OtherDialect(String name, ReplyDialect dialect) implements ReplyFault {
    @Override
    public void play(Wire wire, LlmScript script) throws IOException {
      wire.speak(dialect);
      wire.reply(script);
    }
  }

  /**
   * Another body than a reply, with status 200.
   *
   * @param name the fault's name on the menu
   * @param contentType its media type
   * @param body the body as it goes out
   */
  record OtherBody(String name, String contentType, String body) implements ReplyFault {
    @Override
    public void play(Wire wire, LlmScript script) throws IOException {
      wire.answer(200, contentType, Map.of(), body);
    }
  }

  /** The pieces of the scripted reply's tool calls come by turns. */
  record InterleavedCalls() implements ReplyFault {
    @Override
    public void play(Wire wire, LlmScript script) throws IOException {
      List<List<CallPiece>> calls = new ArrayList<>();
      List<LlmStep> mixed = new ArrayList<>();
      for (LlmStep step : script.steps()) {
        if (step instanceof CallPiece piece) {
          while (calls.size() <= piece.index()) {
            calls.add(new ArrayList<>());
          }
          calls.get(piece.index()).add(piece);
        } else if (step instanceof LlmStep.Finish) {
          mixed.addAll(byTurns(calls));
          mixed.add(step);
        } else {
          mixed.add(step);
        }
      }
      wire.reply(new LlmScript(mixed));
    }

    private static List<CallPiece> byTurns(List<List<CallPiece>> calls) {
      List<CallPiece> mixed = new ArrayList<>();
      int longest = calls.stream().mapToInt(List::size).max().orElse(0);
      for (int i = 0; i < longest; i++) {
        for (List<CallPiece> call : calls) {
          if (i < call.size()) {
            mixed.add(call.get(i));
          }
        }
      }
      return mixed;
    }
  }

  /**
   * A text that does not end.
   *
   * @param bytes about how many bytes go out before the server gives up
   */
  record HugeReply(long bytes) implements ReplyFault {
    @Override
    public void play(Wire wire, LlmScript script) throws IOException {
      String piece = "endless ".repeat(1_000);
      for (long sent = 0; sent < bytes; sent += piece.length()) {
        wire.text(piece);
      }
      wire.reply(script);
    }
  }

  /** Arguments that are not JSON. */
  static ReplyFault malformedArguments() {
    return new OtherReply(
        "MalformedArguments",
        LlmScript.reply().toolCall("writeFile", "{\"path\": \"index", ".html\" oops").stop());
  }

  /** Arguments that are JSON, but not of the tool's schema. */
  static ReplyFault schemaBreakingArguments() {
    return new OtherReply(
        "SchemaBreakingArguments",
        LlmScript.ofToolCall("writeFile", "{\"path\":123,\"content\":[\"no\"]}"));
  }

  /** A tool that nobody offered. */
  static ReplyFault unknownTool() {
    return new OtherReply("UnknownTool", LlmScript.ofToolCall("deleteEverything", "{}"));
  }

  /** The token limit ends the reply in the middle of a call. */
  static ReplyFault lengthInsideCall() {
    return new OtherReply(
        "LengthInsideCall",
        LlmScript.reply()
            .toolCall("writeFile", "{\"path\":\"index.html\",", "\"content\":\"<html><bo")
            .finish(StopReason.LENGTH));
  }

  /** Neither text nor calls. */
  static ReplyFault emptyMessage() {
    return new OtherReply("EmptyMessage", LlmScript.reply().stop());
  }

  /** Three calls in one message. */
  static ReplyFault severalCalls() {
    return new OtherReply(
        "SeveralCalls",
        LlmScript.reply()
            .toolCall("listFiles", "{}")
            .toolCall("readFile", "{\"path\":\"index.html\"}")
            .toolCall("listFiles", "{\"path\":\".\"}")
            .stop());
  }

  /** Status 200 and nothing else. */
  static ReplyFault emptyBody() {
    return new OtherBody("EmptyBody", "text/event-stream", "");
  }

  /** Events without a choice. */
  static ReplyFault noChoices() {
    return new OtherBody(
        "NoChoices",
        "text/event-stream",
        "data: {\"object\":\"chat.completion.chunk\",\"choices\":[]}\n\ndata: [DONE]\n\n");
  }

  /** A page for people, with status 200. */
  static ReplyFault htmlPage() {
    return new OtherBody(
        "HtmlPage", "text/html", "<!doctype html><html><body>Please log in</body></html>");
  }

  /** An event that is not JSON. */
  static ReplyFault brokenEvent() {
    return new OtherBody(
        "BrokenEvent",
        "text/event-stream",
        """
        data: {"choices":[{"index":0,"delta":{"content":"so"}}]}

        data: {"choices":[{"inde

        data: [DONE]

        """);
  }

  static List<ReplyFault> menu() {
    List<ReplyFault> menu = new ArrayList<>();
    for (ReplyDialect dialect : ReplyDialect.values()) {
      if (dialect != ReplyDialect.OPENAI) {
        menu.add(new OtherDialect(dialect.faultName(), dialect));
      }
    }
    menu.addAll(
        List.of(
            malformedArguments(),
            schemaBreakingArguments(),
            unknownTool(),
            lengthInsideCall(),
            emptyMessage(),
            severalCalls(),
            emptyBody(),
            noChoices(),
            htmlPage(),
            brokenEvent(),
            new InterleavedCalls(),
            new HugeReply(100 << 20)));
    return menu;
  }
}
