package io.ollio.sandbox.e2b.process;

import io.ollio.sandbox.CommandOutput;

/**
 * Hears a process while it runs, called by the thread that waits for it; a slow one slows the
 * process and everybody else who listens to it.
 */
@FunctionalInterface
public interface ProcessOutput {
  /** Hears nothing. */
  ProcessOutput SILENT = (stream, piece) -> {};

  /** More bytes, which may begin or end inside a character. */
  void onBytes(CommandOutput.Stream stream, byte[] piece);

  /** The process gave a sign of life: output, or that it is still there. */
  default void onPulse() {}

  /** There is no more. */
  default void onEnd() {}

  /** Decodes each stream as UTF-8; a character is never split. */
  static ProcessOutput text(CommandOutput listener) {
    TextStream out = new TextStream(CommandOutput.Stream.STDOUT, listener);
    TextStream err = new TextStream(CommandOutput.Stream.STDERR, listener);
    return new ProcessOutput() {
      @Override
      public void onBytes(CommandOutput.Stream stream, byte[] piece) {
        (stream == CommandOutput.Stream.STDOUT ? out : err).accept(piece);
      }

      @Override
      public void onEnd() {
        out.finish();
        err.finish();
      }
    };
  }
}
