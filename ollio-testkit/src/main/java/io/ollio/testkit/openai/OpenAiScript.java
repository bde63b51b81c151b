package io.ollio.testkit.openai;

import io.ollio.testkit.llm.LlmScript;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** What a {@link FakeOpenAiServer} does when it is called; called on the connection's thread. */
@FunctionalInterface
public interface OpenAiScript {
  /** The answer to this call. */
  OpenAiAnswer answer(OpenAiCall call);

  /**
   * The first call gets the first script and so on; a call too many is answered with status 500.
   */
  static OpenAiScript inOrder(LlmScript... scripts) {
    List<LlmScript> all = List.of(scripts);
    return call ->
        call.number() <= all.size()
            ? OpenAiAnswer.of(all.get(call.number() - 1))
            : OpenAiAnswer.unscripted(call);
  }

  /**
   * Each turn of a conversation gets its script, however often it is asked for; so any number of
   * conversations can go on at once, and any turn be repeated.
   */
  static OpenAiScript byTurn(List<LlmScript> turns) {
    List<LlmScript> all = List.copyOf(turns);
    return call ->
        call.turn() <= all.size()
            ? OpenAiAnswer.of(all.get(call.turn() - 1))
            : OpenAiAnswer.unscripted(call);
  }

  /** See {@link #byTurn(List)}. */
  static OpenAiScript byTurn(LlmScript... turns) {
    return byTurn(List.of(turns));
  }

  /** Every call goes wrong in this way. */
  static OpenAiScript always(OpenAiFault fault) {
    return call -> OpenAiAnswer.of(LlmScript.ofText("All ", "is ", "well")).with(fault);
  }

  /**
   * This script, with the first calls for a turn going wrong.
   *
   * @param turn which turn of every conversation, from 1
   * @param times how many calls for it fail in each conversation
   */
  default OpenAiScript withFault(int turn, int times, OpenAiFault fault) {
    return call ->
        call.turn() == turn && call.attempt() <= times ? answer(call).with(fault) : answer(call);
  }

  /** This script, with the very first calls of all going wrong. */
  default OpenAiScript afterFaults(OpenAiFault... faults) {
    List<OpenAiFault> all = List.of(faults);
    AtomicInteger next = new AtomicInteger();
    return call -> {
      int i = next.getAndIncrement();
      return i < all.size() ? answer(call).with(all.get(i)) : answer(call);
    };
  }
}
