package io.ollio.sandbox.e2b.code;

import io.ollio.sandbox.CommandOutput.Stream;

/** Hears code while it runs, on the thread that runs it. */
public interface CodeListener {
  /** Hears nothing. */
  CodeListener SILENT = new CodeListener() {};

  /** It wrote this. */
  default void onOutput(Stream stream, String text) {}

  /** It showed this. */
  default void onResult(CodeResult result) {}

  /** It failed. */
  default void onError(CodeError error) {}
}
