package io.ollio.llm;

/** Why a model stopped writing. */
public enum StopReason {
  /** It was done. */
  STOP,
  /** It wants tools to be run. */
  TOOL_CALLS,
  /** The token limit cut it off; the last tool call may be incomplete. */
  LENGTH,
  /** A content filter stopped it. */
  CONTENT_FILTER,
  /** It declined to answer. */
  REFUSAL,
  /** Something else; see the raw reason. */
  OTHER
}
