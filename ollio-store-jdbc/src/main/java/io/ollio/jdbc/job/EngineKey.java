package io.ollio.jdbc.job;

/**
 * The engine's name for one turn of a job: unlike the job's number it is never used again, so a
 * worker that is late cannot touch a later turn.
 */
record EngineKey(long job, int admission) {
  static EngineKey parse(String text) {
    int dash = text.indexOf('-');
    return new EngineKey(
        Long.parseLong(text.substring(0, dash)), Integer.parseInt(text.substring(dash + 1)));
  }

  @Override
  public String toString() {
    return job + "-" + admission;
  }
}
