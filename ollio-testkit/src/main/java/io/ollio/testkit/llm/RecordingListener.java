package io.ollio.testkit.llm;

import io.ollio.llm.LlmException;
import io.ollio.llm.LlmListener;
import io.ollio.llm.ToolCallDelta;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Writes down what it hears. Thread-safe. */
public final class RecordingListener implements LlmListener {
  private final List<Heard> heard = new ArrayList<>();
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

  /** Has heard nothing. */
  public RecordingListener() {}

  /** One thing heard. */
  public sealed interface Heard {
    /** A piece of text. */
    record Text(String delta) implements Heard {}

    /** A piece of reasoning. */
    record Thinking(String delta) implements Heard {}

    /** A piece of a tool call. */
    record Call(ToolCallDelta delta) implements Heard {}

    /** The call starts again. */
    record Restart(LlmException cause, int attempt) implements Heard {}

    /** Another model is asked. */
    record Model(String name) implements Heard {}
  }

  @Override
  public void onText(String delta) {
    add(new Heard.Text(delta));
  }

  @Override
  public void onThinking(String delta) {
    add(new Heard.Thinking(delta));
  }

  @Override
  public void onToolCall(ToolCallDelta delta) {
    add(new Heard.Call(delta));
  }

  @Override
  public void onRestart(LlmException cause, int attempt) {
    add(new Heard.Restart(cause, attempt));
  }

  @Override
  public void onModel(String model) {
    add(new Heard.Model(model));
  }

  /** Everything, in order. */
  public synchronized List<Heard> heard() {
    return List.copyOf(heard);
  }

  /** The pieces of text, in order. */
  public List<String> texts() {
    return only(Heard.Text.class).stream().map(Heard.Text::delta).toList();
  }

  /** The pieces of reasoning, in order. */
  public List<String> thoughts() {
    return only(Heard.Thinking.class).stream().map(Heard.Thinking::delta).toList();
  }

  /** The pieces of tool calls, in order. */
  public List<ToolCallDelta> calls() {
    return only(Heard.Call.class).stream().map(Heard.Call::delta).toList();
  }

  /** The arguments of the call with this index as far as they were heard. */
  public String argumentsOf(int index) {
    return calls().stream()
        .filter(delta -> delta.index() == index)
        .map(ToolCallDelta::arguments)
        .collect(Collectors.joining());
  }

  /** The restarts, in order. */
  public List<Heard.Restart> restarts() {
    return only(Heard.Restart.class);
  }

  /** The models that were asked in place of the requested one, in order. */
  public List<String> models() {
    return only(Heard.Model.class).stream().map(Heard.Model::name).toList();
  }

  /** The threads it was called on. */
  public Set<Thread> threads() {
    return Set.copyOf(threads);
  }

  /**
   * Returns as soon as this many things have been heard.
   *
   * @throws AssertionError when that does not happen in time
   */
  public synchronized void awaitHeard(int count, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    try {
      while (heard.size() < count) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          throw new AssertionError(
              "Waited " + patience + " to hear " + count + " things, heard " + heard);
        }
        TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, 1_000_000));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted while waiting to hear " + count + " things", e);
    }
  }

  private synchronized void add(Heard one) {
    threads.add(Thread.currentThread());
    heard.add(one);
    notifyAll();
  }

  private <T extends Heard> List<T> only(Class<T> kind) {
    return heard().stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
