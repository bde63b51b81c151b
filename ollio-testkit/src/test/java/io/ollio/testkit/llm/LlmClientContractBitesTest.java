package io.ollio.testkit.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.ollio.llm.LlmClient;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** The contract is worth something only if it catches clients that are wrong. */
final class LlmClientContractBitesTest {
  @ParameterizedTest
  @MethodSource
  void contract_onAWrongClient_failsInTheTestForThat(Class<?> wrong, String test) {
    List<String> failed =
        EngineTestKit.engine("junit-jupiter")
            .selectors(selectClass(wrong))
            .execute()
            .testEvents()
            .failed()
            .map(LlmClientContractBitesTest::methodOf)
            .toList();

    assertThat(failed).contains(test);
  }

  static List<Arguments> contract_onAWrongClient_failsInTheTestForThat() {
    return List.of(
        Arguments.of(ReportsCutAsSuccess.class, "complete_replyCut_isBroken"),
        Arguments.of(SwallowsErrors.class, "complete_serverFails_isItsException"),
        Arguments.of(MakesEveryErrorOverloaded.class, "complete_serverFails_isItsException"),
        Arguments.of(LosesRetryAfter.class, "complete_rateLimitedWithWait_tellsTheWait"),
        Arguments.of(ShowsThePrompt.class, "complete_serverFails_neverShowsPromptOrKey"),
        Arguments.of(LosesPieces.class, "listener_hearsEveryPieceInOrder"),
        Arguments.of(DoublesPieces.class, "listener_hearsEveryPieceInOrder"),
        Arguments.of(SendsEmptyPieces.class, "listener_neverHearsAnEmptyPiece"),
        Arguments.of(
            SwallowsWhatTheListenerThrows.class, "listener_throws_endsTheCallWithItsException"),
        Arguments.of(
            PutsEveryPieceAtIndexZero.class, "toolCalls_interleaved_arePutTogetherByIndex"),
        Arguments.of(NamesTheToolOnlyOnce.class, "toolCallPieces_carryIndexIdAndNameEveryTime"),
        Arguments.of(TellsEverythingAtTheEnd.class, "listener_hearsAPieceBeforeTheNextOneIsSent"),
        Arguments.of(IgnoresCancellation.class, "cancel_betweenPieces_endsTheCallAndItsConnection"),
        Arguments.of(
            LeaksWhenCancelled.class, "cancel_beforeTheFirstPiece_endsTheCallAndItsConnection"),
        Arguments.of(
            LosesTheInterruptFlag.class, "interrupt_whileWaiting_isACancellationAndKeepsTheFlag"),
        Arguments.of(LosesUsage.class, "complete_usageCounted_isTold"),
        Arguments.of(ReversesToolCalls.class, "toolCalls_several_keepTheirOrder"),
        Arguments.of(KeepsTextOfEarlierCalls.class, "complete_twice_keepsNothingOfTheFirstCall"),
        Arguments.of(SendsOnlyTheLastMessage.class, "request_withEverything_reachesTheModel"),
        Arguments.of(ServesOneCallAtATime.class, "complete_callsThatWait_doNotHoldUpOthers"),
        Arguments.of(CallsTheListenerElsewhere.class, "listener_isCalledOnTheCallersThread"));
  }

  private static String methodOf(Event event) {
    String id = event.getTestDescriptor().getUniqueId().toString();
    return id.replaceFirst(".*\\[(method|test-template):([A-Za-z_]+)\\(.*", "$2");
  }

  /**
   * The contract on a client made wrong; run only by the engine above, for its names have no Test.
   */
  abstract static class Wrong extends LlmClientContract {
    private final UnaryOperator<LlmClient> spoil;

    Wrong(UnaryOperator<LlmClient> spoil) {
      this.spoil = spoil;
    }

    @Override
    protected LlmFixture open() {
      return new ScriptedFixture(spoil);
    }

    @Override
    protected Duration patience() {
      return Duration.ofMillis(150);
    }
  }

  static final class ReportsCutAsSuccess extends Wrong {
    ReportsCutAsSuccess() {
      super(WrongLlmClients::reportsCutAsSuccess);
    }
  }

  static final class SwallowsErrors extends Wrong {
    SwallowsErrors() {
      super(WrongLlmClients::swallowsErrors);
    }
  }

  static final class MakesEveryErrorOverloaded extends Wrong {
    MakesEveryErrorOverloaded() {
      super(WrongLlmClients::makesEveryErrorOverloaded);
    }
  }

  static final class LosesRetryAfter extends Wrong {
    LosesRetryAfter() {
      super(WrongLlmClients::losesRetryAfter);
    }
  }

  static final class ShowsThePrompt extends Wrong {
    ShowsThePrompt() {
      super(WrongLlmClients::showsThePrompt);
    }
  }

  static final class LosesPieces extends Wrong {
    LosesPieces() {
      super(WrongLlmClients::losesPieces);
    }
  }

  static final class DoublesPieces extends Wrong {
    DoublesPieces() {
      super(WrongLlmClients::doublesPieces);
    }
  }

  static final class SendsEmptyPieces extends Wrong {
    SendsEmptyPieces() {
      super(WrongLlmClients::sendsEmptyPieces);
    }
  }

  static final class SwallowsWhatTheListenerThrows extends Wrong {
    SwallowsWhatTheListenerThrows() {
      super(WrongLlmClients::swallowsWhatTheListenerThrows);
    }
  }

  static final class PutsEveryPieceAtIndexZero extends Wrong {
    PutsEveryPieceAtIndexZero() {
      super(WrongLlmClients::putsEveryPieceAtIndexZero);
    }
  }

  static final class NamesTheToolOnlyOnce extends Wrong {
    NamesTheToolOnlyOnce() {
      super(WrongLlmClients::namesTheToolOnlyOnce);
    }
  }

  static final class TellsEverythingAtTheEnd extends Wrong {
    TellsEverythingAtTheEnd() {
      super(WrongLlmClients::tellsEverythingAtTheEnd);
    }
  }

  static final class IgnoresCancellation extends Wrong {
    IgnoresCancellation() {
      super(WrongLlmClients::ignoresCancellation);
    }
  }

  static final class LeaksWhenCancelled extends Wrong {
    LeaksWhenCancelled() {
      super(WrongLlmClients::leaksWhenCancelled);
    }
  }

  static final class LosesTheInterruptFlag extends Wrong {
    LosesTheInterruptFlag() {
      super(WrongLlmClients::losesTheInterruptFlag);
    }
  }

  static final class LosesUsage extends Wrong {
    LosesUsage() {
      super(WrongLlmClients::losesUsage);
    }
  }

  static final class ReversesToolCalls extends Wrong {
    ReversesToolCalls() {
      super(WrongLlmClients::reversesToolCalls);
    }
  }

  static final class KeepsTextOfEarlierCalls extends Wrong {
    KeepsTextOfEarlierCalls() {
      super(WrongLlmClients::keepsTextOfEarlierCalls);
    }
  }

  static final class SendsOnlyTheLastMessage extends Wrong {
    SendsOnlyTheLastMessage() {
      super(WrongLlmClients::sendsOnlyTheLastMessage);
    }
  }

  static final class ServesOneCallAtATime extends Wrong {
    ServesOneCallAtATime() {
      super(WrongLlmClients::servesOneCallAtATime);
    }
  }

  static final class CallsTheListenerElsewhere extends Wrong {
    CallsTheListenerElsewhere() {
      super(WrongLlmClients::callsTheListenerElsewhere);
    }
  }
}
