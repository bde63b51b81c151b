package io.ollio.sandbox.e2b.control;

import java.util.Optional;

/**
 * What happens to a sandbox at the end of its time.
 *
 * @param onTimeout its fate; empty leaves it to E2B, which ends it
 * @param autoResume whether traffic wakes it once it is paused; empty leaves it to E2B
 */
public record Lifecycle(Optional<OnTimeout> onTimeout, Optional<Boolean> autoResume) {
  /** Leaves all to E2B. */
  public static final Lifecycle UNSAID = new Lifecycle(Optional.empty(), Optional.empty());

  /** The fate of a sandbox whose time is up. */
  public enum OnTimeout {
    /** It ends and is lost. */
    KILL,
    /** It is paused with its memory: processes go on when it is resumed. */
    PAUSE,
    /** It is paused with its files only: it boots anew when it is resumed. */
    PAUSE_FILES
  }

  /** This fate, and no waking by traffic. */
  public static Lifecycle of(OnTimeout fate) {
    return new Lifecycle(Optional.of(fate), Optional.empty());
  }
}
