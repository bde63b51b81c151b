package io.ollio.live;

import io.ollio.sandbox.CommandOutput;

/** Keeps the last characters of what a command printed, without colours. Thread-safe. */
final class OutputTail implements CommandOutput {
  private static final int KEPT = 2_000;
  private static final String COLOUR = "\u001B\\[[0-9;]*m";

  private final StringBuilder text = new StringBuilder();

  @Override
  public synchronized void onOutput(Stream stream, String more) {
    text.append(more);
    if (text.length() > 2 * KEPT) {
      text.delete(0, text.length() - KEPT);
    }
  }

  synchronized String text() {
    String plain = text.toString().replaceAll(COLOUR, "");
    return plain.substring(Math.max(0, plain.length() - KEPT));
  }
}
