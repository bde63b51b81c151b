package io.ollio.agent;

import io.ollio.file.FileTree;

/** Judges, when the model says that it is done, whether it is. Must be quick and always agree. */
@FunctionalInterface
public interface FinishGate {
  /** Judges the files. */
  Verdict judge(FileTree files);

  /**
   * A judgement of the files as they are.
   *
   * @param isAccepted whether the agent may end
   * @param complaint what the model is told when not accepted; empty otherwise
   * @param ending how the run ends when complaining has not helped
   */
  record Verdict(boolean isAccepted, String complaint, AgentResult.Ending ending) {
    /** The agent may end. */
    public static final Verdict ACCEPTED = new Verdict(true, "", AgentResult.Ending.FINISHED);

    /** The agent must go on. */
    public static Verdict rejected(String complaint, AgentResult.Ending ending) {
      return new Verdict(false, complaint, ending);
    }
  }
}
