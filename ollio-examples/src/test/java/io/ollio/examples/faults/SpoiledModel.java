package io.ollio.examples.faults;

import com.fasterxml.jackson.databind.JsonNode;
import io.ollio.examples.faults.FaultCase.OnTheWire;
import io.ollio.examples.faults.FaultCase.OneAfterOther;
import io.ollio.examples.faults.FaultCase.OtherCalls;
import io.ollio.examples.faults.FaultCase.Trouble;
import io.ollio.examples.faults.FaultCase.UserCancels;
import io.ollio.examples.faults.FaultCase.WithTwoCalls;
import io.ollio.testkit.llm.LlmGate;
import io.ollio.testkit.llm.LlmScript;
import io.ollio.testkit.openai.OpenAiAnswer;
import io.ollio.testkit.openai.OpenAiCall;
import io.ollio.testkit.openai.OpenAiScript;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** The model of {@link SevenTurns} with one fault at one turn; as strict as OpenAI's own server. */
final class SpoiledModel implements OpenAiScript {
  /** Where a call waits that the user is to cancel. */
  final LlmGate gate = new LlmGate();

  private final FaultCase fault;
  private final int turn;
  private final AtomicInteger hits = new AtomicInteger();
  private final List<String> problems = new CopyOnWriteArrayList<>();
  private volatile int longestRequest;

  SpoiledModel(FaultCase fault, int turn) {
    this.fault = fault;
    this.turn = turn;
  }

  /** What was wrong with the requests. */
  List<String> problems() {
    return problems;
  }

  /** Length of the longest request, in characters. */
  int longestRequest() {
    return longestRequest;
  }

  @Override
  public OpenAiAnswer answer(OpenAiCall call) {
    problems.addAll(History.problemsOf(call.json()));
    longestRequest = Math.max(longestRequest, call.body().length());
    if (SevenTurns.asksForSummary(call.json())) {
      return OpenAiAnswer.of(LlmScript.ofText("I could not finish."));
    }
    int asked = SevenTurns.turnOf(call.json());
    LlmScript good = SevenTurns.reply(asked);
    if (asked != turn) {
      return OpenAiAnswer.of(good);
    }
    int hit = hits.getAndIncrement();
    return hit < fault.times() ? spoiled(good, hit) : OpenAiAnswer.of(good);
  }

  private OpenAiAnswer spoiled(LlmScript good, int hit) {
    Trouble trouble = fault.trouble();
    if (trouble instanceof OnTheWire wire) {
      return OpenAiAnswer.of(good).with(wire.fault());
    }
    if (trouble instanceof OneAfterOther wire) {
      return OpenAiAnswer.of(good).with(wire.faults().get(hit));
    }
    if (trouble instanceof WithTwoCalls wire) {
      return OpenAiAnswer.of(SevenTurns.replyWithTwoCalls(turn)).with(wire.fault());
    }
    if (trouble instanceof OtherCalls) {
      String command = "{\"command\":\"echo " + hit + "\"}";
      return OpenAiAnswer.of(LlmScript.ofToolCall("terminal", command));
    }
    if (trouble instanceof UserCancels) {
      return OpenAiAnswer.of(LlmScript.reply().text("Turn").hold(gate));
    }
    return OpenAiAnswer.of(good);
  }

  /** What OpenAI's server refuses a whole conversation for. */
  private static final class History {
    private History() {}

    static List<String> problemsOf(JsonNode request) {
      List<String> problems = new CopyOnWriteArrayList<>();
      List<String> open = new CopyOnWriteArrayList<>();
      for (JsonNode message : request.path("messages")) {
        String role = message.path("role").asText();
        if (role.equals("tool")) {
          if (!open.remove(message.path("tool_call_id").asText())) {
            problems.add("a result without its call");
          }
        } else if (!open.isEmpty()) {
          problems.add("calls without a result: " + open);
          open.clear();
        }
        message.path("tool_calls").forEach(tool -> open.add(tool.path("id").asText()));
      }
      if (!open.isEmpty()) {
        problems.add("calls without a result at the end: " + open);
      }
      return problems;
    }
  }
}
