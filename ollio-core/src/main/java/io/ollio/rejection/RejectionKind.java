package io.ollio.rejection;

import java.util.regex.Pattern;

/**
 * What a model's server means when it refuses, by its status and its words. Sources: the error
 * bodies of OpenAI, Azure, OpenRouter, Groq, vLLM, llama.cpp, Ollama, and of Anthropic's and
 * Gemini's compatible ends.
 */
public enum RejectionKind {
  /** The account has no money left. */
  QUOTA_USED_UP,
  /** Too many requests or tokens in a period. */
  RATE_LIMITED,
  /** The conversation does not fit. */
  CONTEXT_TOO_LONG,
  /** A content filter refused the request. */
  CONTENT_FILTERED,
  /** The model does not exist, or not for this key. */
  MODEL_NOT_FOUND,
  /** The model or its server cannot call tools. */
  NO_TOOL_SUPPORT,
  /** A proxy on the way wants a login. */
  PROXY_LOGIN,
  /** The key is wrong or may not do this. */
  AUTHENTICATION,
  /** There is nothing at this address. */
  WRONG_PATH,
  /** The server failed, or has too much to do. */
  OVERLOADED,
  /** The request is not accepted as it is. */
  INVALID;

  private static final Pattern QUOTA =
      Pattern.compile("insufficient_quota|billing_hard_limit|insufficient[ _](credits|balance)");

  private static final Pattern TOOLS =
      Pattern.compile(
          "(does not|doesn't|do not|don't|not) support.{0,20}(tool|function)"
              + "|(tool|function).{0,40}(not supported|unsupported)|support tool use"
              + "|enable-auto-tool-choice|tools? param requires|requires --jinja");

  /** OpenAI and Azure, vLLM, llama.cpp, Groq, Anthropic's and Gemini's compatible ends. */
  private static final Pattern CONTEXT =
      Pattern.compile(
          "context_length_exceeded|string_above_max_length|maximum context length"
              + "|exceed_context_size|exceeds? the (available )?context"
              + "|context (window|size|limit)|reduce the length|request too large"
              + "|too large for model|prompt is too long|token count.{0,40}exceeds"
              + "|too many (input )?tokens");

  private static final Pattern FILTER =
      Pattern.compile(
          "content[ _]filter|content_policy|responsible ?ai ?policy|moderation|was flagged"
              + "|safety system|data_inspection_failed");

  private static final Pattern MODEL =
      Pattern.compile(
          "model_not_found|deployment ?not ?found|unknown[ _]model|invalid[ _]model"
              + "|not a valid model|model.{0,120}(not found|(does not|doesn't) exist|not exist)");

  /**
   * The meaning of one refusal.
   *
   * @param status the HTTP status; 0 when the words came in a stream, where an unknown meaning is
   *     OVERLOADED
   * @param hadTools whether the request offered tools
   */
  public static RejectionKind of(int status, ServerWords words, boolean hadTools) {
    String lowered = words.lowered();
    if (status == 402 || QUOTA.matcher(lowered).find()) {
      return QUOTA_USED_UP;
    }
    if (hadTools && TOOLS.matcher(lowered).find()) {
      return NO_TOOL_SUPPORT;
    }
    if (status == 413 || CONTEXT.matcher(lowered).find()) {
      return CONTEXT_TOO_LONG;
    }
    if (status < 500 && status != 429 && FILTER.matcher(lowered).find()) {
      return CONTENT_FILTERED;
    }
    if ((status == 400 || status == 404) && MODEL.matcher(lowered).find()) {
      return MODEL_NOT_FOUND;
    }
    return ofStatus(status != 0 ? status : statusOfEvent(words, lowered));
  }

  private static RejectionKind ofStatus(int status) {
    return switch (status) {
      case 401, 403 -> AUTHENTICATION;
      case 404, 405 -> WRONG_PATH;
      case 407 -> PROXY_LOGIN;
      case 429 -> RATE_LIMITED;
      case 408, 409, 425 -> OVERLOADED;
      default -> status >= 500 ? OVERLOADED : INVALID;
    };
  }

  /** OpenRouter sends the status as the event's code. */
  private static int statusOfEvent(ServerWords words, String lowered) {
    if (words.code().matches("[45][0-9][0-9]")) {
      return Integer.parseInt(words.code());
    }
    return lowered.contains("rate_limit") ? 429 : 500;
  }
}
