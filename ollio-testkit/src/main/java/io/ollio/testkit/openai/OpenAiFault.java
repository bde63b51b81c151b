package io.ollio.testkit.openai;

import io.ollio.testkit.llm.LlmScript;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/**
 * The menu of what can go wrong with a reply: the server refuses ({@link RejectionFault}), the
 * connection fails ({@link ConnectionFault}), or the reply itself is odd ({@link ReplyFault}).
 */
public sealed interface OpenAiFault permits RejectionFault, ConnectionFault, ReplyFault {
  /** Does it, on the connection of the call. */
  void play(Wire wire, LlmScript script) throws IOException;

  /** The fault's own name, e.g. {@code ResetMidBody}. */
  default String name() {
    return getClass().getSimpleName();
  }

  /** One of each, in its usual form. */
  static List<OpenAiFault> menu() {
    return Stream.of(RejectionFault.menu(), ConnectionFault.menu(), ReplyFault.menu())
        .<OpenAiFault>flatMap(List::stream)
        .toList();
  }

  /**
   * The fault with this name, in its usual form.
   *
   * @throws IllegalArgumentException when the menu has none
   */
  static OpenAiFault named(String name) {
    return menu().stream()
        .filter(fault -> fault.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("No fault is named " + name));
  }
}
