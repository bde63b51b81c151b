package io.ollio.project;

import io.ollio.InvalidInput;
import io.ollio.OwnerId;
import io.ollio.StorableText;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * One run from a prompt to an outcome.
 *
 * @param id its id
 * @param project where it works
 * @param owner who asked
 * @param prompt the message that asked
 * @param idempotencyKey the caller's name for the request, unique among the owner's
 * @param options what else the caller asked for, as JSON text; opaque here
 * @param state where it stands
 * @param createdAt when it was submitted
 */
public record Generation(
    GenerationId id,
    ProjectId project,
    OwnerId owner,
    MessageId prompt,
    String idempotencyKey,
    String options,
    State state,
    Instant createdAt) {
  /** Where a generation stands. */
  public enum Status {
    /** Waits for its turn. */
    QUEUED,
    /** Runs. */
    RUNNING,
    /** Ended with a new version. */
    SUCCEEDED,
    /** Ended without; the reason says why. */
    FAILED,
    /** Ended because somebody asked for it. */
    CANCELLED;

    /** Whether nothing will change any more. */
    public boolean isFinal() {
      return this != QUEUED && this != RUNNING;
    }
  }

  /**
   * The part of a generation that changes.
   *
   * @param status where it stands
   * @param attempt how often it was started, 0 while it has not been
   * @param reason short code of why it ended as it did, e.g. {@code RateLimited}; may be empty
   * @param detail the same in a plain sentence; may be empty
   * @param version the version it made
   * @param usage what it has used so far
   * @param updatedAt when it changed last
   */
  public record State(
      Status status,
      int attempt,
      String reason,
      String detail,
      Optional<VersionId> version,
      Usage usage,
      Instant updatedAt) {
    /** Cleans the texts. */
    public State {
      reason = StorableText.clean(reason);
      detail = StorableText.clean(detail);
    }

    /** Waiting, since the time. */
    public static State queued(Instant at) {
      return new State(Status.QUEUED, 0, "", "", Optional.empty(), Usage.NONE, at);
    }
  }

  /**
   * What a generation used.
   *
   * @param modelCalls model calls answered
   * @param inputTokens tokens sent, cached ones included
   * @param cachedInputTokens the part of them that came from the provider's cache
   * @param outputTokens tokens received
   * @param cost by the catalogue's prices; zero when unknown
   */
  public record Usage(
      int modelCalls,
      long inputTokens,
      long cachedInputTokens,
      long outputTokens,
      BigDecimal cost) {
    /** Nothing. */
    public static final Usage NONE = new Usage(0, 0, 0, 0, BigDecimal.ZERO);
  }

  /** Longest idempotency key, in characters. */
  public static final int MAX_KEY_LENGTH = 200;

  /** Checks the key and the options. */
  public Generation {
    StorableText.check(options, "generation options");
    InvalidInput.text(idempotencyKey, "idempotencyKey", MAX_KEY_LENGTH);
  }

  /** This generation in another state. */
  public Generation withState(State next) {
    return new Generation(id, project, owner, prompt, idempotencyKey, options, next, createdAt);
  }
}
