package io.ollio.llm.langchain4j;

import java.time.Duration;

/** What LangChain4j makes impossible, as the guide tells it. */
final class Gaps {
  private static final String STILL_OPEN = "is still open after";
  private static final String NOT_BACK = "has not come back within";
  private static final String NOTHING_HEARD = "to hear 1 things, heard []";

  /** LangChain4j's exceptions have no place for it. */
  static final KnownGaps CORE =
      KnownGaps.none().and("complete_rateLimitedWithWait_tellsTheWait", "but was empty");

  /** The OpenAI module hands out its handle with the first piece, and mixes up mixed calls. */
  static final KnownGaps OPENAI_STREAMING =
      CORE.and("cancel_beforeTheFirstPiece_endsTheCallAndItsConnection", STILL_OPEN)
          .and("toolCalls_interleaved_arePutTogetherByIndex", "was to reply, but failed")
          .and("toolCallPieces_carryIndexIdAndNameEveryTime", "was to reply, but failed");

  /** The same handle again. */
  static final KnownGaps OPENAI_LIMITS =
      KnownGaps.none()
          .and("firstPiece_tooLate_timesOutAndDisconnects", STILL_OPEN)
          .and("firstPiece_signsOfLifeOnly_timesOut", STILL_OPEN);

  /**
   * A blocking model's reply is one piece, which comes when it is whole; the OpenAI module drops
   * calls without an id.
   */
  static final KnownGaps OPENAI_BLOCKING =
      CORE.and("complete_serverFailsInTheMiddle_neverReplies", "Half")
          .and("listener_hearsEveryPieceInOrder", "t1t2")
          .and("listener_neverHearsAnEmptyPiece", "ab")
          .and("listener_hearsAPieceBeforeTheNextOneIsSent", NOTHING_HEARD)
          .and("listener_throws_endsTheCallWithItsException", NOT_BACK)
          .and("cancel_betweenPieces_endsTheCallAndItsConnection", NOTHING_HEARD)
          .and("cancel_byTheListener_endsTheCall", NOT_BACK)
          .and("interrupt_whileWaiting_isACancellationAndKeepsTheFlag", NOTHING_HEARD)
          .and("toolCalls_withoutIds_getIdsOfTheirOwn", "was to reply, but failed");

  private Gaps() {}

  /** Long for what must happen, short for what cannot. */
  static Duration patience(KnownGaps gaps) {
    return Duration.ofSeconds(gaps.isInGap() ? 2 : 10);
  }
}
