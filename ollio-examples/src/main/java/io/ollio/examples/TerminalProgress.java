package io.ollio.examples;

import io.ollio.generation.GenerationEvent;
import io.ollio.generation.GenerationListener;
import java.io.PrintStream;

/** Shows a generation in the terminal: the model's words, and the files while they are written. */
final class TerminalProgress implements GenerationListener {
  private final PrintStream out;
  private String place = "";
  private boolean isLineOpen;

  TerminalProgress(PrintStream out) {
    this.out = out;
  }

  @Override
  public void onEvent(long number, GenerationEvent event) {
    if (event instanceof GenerationEvent.TextDelta delta) {
      show("model", delta.text());
    } else if (event instanceof GenerationEvent.FileDelta delta) {
      show((delta.isEdit() ? "editing " : "writing ") + delta.path(), delta.text());
    } else if (event instanceof GenerationEvent.ToolOutput output) {
      show("output", output.text());
    } else {
      String line = describe(event);
      if (!line.isEmpty() || event.isLast()) {
        endLine();
      }
      if (!line.isEmpty()) {
        place = "";
        out.println("• " + printable(line));
      }
    }
    out.flush();
  }

  /** Text from a model, without the control characters that could command the terminal. */
  static String printable(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints()
        .filter(c -> c == '\n' || c == '\t' || !Character.isISOControl(c))
        .forEach(safe::appendCodePoint);
    return safe.toString();
  }

  private void show(String where, String text) {
    if (!where.equals(place)) {
      endLine();
      out.println("── " + printable(where));
      place = where;
    }
    out.print(printable(text));
    isLineOpen = !text.endsWith("\n");
  }

  private void endLine() {
    if (isLineOpen) {
      out.println();
      isLineOpen = false;
    }
  }

  private static String describe(GenerationEvent event) {
    if (event instanceof GenerationEvent.WorkspaceReady ready) {
      return "workspace ready with " + ready.files() + " files, isolation " + ready.isolation();
    }
    if (event instanceof GenerationEvent.FileWritten written) {
      return "wrote " + written.path() + " (" + written.sizeBytes() + " bytes)";
    }
    if (event instanceof GenerationEvent.ToolStarted started && started.tool().equals("terminal")) {
      return "terminal: " + started.subject();
    }
    if (event instanceof GenerationEvent.ToolFinished finished && finished.isError()) {
      return finished.tool() + ": " + finished.summary();
    }
    if (event instanceof GenerationEvent.StepRestarted restarted) {
      return "the model call failed (" + restarted.reason() + "), trying again";
    }
    if (event instanceof GenerationEvent.Checked checked) {
      return checked.isAccepted() ? "check passed" : checked.complaint();
    }
    return "";
  }
}
