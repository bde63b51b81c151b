package io.ollio.examples.faults;

import io.ollio.testkit.openai.OpenAiFault;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

/**
 * One row of the matrix.
 *
 * @param name the fault, as the table calls it
 * @param times how many model calls of the turn it hits
 * @param trouble what happens to them
 * @param must what Ollio must do
 * @param outcome what the cell at a turn must show
 * @param others the same for kinds of models that cannot do as well
 * @param patience the client's limit for silence, and with 500 ms more for a whole call
 */
record FaultCase(
    String name,
    int times,
    Trouble trouble,
    String must,
    IntFunction<String> outcome,
    Map<ModelKind, IntFunction<String>> others,
    Duration patience) {
  static final int ALWAYS = Integer.MAX_VALUE;
  static final List<Integer> TURNS = List.of(1, 3, SevenTurns.LAST);

  private static final Duration NEVER_REACHED = Duration.ofSeconds(60);
  private static final Duration SHORT = Duration.ofSeconds(2);

  FaultCase {
    others = Map.copyOf(others);
  }

  /** What happens to a model call. */
  sealed interface Trouble {}

  /** The server spoils its answer. */
  record OnTheWire(OpenAiFault fault) implements Trouble {}

  /** The server spoils its answers, each in another way. */
  record OneAfterOther(List<OpenAiFault> faults) implements Trouble {}

  /** The server spoils an answer that holds two calls. */
  record WithTwoCalls(OpenAiFault fault) implements Trouble {}

  /** The request goes to another address. */
  record WrongAddress(UnaryOperator<String> address) implements Trouble {}

  /** The model calls a tool, another way each time. */
  record OtherCalls() implements Trouble {}

  /** The user cancels in the middle of the reply. */
  record UserCancels() implements Trouble {}

  static FaultCase of(
      String name, int times, Trouble trouble, String must, IntFunction<String> outcome) {
    return new FaultCase(name, times, trouble, must, outcome, Map.of(), NEVER_REACHED);
  }

  static FaultCase of(
      String name, int times, OpenAiFault fault, String must, IntFunction<String> outcome) {
    return of(name, times, new OnTheWire(fault), must, outcome);
  }

  /** This case with a client that does not wait long. */
  FaultCase impatient() {
    return new FaultCase(name, times, trouble, must, outcome, others, SHORT);
  }

  /** This case with another outcome for a kind of model. */
  FaultCase but(ModelKind kind, IntFunction<String> other) {
    Map<ModelKind, IntFunction<String>> more = new EnumMap<>(ModelKind.class);
    more.putAll(others);
    more.put(kind, other);
    return new FaultCase(name, times, trouble, must, outcome, more, patience);
  }

  /** This case with another outcome through LangChain4j. */
  FaultCase butBridged(IntFunction<String> other) {
    return but(ModelKind.LANGCHAIN4J_STREAMING, other).but(ModelKind.LANGCHAIN4J_BLOCKING, other);
  }

  /** What the cells at all turns must show. */
  List<String> outcomes(ModelKind kind) {
    return TURNS.stream().map(others.getOrDefault(kind, outcome)::apply).toList();
  }

  /** All is well after so many model calls more than seven. */
  static IntFunction<String> recovers(int moreCalls, String waits) {
    return turn -> "recovered, " + (SevenTurns.LAST + moreCalls) + " calls" + waits;
  }

  /** As the first says, but for the last turn, whose reply holds no call. */
  static IntFunction<String> unlessLast(IntFunction<String> usual, IntFunction<String> last) {
    return turn -> (turn == SevenTurns.LAST ? last : usual).apply(turn);
  }

  /** The run ends after so many model calls in the turn. */
  static IntFunction<String> ends(String how, int callsInTurn, String waits) {
    return turn ->
        how
            + ", "
            + FaultCell.count(SevenTurns.filesBefore(turn).files().size(), "file")
            + ", "
            + FaultCell.count(turn - 1 + callsInTurn, "call")
            + waits;
  }

  /** The run is stopped, which is no failure once the files are whole. */
  static IntFunction<String> stops(String reason, int callsInTurn) {
    return turn ->
        ends((turn == SevenTurns.LAST ? "succeeded " : "failed ") + reason, callsInTurn, "")
            .apply(turn);
  }

  @Override
  public String toString() {
    return name;
  }
}
