package io.ollio.generation;

/** Follows a generation. */
@FunctionalInterface
public interface GenerationListener {
  /** Hears nothing. */
  GenerationListener SILENT = (number, event) -> {};

  /**
   * The next event. Called on the thread that follows, never on the one that generates: a slow
   * listener slows only itself.
   *
   * @param number the event's place, 1 for the first; pass the last one seen to go on from there
   */
  void onEvent(long number, GenerationEvent event);
}
