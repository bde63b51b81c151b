package io.ollio.sandbox.e2b.process;

/**
 * What came of a process.
 *
 * @param exit how it ended
 * @param stdout what it wrote, cut in the middle with a note when it was too much
 * @param stderr the same of standard error
 */
public record ProcessResult(ProcessExit exit, String stdout, String stderr) {
  /** Whether it ended by itself with exit code 0. */
  public boolean isSuccess() {
    return exit.isSuccess();
  }
}
