package io.ollio.hosttool;

/** A value that fits the schema, but not the record. */
final class Unbindable extends Exception {
  private static final long serialVersionUID = 1L;

  private final String problem;

  Unbindable(String place, String problem) {
    super(problem, null, false, false);
    this.problem = (place.isEmpty() ? "the call" : "argument " + place) + " " + problem;
  }

  String problem() {
    return problem;
  }
}
