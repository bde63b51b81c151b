package io.ollio.generation;

import java.math.BigDecimal;

/**
 * Something that happened in a generation. Every event is stored with a number (1, 2, 3 …), so a
 * listener can leave and come back. The last one is exactly one of {@link Succeeded}, {@link
 * Failed} and {@link Cancelled}. New kinds may be added in later releases.
 */
public sealed interface GenerationEvent {
  /** Accepted and waiting for its turn. */
  record Queued() implements GenerationEvent {}

  /**
   * Work has begun, for the first time or again.
   *
   * @param attempt 1 for the first time
   */
  record Started(int attempt) implements GenerationEvent {}

  /**
   * The project's files are ready; a sandbox is opened when the first command needs it.
   *
   * @param isolation what separates commands from the host
   * @param hasCommands whether the terminal tool is on offer
   * @param files number of files to begin with
   */
  record WorkspaceReady(String isolation, boolean hasCommands, int files)
      implements GenerationEvent {}

  /**
   * A model call begins.
   *
   * @param step 1 for the first
   */
  record StepStarted(int step) implements GenerationEvent {}

  /** More of the model's text. */
  record TextDelta(String text) implements GenerationEvent {}

  /** More of the model's visible reasoning. */
  record ThinkingDelta(String text) implements GenerationEvent {}

  /**
   * More of a file that is being written. It counts only once {@link FileWritten} comes.
   *
   * @param callId which tool call
   * @param path the file
   * @param isEdit whether the text goes into an existing file rather than being all of it
   * @param text the next characters
   */
  record FileDelta(String callId, String path, boolean isEdit, String text)
      implements GenerationEvent {}

  /**
   * The model call broke off and starts again; deltas since {@link StepStarted} are void.
   *
   * @param reason short code of what went wrong
   * @param attempt number of the try that starts now
   */
  record StepRestarted(String reason, int attempt) implements GenerationEvent {}

  /**
   * Older steps of the conversation were shortened so that it fits the model's window.
   *
   * @param tokensBefore estimated tokens before
   * @param tokensAfter estimated tokens now
   */
  record ContextShortened(long tokensBefore, long tokensAfter) implements GenerationEvent {}

  /**
   * A tool call begins.
   *
   * @param callId which call
   * @param tool its name
   * @param subject the path or command it is about; may be empty
   */
  record ToolStarted(String callId, String tool, String subject) implements GenerationEvent {}

  /**
   * A command has written something.
   *
   * @param callId which call
   * @param isError whether it came from standard error
   * @param text the next characters
   */
  record ToolOutput(String callId, boolean isError, String text) implements GenerationEvent {}

  /**
   * A tool call has its result.
   *
   * @param callId which call
   * @param tool its name
   * @param isError whether it failed
   * @param summary the beginning of the result
   */
  record ToolFinished(String callId, String tool, boolean isError, String summary)
      implements GenerationEvent {}

  /**
   * A file was created or changed.
   *
   * @param path the file
   * @param sizeBytes its new size
   */
  record FileWritten(String path, long sizeBytes) implements GenerationEvent {}

  /**
   * A file is gone.
   *
   * @param path the file
   */
  record FileRemoved(String path) implements GenerationEvent {}

  /**
   * A file holds a credential.
   *
   * @param rule name of the rule that saw it
   * @param kind what it opens, in words
   * @param path the file
   * @param line from 1
   * @param excerpt its first characters and its length
   * @param isBlocking whether there is no version until it is gone
   */
  record SecretFound(
      String rule, String kind, String path, int line, String excerpt, boolean isBlocking)
      implements GenerationEvent {}

  /**
   * The files were checked.
   *
   * @param isAccepted whether they may become a version
   * @param complaint what is wrong; empty when accepted
   */
  record Checked(boolean isAccepted, String complaint) implements GenerationEvent {}

  /** The result can be looked at. */
  record PreviewReady(String url) implements GenerationEvent {}

  /**
   * What was used so far, also by calls that failed or were cut off. Comes after every step, and
   * once more before {@link Failed} and {@link Cancelled}.
   *
   * @param modelCalls model calls answered
   * @param inputTokens tokens sent
   * @param cachedInputTokens the part of them from the provider's cache
   * @param outputTokens tokens received
   * @param cost by the catalogue's prices, in their currency; zero when no price is known
   */
  record UsageReported(
      int modelCalls, long inputTokens, long cachedInputTokens, long outputTokens, BigDecimal cost)
      implements GenerationEvent {}

  /**
   * The attempt failed, another one will follow.
   *
   * @param attempt the one that failed
   * @param reason short code of what went wrong
   * @param detail the same in a plain sentence
   */
  record AttemptFailed(int attempt, String reason, String detail) implements GenerationEvent {}

  /**
   * The last event: a new version is stored.
   *
   * @param version its id
   * @param number its number in the project
   * @param summary the model's last words
   * @param reason empty when the model was done; else the limit that ended the work early
   */
  record Succeeded(String version, int number, String summary, String reason)
      implements GenerationEvent {}

  /**
   * The last event: there is no new version; nothing was charged.
   *
   * @param reason short code of what went wrong
   * @param detail the same in a plain sentence, with a remedy where there is one
   */
  record Failed(String reason, String detail) implements GenerationEvent {}

  /** The last event: somebody stopped it; nothing was charged. */
  record Cancelled() implements GenerationEvent {}

  /** Whether this is the last event. */
  default boolean isLast() {
    return this instanceof Succeeded || this instanceof Failed || this instanceof Cancelled;
  }
}
