package io.ollio.sandbox;

/**
 * Hears a command's output while it runs, decoded as UTF-8 (bytes that are not become U+FFFD; a
 * character is never split). Called by one thread at a time; a slow one slows the command.
 */
@FunctionalInterface
public interface CommandOutput {
  /** Which stream a text came from. */
  enum Stream {
    /** Standard output. */
    STDOUT,
    /** Standard error. */
    STDERR
  }

  /** Hears nothing. */
  CommandOutput SILENT = (stream, text) -> {};

  /** More output; never empty. */
  void onOutput(Stream stream, String text);
}
