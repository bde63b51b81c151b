package io.ollio.sandbox.e2b.http;

/** Whether a call may be sent again. Protocol notes, section 10.4. */
public enum Safety {
  /** Twice is as good as once: reads, deletions, whole writes. */
  REPEATABLE,
  /** Makes something: again only when nothing was done. */
  CREATES,
  /** Runs something: again only when it was never sent. */
  ONCE,
  /** Like {@link #ONCE}, with a body that cannot be read again whatever the answer. */
  STREAMED
}
