package io.ollio.sandbox.e2b.control;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One sandbox as the control plane sees it.
 *
 * @param access what is needed to talk to it; without tokens when it comes from a list
 * @param alias its template's name
 * @param state running, paused, or what a newer E2B may say
 * @param startedAt when it was started
 * @param endAt when its time is up; for a paused one, when it was paused
 * @param size its machine
 * @param metadata the host's own labels
 * @param internetAccess whether anything outside can be reached; empty when E2B does not say
 */
public record SandboxInfo(
    SandboxAccess access,
    Optional<String> alias,
    String state,
    Instant startedAt,
    Instant endAt,
    Size size,
    Map<String, String> metadata,
    Optional<Boolean> internetAccess) {
  /**
   * The machine.
   *
   * @param cpus processors
   * @param memoryMb memory in MiB
   * @param diskMb disk in MiB
   */
  public record Size(int cpus, long memoryMb, long diskMb) {}

  /** Copies. */
  public SandboxInfo {
    metadata = Map.copyOf(metadata);
  }

  /** The sandbox. */
  public String id() {
    return access.id();
  }

  /** Whether it can be used at once. */
  public boolean isRunning() {
    return state.equals("running");
  }

  /** Whether it must be resumed first. */
  public boolean isPaused() {
    return state.equals("paused");
  }
}
