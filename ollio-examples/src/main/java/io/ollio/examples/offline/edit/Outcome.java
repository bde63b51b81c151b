package io.ollio.examples.offline.edit;

/**
 * What became of one wish.
 *
 * @param done whether the files were changed
 * @param says a part of a sentence: what was done, or why nothing was
 */
record Outcome(boolean done, String says) {
  static Outcome done(String says) {
    return new Outcome(true, says);
  }

  static Outcome refused(String says) {
    return new Outcome(false, says);
  }
}
