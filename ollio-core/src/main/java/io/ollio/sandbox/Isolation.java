package io.ollio.sandbox;

/**
 * What separates a sandbox's commands from the host.
 *
 * @param mechanism short name, e.g. {@code bubblewrap}, {@code e2b}, {@code none}
 * @param separatesCommands whether commands written by a model may run
 * @param detail one line for the operator: what is in force, or what to do to get it
 */
public record Isolation(String mechanism, boolean separatesCommands, String detail) {
  /** No isolation; says why or what to do. */
  public static Isolation none(String detail) {
    return new Isolation("none", false, detail);
  }
}
