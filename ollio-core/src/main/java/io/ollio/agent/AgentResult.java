package io.ollio.agent;

/**
 * How a run ended.
 *
 * @param ending why it ended
 * @param summary the model's last words to the user; may be empty
 * @param detail the reason in a plain sentence; empty when finished
 */
public record AgentResult(Ending ending, String summary, String detail) {
  /** Why a run ended. */
  public enum Ending {
    /** The model was done and the result was accepted. */
    FINISHED,
    /** All steps were used up. */
    STEP_LIMIT,
    /** All tokens were used up. */
    TOKEN_LIMIT,
    /** The money was used up. */
    COST_LIMIT,
    /** The credits that were held were used up. */
    CREDIT_LIMIT,
    /** The time was used up. */
    TIME_LIMIT,
    /** The model repeated itself without getting anywhere. */
    NO_PROGRESS,
    /** The model had nothing to say, also when asked again. */
    EMPTY_REPLY,
    /** The model's replies were cut off again and again. */
    CUT_OFF,
    /** The model or its provider's filter declined. */
    REFUSED,
    /** The result was not accepted in the end. */
    CHECK_FAILED,
    /** The model said that it was done, but no file had changed. */
    NOTHING_CHANGED
  }
}
