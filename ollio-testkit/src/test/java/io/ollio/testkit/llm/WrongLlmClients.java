package io.ollio.testkit.llm;

import io.ollio.Cancellation;
import io.ollio.OperationCancelled;
import io.ollio.llm.LlmClient;
import io.ollio.llm.LlmException;
import io.ollio.llm.LlmException.Overloaded;
import io.ollio.llm.LlmException.RateLimited;
import io.ollio.llm.LlmException.ReplyBroken;
import io.ollio.llm.LlmListener;
import io.ollio.llm.LlmReply;
import io.ollio.llm.LlmRequest;
import io.ollio.llm.ToolCall;
import io.ollio.llm.ToolCallDelta;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Clients that each break one promise of the port, made out of a right one. */
final class WrongLlmClients {
  private WrongLlmClients() {}

  static LlmClient reportsCutAsSuccess(LlmClient right) {
    return (request, listener, cancellation) -> {
      RecordingListener heard = new RecordingListener();
      try {
        return right.complete(request, both(heard, listener), cancellation);
      } catch (ReplyBroken e) {
        return LlmReply.ofText(String.join("", heard.texts()));
      }
    };
  }

  static LlmClient swallowsErrors(LlmClient right) {
    return (request, listener, cancellation) -> {
      try {
        return right.complete(request, listener, cancellation);
      } catch (LlmException e) {
        return LlmReply.ofText("");
      }
    };
  }

  static LlmClient makesEveryErrorOverloaded(LlmClient right) {
    return (request, listener, cancellation) -> {
      try {
        return right.complete(request, listener, cancellation);
      } catch (LlmException e) {
        throw new Overloaded("Something failed", null, e);
      }
    };
  }

  static LlmClient losesRetryAfter(LlmClient right) {
    return (request, listener, cancellation) -> {
      try {
        return right.complete(request, listener, cancellation);
      } catch (RateLimited e) {
        throw new RateLimited("Limited", null, !e.isRetryable(), e);
      }
    };
  }

  static LlmClient showsThePrompt(LlmClient right) {
    return (request, listener, cancellation) -> {
      try {
        return right.complete(request, listener, cancellation);
      } catch (ReplyBroken e) {
        throw new ReplyBroken("Failed on " + request, e);
      }
    };
  }

  static LlmClient losesPieces(LlmClient right) {
    return withListener(
        right,
        listener -> {
          AtomicInteger count = new AtomicInteger();
          return onText(
              listener,
              delta -> {
                if (count.getAndIncrement() % 2 == 0) {
                  listener.onText(delta);
                }
              });
        });
  }

  static LlmClient doublesPieces(LlmClient right) {
    return withListener(
        right,
        listener ->
            onText(
                listener,
                delta -> {
                  listener.onText(delta);
                  listener.onText(delta);
                }));
  }

  static LlmClient sendsEmptyPieces(LlmClient right) {
    return withListener(
        right,
        listener ->
            onText(
                listener,
                delta -> {
                  listener.onText("");
                  listener.onText(delta);
                }));
  }

  static LlmClient swallowsWhatTheListenerThrows(LlmClient right) {
    return withListener(
        right,
        listener ->
            onText(
                listener,
                delta -> {
                  try {
                    listener.onText(delta);
                  } catch (IllegalStateException e) {
                    throw new ReplyBroken("A listener failed", e);
                  }
                }));
  }

  static LlmClient putsEveryPieceAtIndexZero(LlmClient right) {
    return withListener(right, listener -> onCall(listener, call -> change(call, 0, call.name())));
  }

  static LlmClient namesTheToolOnlyOnce(LlmClient right) {
    return withListener(
        right,
        listener ->
            onCall(
                listener,
                call -> change(call, call.index(), call.arguments().isEmpty() ? call.name() : "")));
  }

  static LlmClient tellsEverythingAtTheEnd(LlmClient right) {
    return (request, listener, cancellation) -> {
      RecordingListener heard = new RecordingListener();
      LlmReply reply = right.complete(request, heard, cancellation);
      heard.thoughts().forEach(listener::onThinking);
      heard.texts().forEach(listener::onText);
      heard.calls().forEach(listener::onToolCall);
      return reply;
    };
  }

  static LlmClient ignoresCancellation(LlmClient right) {
    return (request, listener, cancellation) ->
        right.complete(request, listener, Cancellation.none());
  }

  /** Comes back at once, but the call goes on behind the caller's back. */
  static LlmClient leaksWhenCancelled(LlmClient right) {
    return (request, listener, cancellation) -> {
      cancellation.throwIfCancelled();
      LlmGate over = new LlmGate();
      AtomicReference<LlmReply> reply = new AtomicReference<>();
      PendingCall.start(
          (r, l, c) -> {
            try {
              reply.set(right.complete(r, l, c));
            } finally {
              over.release();
            }
            return reply.get();
          },
          request,
          listener,
          Cancellation.none());
      over.pass(cancellation);
      return reply.get();
    };
  }

  static LlmClient losesTheInterruptFlag(LlmClient right) {
    return (request, listener, cancellation) -> {
      try {
        return right.complete(request, listener, cancellation);
      } catch (OperationCancelled e) {
        Thread.interrupted();
        throw e;
      }
    };
  }

  static LlmClient losesUsage(LlmClient right) {
    return changing(right, reply -> rebuilt(reply, reply.text(), reply.toolCalls()));
  }

  static LlmClient reversesToolCalls(LlmClient right) {
    return changing(
        right,
        reply -> {
          List<ToolCall> reversed = new ArrayList<>(reply.toolCalls());
          Collections.reverse(reversed);
          return new LlmReply(
              reply.text(),
              reply.thinking(),
              reversed,
              reply.stopReason(),
              reply.rawStopReason(),
              reply.usage(),
              reply.model());
        });
  }

  static LlmClient keepsTextOfEarlierCalls(LlmClient right) {
    AtomicReference<String> earlier = new AtomicReference<>("");
    return changing(
        right,
        reply ->
            new LlmReply(
                earlier.accumulateAndGet(reply.text(), String::concat),
                reply.thinking(),
                reply.toolCalls(),
                reply.stopReason(),
                reply.rawStopReason(),
                reply.usage(),
                reply.model()));
  }

  static LlmClient sendsOnlyTheLastMessage(LlmClient right) {
    return (request, listener, cancellation) ->
        right.complete(
            request.withMessages(
                request
                    .messages()
                    .subList(request.messages().size() - 1, request.messages().size())),
            listener,
            cancellation);
  }

  static LlmClient servesOneCallAtATime(LlmClient right) {
    Object lock = new Object();
    return (request, listener, cancellation) -> {
      synchronized (lock) {
        return right.complete(request, listener, cancellation);
      }
    };
  }

  static LlmClient callsTheListenerElsewhere(LlmClient right) {
    return (request, listener, cancellation) -> {
      PendingCall elsewhere = PendingCall.start(right, request, listener, cancellation);
      return elsewhere.reply(Duration.ofMillis(300));
    };
  }

  private static LlmReply rebuilt(LlmReply reply, String text, List<ToolCall> calls) {
    return new LlmReply(
        text,
        reply.thinking(),
        calls,
        reply.stopReason(),
        reply.rawStopReason(),
        null,
        reply.model());
  }

  private static ToolCallDelta change(ToolCallDelta call, int index, String name) {
    return new ToolCallDelta(index, call.id(), name, call.arguments());
  }

  private static LlmClient changing(LlmClient right, UnaryOperator<LlmReply> change) {
    return (request, listener, cancellation) ->
        change.apply(right.complete(request, listener, cancellation));
  }

  private static LlmClient withListener(LlmClient right, UnaryOperator<LlmListener> change) {
    return (LlmRequest request, LlmListener listener, Cancellation cancellation) ->
        right.complete(request, change.apply(listener), cancellation);
  }

  private static LlmListener onText(LlmListener listener, Consumer<String> text) {
    return new Forwarding(listener) {
      @Override
      public void onText(String delta) {
        text.accept(delta);
      }
    };
  }

  private static LlmListener onCall(LlmListener listener, UnaryOperator<ToolCallDelta> change) {
    return new Forwarding(listener) {
      @Override
      public void onToolCall(ToolCallDelta delta) {
        listener.onToolCall(change.apply(delta));
      }
    };
  }

  private static LlmListener both(LlmListener first, LlmListener second) {
    return new Forwarding(second) {
      @Override
      public void onText(String delta) {
        first.onText(delta);
        second.onText(delta);
      }
    };
  }

  private static class Forwarding implements LlmListener {
    private final LlmListener to;

    Forwarding(LlmListener to) {
      this.to = to;
    }

    @Override
    public void onText(String delta) {
      to.onText(delta);
    }

    @Override
    public void onThinking(String delta) {
      to.onThinking(delta);
    }

    @Override
    public void onToolCall(ToolCallDelta delta) {
      to.onToolCall(delta);
    }
  }
}
