package io.ollio.testkit.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ollio.testkit.llm.LlmScript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Runs a {@link FakeOpenAiServer} as a process of its own, so that it outlives the hosts that a
 * test kills. Arguments: a port (0 for any free one) and a JSON file with the script:
 *
 * <pre>{@code
 * {"turns": [{"text": "I begin.", "calls": [{"name": "writeFile", "arguments": {"path": "a.html"}}]},
 *            {"text": "Done."}],
 *  "pieceMillis": 5,
 *  "faults": [{"turn": 2, "times": 1, "fault": "ResetMidBody"}]}
 * }</pre>
 *
 * Arguments go out in pieces of 16 characters with a pause of {@code pieceMillis} before each;
 * every conversation gets these turns; faults are those of {@link OpenAiFault#menu}. Prints the
 * base URL on its one line of output; {@code GET /fake/calls} tells how often each turn of each
 * conversation was asked for; ends when killed.
 */
public final class FakeOpenAiProcess {
  private static final int PIECE = 16;

  private FakeOpenAiProcess() {}

  /** See the type. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    JsonNode script = new ObjectMapper().readTree(Files.readString(Path.of(arguments[1])));
    FakeOpenAiServer server =
        FakeOpenAiServer.start(scriptOf(script), Integer.parseInt(arguments[0]));
    // checkstyle: allow Print because the starting process reads the address here
    System.out.println(server.baseUrl());
    new CountDownLatch(1).await();
  }

  /** The script that a JSON file describes. */
  public static OpenAiScript scriptOf(JsonNode json) {
    Duration pause = Duration.ofMillis(json.path("pieceMillis").asInt());
    List<LlmScript> turns = new ArrayList<>();
    for (JsonNode turn : json.path("turns")) {
      turns.add(turnOf(turn, pause));
    }
    OpenAiScript script = OpenAiScript.byTurn(turns);
    for (JsonNode fault : json.path("faults")) {
      script =
          script.withFault(
              fault.path("turn").asInt(),
              fault.path("times").asInt(1),
              OpenAiFault.named(fault.path("fault").asText()));
    }
    return script;
  }

  private static LlmScript turnOf(JsonNode turn, Duration pause) {
    LlmScript script = LlmScript.reply();
    if (turn.has("text")) {
      script = paused(script, pause).text(turn.path("text").asText());
    }
    int index = 0;
    for (JsonNode call : turn.path("calls")) {
      script = script.callPiece(index, "call-" + index, call.path("name").asText(), "");
      String written = call.path("arguments").toString();
      for (int i = 0; i < written.length(); i += PIECE) {
        String piece = written.substring(i, Math.min(i + PIECE, written.length()));
        script = paused(script, pause).callPiece(index, "", "", piece);
      }
      index++;
    }
    return script.stop();
  }

  private static LlmScript paused(LlmScript script, Duration pause) {
    return pause.isZero() ? script : script.pause(pause);
  }
}
