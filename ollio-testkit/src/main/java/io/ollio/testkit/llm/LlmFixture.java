package io.ollio.testkit.llm;

import io.ollio.llm.LlmClient;
import java.time.Duration;
import java.util.List;

/**
 * A client under test together with a backend that does what a script says. One fixture serves one
 * test.
 */
public interface LlmFixture extends AutoCloseable {
  /** The client; always the same one. */
  LlmClient client();

  /** Queues what the backend does in the next call that has no script yet. */
  void script(LlmScript script);

  /** What the backend got in the latest call, in whatever notation. */
  String lastRequest();

  /** How many calls have reached the backend. */
  int callCount();

  /**
   * Returns as soon as the backend knows that the latest call is over: its connection is closed, or
   * whatever stands for that.
   *
   * @throws AssertionError when that does not happen in time
   */
  void awaitDisconnect(Duration patience);

  /** What must never show in a message: keys and the like. */
  default List<String> secrets() {
    return List.of();
  }

  /** Ends whatever still runs; checks nothing. */
  @Override
  void close();
}
