package io.ollio.examples.faults;

import io.ollio.testkit.openai.OpenAiFault;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * One row of the matrix.
 *
 * @param name the fault, as the table calls it
 * @param times how many model calls of the turn it hits
 * @param trouble what happens to them
 * @param must what Ollio must do
 * @param outcomes what a cell must show at the first, third and last turn
 * @param patience the client's limit for silence, and with 500 ms more for a whole call
 */
record FaultCase(
    String name,
    int times,
    Trouble trouble,
    String must,
    List<String> outcomes,
    Duration patience) {
  static final int ALWAYS = Integer.MAX_VALUE;
  static final List<Integer> TURNS = List.of(1, 3, SevenTurns.LAST);

  private static final Duration NEVER_REACHED = Duration.ofSeconds(60);

  FaultCase {
    outcomes = List.copyOf(outcomes);
  }

  /** What happens to a model call. */
  sealed interface Trouble {}

  /** The server spoils its answer. */
  record OnTheWire(OpenAiFault fault) implements Trouble {}

  /** The server spoils an answer that holds two calls. */
  record WithTwoCalls(OpenAiFault fault) implements Trouble {}

  /** The request goes to another address. */
  record WrongAddress(UnaryOperator<String> address) implements Trouble {}

  /** The model calls a tool, another way each time. */
  record OtherCalls() implements Trouble {}

  /** The user cancels in the middle of the reply. */
  record UserCancels() implements Trouble {}

  static FaultCase of(String name, int times, Trouble trouble, String must, String... outcomes) {
    return new FaultCase(name, times, trouble, must, List.of(outcomes), NEVER_REACHED);
  }

  static FaultCase of(String name, int times, OpenAiFault fault, String must, String... outcomes) {
    return of(name, times, new OnTheWire(fault), must, outcomes);
  }

  /** This case with a client that does not wait long. */
  FaultCase impatient() {
    return new FaultCase(name, times, trouble, must, outcomes, Duration.ofSeconds(2));
  }

  /** What the cell at this turn must show. */
  String outcomeAt(int turn) {
    return outcomes.size() == 1 ? outcomes.get(0) : outcomes.get(TURNS.indexOf(turn));
  }

  @Override
  public String toString() {
    return name;
  }
}
